#include "job/audit_gap.h"
#include "job/audit_head.h"
#include "job/job_propose.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/propose_repeat.h"
#include "job/session.h"
#include "job/subject.h"
#include "model/money.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what the database refuses, in the person's language --- */

/* As raised in 0005_people.sql, 0014_invoice.sql and 0019_again.sql; figures
 * may follow. */
static const char *const refusals[] = {
	N_("this role may not do that"),
	N_("there is nothing of that number"),
	N_("there is no such proposal"),
	N_("another proposal about it waits: have it decided first"),
	N_("nobody decides about what they proposed"),
	N_("a hold needs nobody else; a release lifts it"),
	N_("it is decided already"),
	N_("its facts have changed since it was proposed"),
	N_("that is more than one person may write off in a day"),
	N_("part of it went back: undo the refund first"),
	N_("only money that stands on orders or was written off can be taken "
	   "back"),
	N_("the entry is not in suspense"),
	N_("the entry is not held for another payer"),
	N_("0.01 at the bank never pays a fee: write it off"),
	N_("part of it went back: it can only be refunded"),
	N_("it went out: match it to the order that it refunds"),
	N_("an order is not known, or named twice"),
	N_("the parts must add up to the amount of the entry"),
	N_("nobody holds the order"),
	N_("the order is held already"),
	N_("only the last attempt can be reopened, when it was returned, "
	   "locked or expired"),
	N_("the break is resolved already"),
	N_("its money stands in suspense: match, refund or write it off"),
	N_("Reject it and propose it anew."),
	N_("the batch repeats another one: name that"),
	N_("the batch is not written yet: deliver does it"),
	N_("something of the batch has changed since it was handed over"),
	N_("there is no such invoice"),
	N_("the invoice is not in a state for that"),
};

int
job_propose_refusal(struct err *err)
{
	char figures[64];

	if (strncmp(err->sqlstate, "YF", 2) != 0)
		return -1;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		const size_t len = strlen(refusals[i]);

		if (strncmp(err->message, refusals[i], len) != 0)
			continue;
		snprintf(figures, sizeof(figures), "%s", err->message + len);
		snprintf(err->message, sizeof(err->message), "%s%s",
			gettext(refusals[i]), figures);
		return -1;
	}
	return -1;
}

/* --- what is proposed --- */

enum about { ABOUT_ENTRY, ABOUT_ORDER, ABOUT_ATTEMPT, ABOUT_BREAK };

enum parts { NO_PARTS, ONE_ORDER, ORDERS_AND_AMOUNTS };

static const struct verb {
	const char *name;
	unsigned about; /* bits of what it may be about */
	enum parts parts;
	const char *usage;

	/* Instead, of what is none of these: its one name is all. */
	int (*propose)(struct session *session, const char *name,
		const char *reason, int64_t *number, struct err *err);
	unsigned needs; /* of the session, beside writing */
} verbs[] = {
	{ "match", 1 << ABOUT_ENTRY, ONE_ORDER, "match ENTRY ORDER", NULL, 0 },
	{ "split", 1 << ABOUT_ENTRY, ORDERS_AND_AMOUNTS,
		"split ENTRY ORDER=YUAN...", NULL, 0 },
	{ "refund", 1 << ABOUT_ENTRY, NO_PARTS, "refund ENTRY", NULL, 0 },
	{ "write-off", 1 << ABOUT_ENTRY, NO_PARTS, "write-off ENTRY", NULL, 0 },
	{ "undo", 1 << ABOUT_ENTRY, NO_PARTS, "undo ENTRY", NULL, 0 },
	{ "release", 1 << ABOUT_ENTRY | 1 << ABOUT_ORDER, NO_PARTS,
		"release ENTRY|ORDER", NULL, 0 },
	{ "hold", 1 << ABOUT_ORDER, NO_PARTS, "hold ORDER", NULL, 0 },
	{ "reopen", 1 << ABOUT_ATTEMPT, NO_PARTS, "reopen VERIFICATION", NULL, 0 },
	{ "close", 1 << ABOUT_BREAK, NO_PARTS, "close BREAK", NULL, 0 },
	{ "repeat", 0, NO_PARTS, "repeat CHANNEL/BATCH", propose_repeat, 0 },
	{ "accept-gap", 0, NO_PARTS, "accept-gap HEAD", audit_gap_propose,
		SESSION_BEHIND },
};

