#include "job/audit_gap.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/sign.h"
#include "job/audit_head.h"
#include "job/finding.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/note.h"
#include "store/store_audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE 24

/* --- heads that are given up --- */

static int
say(head_fault_fn *fault, void *ctx, const char *kind, const char *sentence,
	int number, struct err *err)
{
	struct arena arena = ARENA_INIT;
	char digits[NUMBER_SIZE];
	const char *note;
	int rc = -1;

	snprintf(digits, sizeof(digits), "%06d", number);
	note = note_make(&arena, err, sentence, 1, digits);
	if (note != NULL)
		rc = fault(ctx, kind, number, note, err);
	arena_release(&arena);
	return rc;
}

/* From the head that the book still had, which is not above what it ended
 * with, up to the one before this. */
static bool
is_sound(const struct kept_heads *heads, size_t count, const struct head *head)
{
	const struct head_gap *gap = &head->gap;

	return gap->to == head->number - 1 && count > 0 &&
		heads->at[count - 1].head.number == gap->from &&
		heads->at[count - 1].head.seq <= gap->seq &&
		gap->seq < head->seq;
}

int
audit_gap_drop(struct kept_heads *heads, head_fault_fn *fault, void *ctx,
	struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < heads->count; i++) {
		const struct head *head = &heads->at[i].head;
		size_t before = kept;

		while (head->gap.to > 0 && before > 0 &&
			heads->at[before - 1].head.number > head->gap.from)
			before--;
		if (head->gap.to > 0 && !is_sound(heads, before, head)) {
			if (say(fault, ctx, "head-bad",
				    N_("head %1 accepts a gap that is none"),
				    head->number, err) < 0)
				return -1;
			before = kept;
		}
		kept = before;
		heads->at[kept++] = heads->at[i];
	}
	heads->count = kept;
	return 0;
}

void
audit_gap_tell(const struct kept_heads *heads, const struct job_ui *ui)
{
	for (size_t i = 0; i < heads->count; i++) {
		const struct head_gap *gap = &heads->at[i].head.gap;

		if (gap->to == 0)
			continue;
		ui_tell(ui,
			_("heads %06d to %06d: gap accepted by %s and %s on "
			  "%s because: %s"),
			gap->from + 1, gap->to, gap->proposer, gap->approver,
			gap->day, gap->reason);
	}
}

/* --- what two people accepted --- */

static bool
is_same(const struct head_gap *a, const struct head_gap *b)
{
	return a->proposal == b->proposal && a->from == b->from &&
		a->to == b->to && a->seq == b->seq &&
		strcmp(a->hash, b->hash) == 0 &&
		strcmp(a->proposer, b->proposer) == 0 &&
		strcmp(a->approver, b->approver) == 0 &&
		strcmp(a->day, b->day) == 0 &&
		strcmp(a->reason, b->reason) == 0;
}

int
audit_gap_check(const struct kept_heads *heads, struct db *db,
	struct findings *findings, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct audit_gaps gaps = { .count = 0 };
	int rc = store_audit_gaps(db, &arena, &gaps, err);

	for (size_t i = 0; i < heads->count && rc == 0; i++) {
		const struct head *head = &heads->at[i].head;
		bool known = head->gap.to == 0;

		for (size_t k = 0; k < gaps.count && !known; k++)
			known = is_same(&gaps.at[k].gap, &head->gap);
		if (!known)
			rc = say(finding_head, findings, "gap-unknown",
				N_("head %1 tells of a gap that nobody "
				   "accepted in this book"),
				head->number, err);
	}
	arena_release(&arena);
	return rc;
}

/* --- proposing --- */

struct look {
	const struct kept_heads *heads;
	size_t next; /* head to meet: those before it are in the book */
	bool other;  /* that one is not */
	int64_t seq; /* of the last event */
	char hash[HEAD_HEX + 1];
};

static int
follow(void *ctx, const struct audit_event *event, struct err *err)
{
	struct look *look = ctx;

	if (!event->is_whole || event->seq != look->seq + 1 ||
		strcmp(event->prev, look->hash) != 0)
		return err_set(err, ERR_AUDIT,
			_("event %lld of the audit trail is broken"),
			(long long)event->seq);
	look->seq = event->seq;
	memcpy(look->hash, event->hash, sizeof(look->hash));
	while (!look->other && look->next < look->heads->count) {
		const struct head *head = &look->heads->at[look->next].head;

		if (head->seq > event->seq)
			break;
		look->other = head->seq < event->seq ||
			strcmp(head->hash, event->hash) != 0;
		look->next += !look->other;
	}
	return 0;
}

/* A bad head is no gap: it is to be found out first. */
static int
refuse(void *ctx, const char *kind, int number, const char *note,
	struct err *err)
{
	(void)ctx;
	(void)kind;
	(void)note;
	return err_set(err, ERR_AUDIT,
		_("head %06d of the audit trail is not what was signed"),
		number);
}

static int
read_heads(struct session *s, struct kept_heads *heads, struct err *err)
{
	const char *folder = session_path(s, AUDIT_FOLDER, err);
	const char *path = session_path(s, AUDIT_FOLDER "/" HEAD_KEY, err);
	struct sign_key *key = NULL;
	int rc = -1;

	if (folder != NULL && path != NULL &&
		sign_open_public(path, &key, err) == 0 &&
		head_folder_read(
			&s->arena, folder, key, heads, refuse, NULL, err) == 0)
		rc = audit_gap_drop(heads, refuse, NULL, err);
	sign_close(key);
	return rc;
}

static int
check_asked(const struct look *look, const char *asked, struct err *err)
{
	const size_t count = look->heads->count;
	char *end;
	const long number = strtol(asked, &end, 10);

	if (count == 0 || look->next == count)
		return err_set(err, ERR_USAGE,
			_("the book goes on from its last head: there is no "
			  "gap"));
	if (*end != '\0' || end == asked ||
		number != look->heads->at[count - 1].head.number)
		return err_set(err, ERR_USAGE,
			_("'%s' is not the last head: that is %06d"), asked,
			look->heads->at[count - 1].head.number);
	if (look->next == 0)
		return err_set(err, ERR_USAGE,
			_("no head is of this book: it cannot go on from "
			  "one"));
	return 0;
}

int
audit_gap_propose(struct session *session, const char *head, const char *reason,
	int64_t *number, struct err *err)
{
	struct kept_heads heads = { .count = 0 };
	struct look look = { .heads = &heads };
	const struct kept_head *last;

	memset(look.hash, '0', HEAD_HEX);
	if (read_heads(session, &heads, err) < 0 ||
		store_audit_chain(session->db, 0, follow, &look, err) < 0 ||
		check_asked(&look, head, err) < 0)
		return -1;
	last = &heads.at[heads.count - 1];
	return db_one_int(session->db, SQL_PEOPLE_PROPOSE_GAP,
		DB_PARAMS(db_int(heads.at[look.next - 1].head.number),
			db_int(last->head.number), db_text(last->digest),
			db_int(look.seq), db_text(look.hash), db_text(reason)),
		number, err);
}
