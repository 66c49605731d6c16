#include "job/subject.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/session.h"

#include <stdlib.h>
#include <string.h>

/* A whole number of ${digits} at ${text}; where it ends, or NULL. */
static const char *
read_number(const char *text, int64_t *number)
{
	const size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 9)
		return NULL;
	*number = strtoll(text, NULL, 10);
	return text + digits;
}

/* E12.345, V7.1, B.17 (0002_views.sql): false if it is none of them. */
bool
subject_label(const char *text, struct subject *subject)
{
	int64_t high = 0, low = 0;
	const char *p = text + 1;

	if (text[0] == '\0' || strchr("EVB", text[0]) == NULL)
		return false;
	if (text[0] != 'B' && (p = read_number(p, &high)) == NULL)
		return false;
	if (*p != '.' || (p = read_number(p + 1, &low)) == NULL || *p != '\0')
		return false;
	if (text[0] == 'E')
		subject->entry_id = high << 32 | low;
	else if (text[0] == 'V')
		subject->verification_id = high << 8 | low;
	else
		subject->break_id = low;
	return true;
}

static int
not_known(const char *text, struct err *err)
{
	err_set(err, ERR_USAGE, _("there is no '%s'"), text);
	return err_hint(err,
		_("Name an order (ORDER_NO or CA/ORDER_NO), an entry (E1.2), a "
		  "verification (V1.1) or a break (B.1)."));
}

static int
find_label(struct session *session, const char *text,
	const struct subject *subject, struct err *err)
{
	int64_t known;

	if (db_one_int(session->db, SQL_EXPLAIN_KNOWN,
		    DB_PARAMS(db_int(subject->entry_id),
			    db_int(subject->verification_id),
			    db_int(subject->break_id)),
		    &known, err) < 0)
		return -1;
	return known > 0 ? 0 : not_known(text, err);
}

/* The one order of that number; several are named in the hint. */
int
subject_order(struct session *session, const char *text,
	struct subject *subject, struct err *err)
{
	const char *slash = strchr(text, '/');
	const char *number = slash == NULL ? text : slash + 1;
	const char *ca = slash == NULL ? NULL
				       : arena_text(&session->arena, text,
						 (size_t)(slash - text), err);
	struct db_rows *rows = NULL;
	struct buf all = BUF_INIT;
	int rc, count = 0;

	if ((slash != NULL && ca == NULL) ||
		db_query(session->db, SQL_EXPLAIN_ORDERS,
			DB_PARAMS(db_text(number), db_text(ca)), &rows,
			err) < 0)
		return -1;
	while ((rc = db_next(rows, err)) > 0) {
		subject->order_id = db_get_int(rows, 0);
		buf_printf(&all, "%s%s/%s", count++ > 0 ? ", " : "",
			db_get_text(rows, 1), number);
	}
	db_done(rows);
	if (rc == 0 && count == 0)
		rc = not_known(text, err);
	if (rc == 0 && count > 1) {
		err_set(err, ERR_USAGE, _("several CAs have an order %s"),
			number);
		rc = err_hint(err, _("Say which: %s"), buf_text(&all));
	}
	buf_release(&all);
	return rc;
}

int
subject_find(struct session *session, const char *text,
	struct subject *subject, struct err *err)
{
	*subject = (struct subject){ .order_id = 0 };
	return subject_label(text, subject)
		? find_label(session, text, subject, err)
		: subject_order(session, text, subject, err);
}