static int
no_such_verb(const char *name, struct err *err)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		buf_printf(&names, "%s%s", i == 0 ? "" : ", ", verbs[i].name);
	err_set(err, ERR_USAGE, _("nobody can propose to '%s'"), name);
	err_hint(err, _("Say one of: %s"), buf_text(&names));
	buf_release(&names);
	return -1;
}

static int
misused(const struct verb *verb, struct err *err)
{
	err_set(err, ERR_USAGE, _("%s: that is not what it is about"),
		verb->name);
	return err_hint(
		err, _("Usage: yifen propose %s --reason TEXT"), verb->usage);
}

static const struct verb *
find_verb(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* One of the things that the verb may be about. */
static int
read_subject(struct session *session, const struct verb *verb,
	const char *text, struct subject *subject, struct err *err)
{
	enum about about = ABOUT_ORDER;

	*subject = (struct subject){ .order_id = 0 };
	if (subject_label(text, subject))
		about = subject->entry_id != 0		? ABOUT_ENTRY
			: subject->verification_id != 0 ? ABOUT_ATTEMPT
							: ABOUT_BREAK;
	if (!(verb->about & 1u << about))
		return misused(verb, err);
	return about == ABOUT_ORDER
		? subject_order(session, text, subject, err)
		: 0;
}

/* "ORDER", or "ORDER=YUAN", to "ID=FEN". */
static int
read_part(struct session *session, const struct verb *verb, const char *text,
	struct buf *parts, struct err *err)
{
	const char *equals = strrchr(text, '=');
	struct subject subject = { .order_id = 0 };
	const char *order = text;
	int64_t fen = 0;

	if ((equals != NULL) != (verb->parts == ORDERS_AND_AMOUNTS))
		return misused(verb, err);
	if (equals != NULL) {
		order = arena_text(&session->arena, text,
			(size_t)(equals - text), err);
		if (order == NULL ||
			money_parse(equals + 1, strlen(equals + 1), &fen, err) <
				0) {
			err->code = ERR_USAGE;
			return err_within(err, "%s", text);
		}
		if (fen <= 0)
			return err_set(err, ERR_USAGE,
				_("%s: an amount must be above 0"), text);
	}
	if (subject_order(session, order, &subject, err) < 0)
		return -1;
	buf_printf(parts, "%s%lld=%lld", parts->len > 0 ? "," : "",
		(long long)subject.order_id, (long long)fen);
	return buf_check(parts, err);
}

static int
read_parts(struct session *session, const struct verb *verb,
	const struct job_propose_options *options, struct buf *parts,
	struct err *err)
{
	const size_t count = options->count - 1;

	if ((verb->parts == NO_PARTS && count > 0) ||
		(verb->parts == ONE_ORDER && count != 1) ||
		(verb->parts == ORDERS_AND_AMOUNTS && count < 2))
		return misused(verb, err);
	for (size_t i = 1; i < options->count; i++)
		if (read_part(session, verb, options->operands[i], parts,
			    err) < 0)
			return -1;
	return 0;
}

static struct db_value
id_or_null(int64_t id)
{
	return id == 0 ? db_null() : db_int(id);
}

/* About something of the book's own kinds. */
static int
propose_about(struct session *session, const struct verb *verb,
	const struct job_propose_options *options, int64_t *id, struct err *err)
{
	struct subject subject;
	struct buf parts = BUF_INIT;
	int rc = -1;

	if (read_subject(session, verb, options->operands[0], &subject, err) <
			0 ||
		read_parts(session, verb, options, &parts, err) < 0)
		goto done;
	rc = db_one_int(session->db, SQL_PEOPLE_PROPOSE,
		DB_PARAMS(db_text(verb->name), id_or_null(subject.entry_id),
			id_or_null(subject.order_id),
			id_or_null(subject.verification_id),
			id_or_null(subject.break_id), db_text(buf_text(&parts)),
			db_text(options->reason)),
		id, err);
done:
	buf_release(&parts);
	return rc;
}

static int
propose(struct session *session, const struct verb *verb,
	const struct job_propose_options *options, int *number, struct err *err)
{
	int64_t id = 0;
	int rc;

	if (verb->propose == NULL)
		rc = propose_about(session, verb, options, &id, err);
	else if (options->count != 1)
		rc = misused(verb, err);
	else
		rc = verb->propose(session, options->operands[0],
			options->reason, &id, err);
	*number = (int)id;
	return rc < 0 ? job_propose_refusal(err) : 0;
}

/* No reason, no decision. */
static int
check_reason(const char *reason, struct err *err)
{
	if (reason == NULL || reason[strspn(reason, " \t")] == '\0')
		return err_set(
			err, ERR_USAGE, _("a reason is missing: --reason TEXT"));
	if (strlen(reason) > 500 || strpbrk(reason, "\t\r\n") != NULL)
		return err_set(err, ERR_USAGE,
			_("the reason must be one line of at most 500 bytes"));
	return 0;
}

int
job_propose(const struct job_propose_options *options, int *number,
	struct err *err)
{
	const struct verb *verb = find_verb(options->verb);
	struct session *session = NULL;
	int rc;

	if (verb == NULL)
		return no_such_verb(options->verb, err);
	if (options->count == 0)
		return misused(verb, err);
	if (check_reason(options->reason, err) < 0 ||
		session_open("propose", SESSION_WRITE | verb->needs, &session,
			err) < 0)
		return -1;
	rc = propose(session, verb, options, number, err);
	/* Nothing is signed until the gap is accepted. */
	if (session->behind.code == ERR_NONE)
		rc = audit_head_after(session, rc, err);
	session_close(session);
	return rc;
}

/* --- deciding --- */

static int
read_number(const char *text, int *number, struct err *err)
{
	const char *digits = strncmp(text, "P.", 2) == 0 ? text + 2 : text;
	const size_t len = strspn(digits, "0123456789");

	if (len == 0 || len > 9 || digits[len] != '\0') {
		err_set(err, ERR_USAGE, _("'%s' is no proposal"), text);
		return err_hint(err,
			_("Name it as 'yifen list proposals' does: P.1"));
	}
	*number = (int)strtol(digits, NULL, 10);
	return 0;
}

/* In a book that is behind its heads only that is decided. */
static int
check_behind(struct session *session, int id, struct err *err)
{
	int64_t known;

	if (session->behind.code == ERR_NONE)
		return 0;
	if (db_one_int(session->db, SQL_AUDIT_IS_GAP, DB_PARAMS(db_int(id)),
		    &known, err) < 0)
		return -1;
	if (known > 0)
		return 0;
	*err = session->behind;
	return -1;
}

static int
decide(struct session *session, int id, bool approve, const char *reason,
	struct err *err)
{
	int64_t decided;

	if (check_behind(session, id, err) < 0)
		return -1;
	if (db_one_int(session->db, SQL_PEOPLE_DECIDE,
		    DB_PARAMS(db_int(id),
			    db_text(approve ? "approved" : "rejected"),
			    db_text(reason)),
		    &decided, err) < 0)
		return job_propose_refusal(err);
	/* A gap that was accepted is what this head tells of. */
	return session->behind.code == ERR_NONE || approve
		? audit_head_after(session, 0, err)
		: 0;
}

int
job_decide(const char *number, bool approve, const char *reason,
	struct err *err)
{
	const char *command = approve ? "approve" : "reject";
	struct session *session = NULL;
	int id = 0, rc;

	if (read_number(number, &id, err) < 0 ||
		check_reason(reason, err) < 0 ||
		session_open(command, SESSION_WRITE | SESSION_BEHIND, &session,
			err) < 0)
		return -1;
	rc = decide(session, id, approve, reason, err);
	session_close(session);
	return rc;
}
