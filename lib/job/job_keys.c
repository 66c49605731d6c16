#include "job/job_keys.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/rows.h"
#include "job/session.h"

static const struct column columns[] = {
	{ "kek", N_("key"), COLUMN_INT },
	{ "provider", N_("provider"), COLUMN_TEXT },
	{ "locator", N_("where"), COLUMN_TEXT },
	{ "cipher", N_("cipher"), COLUMN_TEXT },
	{ "state", N_("state"), COLUMN_TEXT },
	{ "made", N_("made"), COLUMN_TEXT },
	{ "data_keys", N_("data keys"), COLUMN_INT },
	{ "sealed_codes", N_("codes"), COLUMN_INT },
	{ "sealed_files", N_("files"), COLUMN_INT },
};

int
job_keys_list(const char *format, FILE *out, struct err *err)
{
	struct session *s = NULL;
	struct writer writer;
	int rc;

	if (writer_open(&writer, format, columns,
		    sizeof(columns) / sizeof(*columns), out, err) < 0)
		return -1;
	rc = session_open("keys", SESSION_READ, &s, err);
	if (rc == 0)
		rc = rows_print(s->db, SQL_KEY_LIST, NULL, &writer, err);
	if (rc == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	session_close(s);
	return rc;
}
