/*
 * verify_entries(): the micro-deposits and returns of the bank's statements.
 */
#include "core/verify.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/remark.h"
#include "core/match.h"
#include "model/note.h"

#include <stdio.h>
#include <string.h>

/* The orders whose latest attempt ${entry} may be about; each has one. */
static int
suspects(const struct book *book, const struct book_entry *entry,
	struct order_set *set, struct err *err)
{
	const char *const texts[] = { entry->account_folded, entry->ref,
		entry->original, entry->external_id };
	const struct map_node *node;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		node = map_get(&book->by_attempt, texts[i], strlen(texts[i]));
		for (; node != NULL; node = node->next)
			if (order_set_add(set, node->value, book->arena, err) <
				0)
				return -1;
	}
	for (size_t i = 0; i < entry->code_count; i++) {
		node = map_get(&book->by_attempt,
			(const char *)entry->codes + i * CODE_DIGEST_SIZE,
			CODE_DIGEST_SIZE);
		for (; node != NULL; node = node->next)
			if (order_set_add(set, node->value, book->arena, err) <
				0)
				return -1;
	}
	return 0;
}

/* The attempts of one account or code that fit; ${several} if more. */
struct pick {
	size_t index;
	struct order *order;
	struct order_set all;
};

static int
pick(struct book *book, struct pick *p, size_t order, struct err *err)
{
	p->index = order;
	p->order = &book->orders.at[order];
	return order_set_add(&p->all, order, book->arena, err);
}

static bool
shows(const struct book_entry *entry, int64_t code_id,
	const unsigned char *code)
{
	if (code_id <= CODE_NONE)
		return false;
	for (size_t i = 0; i < entry->code_count; i++)
		if (memcmp(entry->codes + i * CODE_DIGEST_SIZE, code,
			    CODE_DIGEST_SIZE) == 0)
			return true;
	return false;
}

static bool
has_code(const struct book_entry *entry, const struct attempt *attempt)
{
	return shows(entry, attempt->code_id, attempt->code);
}

/* The code that the 0.01 must show: after a failure the next attempt's, which
 * is what the hall has sent since. */
static bool
has_right_code(const struct book_entry *entry, const struct order *order,
	const struct attempt *attempt)
{
	return verify_is_failure(attempt->state) && order->code_id != CODE_NONE
		? shows(entry, order->code_id, order->code)
		: has_code(entry, attempt);
}

/* None fits, or several, which nothing tells apart. */
static int
several(struct book_entry *entry, const struct pick *found)
{
	entry->candidates = found->all;
	entry->tied = found->all.count > 1;
	return 0;
}

static void
verified_by(struct book_entry *entry, const char *rule)
{
	entry->fate = FATE_VERIFICATION;
	entry->rule = rule;
	entry->note = "";
}

/* A failure; the last one that the policy allows since reviewers reopened the
 * verification locks it. */
static int
fail(struct book *book, struct order *order, struct attempt *attempt,
	enum attempt_state state, const char *reason, int64_t entry_id,
	struct err *err)
{
	int failures = 0;
	char count[16];

	if (verify_step(book, attempt, state, reason, entry_id, err) < 0)
		return -1;
	for (size_t i = order->attempts.count; i-- > 0;) {
		if (order->attempts.at[i].reopened)
			break;
		failures += order->attempts.at[i].failure != ATTEMPT_PENDING;
	}
	if (failures < order->policy->max_attempts)
		return 0;
	snprintf(count, sizeof(count), "%d", failures);
	reason = note_make(book->arena, err,
		N_("locked after %1 failed attempts"), 1, count);
	if (reason == NULL)
		return -1;
	return verify_step(book, attempt, ATTEMPT_LOCKED, reason, 0, err);
}

/* Our own 0.01 as the statement shows it: by its end-to-end id, else by
 * account and code. */
static int
judge_outgoing(struct book *book, struct book_entry *entry, struct err *err)
{
	struct order_set set = { .count = 0 };
	struct pick by_id = { .order = NULL }, by_code = { .order = NULL };
	struct pick *found;

	if (suspects(book, entry, &set, err) < 0)
		return -1;
	for (size_t k = 0; k < set.count; k++) {
		const size_t i = set.at[k];
		const struct attempt *a = verify_latest(&book->orders.at[i]);

		if (a->mode != VERIFY_OUTBOUND || a->state != ATTEMPT_SENT)
			continue;
		if ((strcmp(entry->ref, a->end_to_end_id) == 0 ||
			    strcmp(entry->external_id, a->end_to_end_id) ==
				    0) &&
			pick(book, &by_id, i, err) < 0)
			return -1;
		if (strcmp(a->account, entry->account_folded) == 0 &&
			has_code(entry, a) && pick(book, &by_code, i, err) < 0)
			return -1;
	}
	found = by_id.all.count > 0 ? &by_id : &by_code;
	if (found->all.count != 1)
		return several(entry, found);
	verified_by(entry, found == &by_id ? "end-to-end-id" : "account-code");
	verify_latest(found->order)->booked = entry->booked.day;
	verify_latest(found->order)->booked_serial = entry->external_id;
	if (verify_index_latest(book, found->index, err) < 0)
		return -1;
	return verify_step(book, verify_latest(found->order), ATTEMPT_BOOKED,
		"", entry->id, err);
}

