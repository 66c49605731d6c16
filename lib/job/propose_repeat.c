#include "job/propose_repeat.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/deliver_file.h"
#include "job/session.h"

#include <stdlib.h>
#include <string.h>

int
propose_repeat(struct session *session, const char *batch, const char *reason,
	int64_t *number, struct err *err)
{
	const char *slash = strchr(batch, '/');
	const char *digits = slash == NULL ? "" : slash + 1;
	const size_t len = strspn(digits, "0123456789");
	const char *folder = slash == NULL
		? batch
		: arena_text(
			  &session->arena, batch, (size_t)(slash - batch), err);

	if (folder == NULL)
		return -1;
	if (len == 0 || len > 9 || digits[len] != '\0' ||
		deliver_folder_find(folder) == NULL) {
		err_set(err, ERR_USAGE, _("'%s' is no batch"), batch);
		return err_hint(err,
			_("Name it as 'yifen list deliveries' does, channel "
			  "and number: sms/12"));
	}
	return db_one_int(session->db, SQL_PEOPLE_PROPOSE_REPEAT,
		DB_PARAMS(db_text(folder), db_int(strtol(digits, NULL, 10)),
			db_text(reason)),
		number, err);
}
