#include "job/job_explain.h"

#include "base/err.h"
#include "job/explain.h"
#include "job/session.h"
#include "job/subject.h"

int
job_explain(const char *text, const char *format, FILE *out, struct err *err)
{
	struct session *session = NULL;
	struct subject subject = { .order_id = 0 };
	int rc = -1;

	if (session_open("explain", SESSION_READ, &session, err) < 0)
		return -1;
	if (subject_find(session, text, &subject, err) == 0)
		rc = explain_print(session->db, &subject, format, out, err);
	session_close(session);
	return rc;
}