/* A 0.01 that came back: by what it cites, else by its account. */
static int
judge_return(struct book *book, struct book_entry *entry, struct err *err)
{
	struct order_set set = { .count = 0 };
	struct pick by_id = { .order = NULL }, by_account = { .order = NULL },
		    by_code = { .order = NULL };
	struct pick *found;
	const char *reason;

	if (suspects(book, entry, &set, err) < 0)
		return -1;
	for (size_t k = 0; k < set.count; k++) {
		const size_t i = set.at[k];
		const struct attempt *a = verify_latest(&book->orders.at[i]);

		if (a->mode != VERIFY_OUTBOUND ||
			(a->state != ATTEMPT_BOOKED &&
				a->state != ATTEMPT_VERIFIED))
			continue;
		if (((entry->original[0] != '\0' &&
			     (strcmp(entry->original, a->end_to_end_id) == 0 ||
				     strcmp(entry->original,
					     a->booked_serial) == 0)) ||
			    (entry->ref[0] != '\0' &&
				    strcmp(entry->ref, a->end_to_end_id) ==
					    0)) &&
			pick(book, &by_id, i, err) < 0)
			return -1;
		if (strcmp(a->account, entry->account_folded) != 0)
			continue;
		if (pick(book, &by_account, i, err) < 0 ||
			(has_code(entry, a) &&
				pick(book, &by_code, i, err) < 0))
			return -1;
	}
	found = by_id.all.count > 0 ? &by_id
		: by_account.all.count > 1 && by_code.all.count == 1
		? &by_code
		: &by_account;
	if (found->all.count != 1)
		return several(entry, found);
	reason = note_make(book->arena, err, N_("the bank returned it: %1"), 1,
		entry->remark);
	if (reason == NULL)
		return -1;
	verified_by(entry, found == &by_id ? "end-to-end-id" : "account");
	return fail(book, found->order, verify_latest(found->order),
		ATTEMPT_RETURNED, reason, entry->id, err);
}

/* The attempt that an incoming 0.01 is: the pending one, or the next. */
static struct attempt *
attempt_for(struct book *book, size_t index, struct err *err)
{
	struct attempt *latest = verify_latest(&book->orders.at[index]);

	if (latest->state == ATTEMPT_PENDING)
		return latest;
	return verify_open_next(book, index, err);
}

/* A 0.01 that was booked too late is no answer. */
static bool
awaits_fen(const struct attempt *a, const struct book_entry *entry,
	const struct policy *policy)
{
	if (a->mode != VERIFY_INBOUND)
		return false;
	return verify_is_failure(a->state) ||
		(a->state == ATTEMPT_PENDING &&
			entry->booked.day - a->since <= policy->expire_days);
}

static int
judge_incoming(struct book *book, struct book_entry *entry, struct err *err)
{
	struct order_set set = { .count = 0 };
	struct pick right = { .order = NULL }, by_code = { .order = NULL },
		    by_payer = { .order = NULL };
	const struct pick *found;
	struct attempt *attempt;

	if (suspects(book, entry, &set, err) < 0)
		return -1;
	for (size_t k = 0; k < set.count; k++) {
		const size_t i = set.at[k];
		const struct order *o = &book->orders.at[i];
		const struct attempt *a = verify_latest(o);
		bool code, payer;

		if (!awaits_fen(a, entry, o->policy))
			continue;
		code = has_right_code(entry, o, a);
		payer = match_is_own(o, entry);
		if ((code && payer && pick(book, &right, i, err) < 0) ||
			(code && pick(book, &by_code, i, err) < 0) ||
			(payer && pick(book, &by_payer, i, err) < 0))
			return -1;
	}
	found = right.all.count > 0	? &right
		: by_code.all.count > 0 ? &by_code
					: &by_payer;
	if (found->all.count != 1)
		return several(entry, found);
	attempt = attempt_for(book, found->index, err);
	if (attempt == NULL)
		return -1;
	verified_by(entry, found == &by_payer ? "account" : "account-code");
	if (found == &right)
		return verify_step(book, attempt, ATTEMPT_VERIFIED,
			N_("0.01 with the code from the registered account"),
			entry->id, err);
	if (found == &by_payer)
		return fail(book, found->order, attempt, ATTEMPT_WRONG_CODE,
			N_("0.01 from the registered account without the "
			   "right code"),
			entry->id, err);
	entry->rule = "code";
	return fail(book, found->order, attempt, ATTEMPT_MISMATCH,
		N_("0.01 with the right code from another name or account"),
		entry->id, err);
}

/* What left first, so that what came back finds it whatever the order of the
 * bank's lines; then what came. */
static int
judge(struct book *book, struct book_entry *entry, bool outgoing,
	struct err *err)
{
	if (entry->source != SOURCE_BANK || entry->fate != FATE_OPEN ||
		entry->people_say != PEOPLE_NOTHING ||
		(entry->amount < 0) != outgoing)
		return 0;
	if (entry->kind == ENTRY_MICRO_DEPOSIT)
		return outgoing ? judge_outgoing(book, entry, err)
				: judge_incoming(book, entry, err);
	if (entry->kind == ENTRY_RETURN && entry->amount == 1)
		return judge_return(book, entry, err);
	return 0;
}

int
verify_entries(struct book *book, struct err *err)
{
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < book->entries.count; i++)
			if (judge(book, &book->entries.at[i], turn == 0, err) <
				0)
				return -1;
	return 0;
}
