/*
 * verify_entries(): the micro-deposits and returns of the bank's statements.
 */
#include "core/verify.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/remark.h"
#include "core/match.h"
#include "core/verify_pick.h"
#include "model/note.h"

#include <string.h>

/* Whether it shows the code that it must: after a failure the next attempt's,
 * which is what the hall has sent since. */
static bool
has_right_code(const struct book_entry *entry, const struct order *order,
	const struct attempt *attempt)
{
	return verify_is_failure(attempt->state) && order->code_id != CODE_NONE
		? verify_pick_shows(entry, order->code_id, order->code)
		: verify_pick_has_code(entry, attempt);
}

static const char by_id_rule[] = "end-to-end-id",
		  by_code_rule[] = "account-code",
		  by_account_rule[] = "account", by_code_alone_rule[] = "code";

/* Whether a ${state} of an attempt is one that ${entry} may be about. */
static bool
is_open_for(const struct book *book, const struct book_entry *entry,
	size_t order, const struct attempt *a, bool right)
{
	if (a->mode != VERIFY_OUTBOUND)
		verify_pick_tell(book, entry, by_id_rule, order, false,
			N_("no 0.01 of ours goes out for it"), NULL);
	else if (!right)
		verify_pick_tell(book, entry, by_id_rule, order, false,
			N_("the attempt is %1"), attempt_state_names[a->state]);
	return a->mode == VERIFY_OUTBOUND && right;
}

static bool
is_text(const char *a, const char *b)
{
	return a[0] != '\0' && strcmp(a, b) == 0;
}

/* Whether our own 0.01 is this attempt's, by its id, by account and code. */
static bool
has_id(const struct book *book, const struct book_entry *entry, size_t order,
	const struct attempt *a)
{
	const bool is = strcmp(entry->ref, a->end_to_end_id) == 0 ||
		strcmp(entry->external_id, a->end_to_end_id) == 0;

	verify_pick_tell(book, entry, by_id_rule, order, is,
		is ? N_("its id is %1") : N_("its id is another: %1"),
		a->end_to_end_id);
	return is;
}

static bool
has_account_and_code(const struct book *book, const struct book_entry *entry,
	size_t order, const struct attempt *a)
{
	const bool account = strcmp(a->account, entry->account_folded) == 0;
	const bool is = account && verify_pick_has_code(entry, a);

	verify_pick_tell(book, entry, by_code_rule, order, is,
		is ? N_("its account is %1, and the code is right")
			: account
			? N_("its account is %1, but the code is another")
			: N_("its account is another: %1"),
		a->account);
	return is;
}

/* Our own 0.01 as the statement shows it: by its end-to-end id, else by
 * account and code. */
static int
judge_outgoing(struct book *book, struct book_entry *entry, struct err *err)
{
	static const char *const asked[] = { by_id_rule, by_code_rule, NULL };
	struct order_set set = { .count = 0 };
	struct pick by_id = { .order = NULL }, by_code = { .order = NULL };
	struct pick *found;

	if (verify_pick_suspects(book, entry, &set, err) < 0)
		return -1;
	verify_pick_ask(book, entry, asked, &set);
	for (size_t k = 0; k < set.count; k++) {
		const size_t i = set.at[k];
		const struct attempt *a = verify_latest(&book->orders.at[i]);

		if (!is_open_for(book, entry, i, a, a->state == ATTEMPT_SENT))
			continue;
		if ((has_id(book, entry, i, a) &&
			    verify_pick_add(book, &by_id, i, err) < 0) ||
			(has_account_and_code(book, entry, i, a) &&
				verify_pick_add(book, &by_code, i, err) < 0))
			return -1;
	}
	found = by_id.all.count > 0 ? &by_id : &by_code;
	if (found->all.count != 1)
		return verify_pick_several(book, entry, found,
			found == &by_id ? by_id_rule : by_code_rule);
	verify_pick_done(
		book, entry, found == &by_id ? by_id_rule : by_code_rule);
	verify_latest(found->order)->booked = entry->booked.day;
	verify_latest(found->order)->booked_serial = entry->external_id;
	if (verify_index_latest(book, found->index, err) < 0)
		return -1;
	return verify_step(book, verify_latest(found->order), ATTEMPT_BOOKED,
		"", entry->id, err);
}

/* Whether a return cites this attempt's 0.01. */
static bool
cites(const struct book *book, const struct book_entry *entry, size_t order,
	const struct attempt *a)
{
	const bool is = is_text(entry->original, a->end_to_end_id) ||
		is_text(entry->original, a->booked_serial) ||
		is_text(entry->ref, a->end_to_end_id);

	verify_pick_tell(book, entry, by_id_rule, order, is,
		is ? N_("the return cites its 0.01, %1")
		   : N_("the return does not cite its 0.01, %1"),
		a->end_to_end_id);
	return is;
}

/* The attempts that a return may be of, by each way to tell. */
struct returned {
	struct pick by_id, by_account, by_code;
};

static int
look_at_return(struct book *book, struct book_entry *entry, size_t i,
	struct returned *r, struct err *err)
{
	const struct attempt *a = verify_latest(&book->orders.at[i]);
	const bool account = strcmp(a->account, entry->account_folded) == 0;

	if (!is_open_for(book, entry, i, a,
		    a->state == ATTEMPT_BOOKED || a->state == ATTEMPT_VERIFIED))
		return 0;
	if (cites(book, entry, i, a) &&
		verify_pick_add(book, &r->by_id, i, err) < 0)
		return -1;
	verify_pick_tell(book, entry, by_account_rule, i, account,
		account ? N_("its account is %1")
			: N_("its account is another: %1"),
		a->account);
	if (!account)
		return 0;
	if (verify_pick_add(book, &r->by_account, i, err) < 0)
		return -1;
	return verify_pick_has_code(entry, a)
		? verify_pick_add(book, &r->by_code, i, err)
		: 0;
}

/* Two attempts on one account are told apart by the code. */
static const struct pick *
tell_apart(const struct book *book, const struct book_entry *entry,
	const struct returned *r)
{
	if (r->by_account.all.count < 2 || r->by_code.all.count != 1)
		return &r->by_account;
	for (size_t i = 0; i < r->by_account.all.count; i++)
		if (r->by_account.all.at[i] != r->by_code.index)
			verify_pick_tell(book, entry, by_account_rule,
				r->by_account.all.at[i], false,
				N_("the code is another attempt's"), NULL);
	return &r->by_code;
}

/* A 0.01 that came back: by what it cites, else by its account. */
static int
judge_return(struct book *book, struct book_entry *entry, struct err *err)
{
	static const char *const asked[] = { by_id_rule, by_account_rule,
		NULL };
	struct order_set set = { .count = 0 };
	struct returned r = { .by_id = { .order = NULL } };
	const struct pick *found;
	const char *reason, *rule;

	if (verify_pick_suspects(book, entry, &set, err) < 0)
		return -1;
	verify_pick_ask(book, entry, asked, &set);
	for (size_t k = 0; k < set.count; k++)
		if (look_at_return(book, entry, set.at[k], &r, err) < 0)
			return -1;
	found = r.by_id.all.count > 0 ? &r.by_id : tell_apart(book, entry, &r);
	rule = found == &r.by_id ? by_id_rule : by_account_rule;
	if (found->all.count != 1)
		return verify_pick_several(book, entry, found, rule);
	reason = note_make(book->arena, err, N_("the bank returned it: %1"), 1,
		entry->remark);
	if (reason == NULL)
		return -1;
	verify_pick_done(book, entry, rule);
	return verify_fail(book, found->order, verify_latest(found->order),
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

/* Whether the applicant's 0.01 verifies it, or would do so again. */
static bool
is_inbound(const struct order *order, const struct attempt *a)
{
	return a->mode == VERIFY_INBOUND &&
		verify_mode_of(order) == VERIFY_INBOUND;
}

/* A 0.01 that was booked too late is no answer. */
static bool
awaits_fen(const struct order *order, const struct attempt *a,
	const struct book_entry *entry)
{
	if (!is_inbound(order, a))
		return false;
	return verify_is_failure(a->state) ||
		(a->state == ATTEMPT_PENDING &&
			entry->booked.day - a->since <=
				order->policy->expire_days);
}

static void
tell_awaits_none(const struct book *book, const struct book_entry *entry,
	size_t order, const struct attempt *a)
{
	if (!is_inbound(&book->orders.at[order], a))
		verify_pick_tell(book, entry, by_code_rule, order, false,
			N_("no 0.01 of the applicant is awaited for it"), NULL);
	else if (a->state != ATTEMPT_PENDING)
		verify_pick_tell(book, entry, by_code_rule, order, false,
			N_("the attempt is %1"), attempt_state_names[a->state]);
	else
		verify_pick_tell(book, entry, by_code_rule, order, false,
			N_("the 0.01 came after the days for an answer"), NULL);
}

/* The attempts that a 0.01 may answer, by each way to tell. */
struct incoming {
	struct pick right, by_code, by_payer;
};

static int
look_at_incoming(struct book *book, const struct book_entry *entry, size_t i,
	struct incoming *in, struct err *err)
{
	const struct order *o = &book->orders.at[i];
	const struct attempt *a = verify_latest(o);
	const bool code = has_right_code(entry, o, a);
	const bool payer = match_is_own(o, entry);
	const bool account = strcmp(o->account, entry->account_folded) == 0;

	if (!awaits_fen(o, a, entry)) {
		tell_awaits_none(book, entry, i, a);
		return 0;
	}
	verify_pick_tell(book, entry, by_code_rule, i, code && payer,
		code && payer	? N_("the code and the payer are right")
			: code	? N_("the code is right, the payer is not")
			: payer ? N_("the payer is right, the code is not")
				: N_("neither the code nor the payer is right"),
		NULL);
	verify_pick_tell(book, entry, by_code_alone_rule, i, code,
		code ? N_("the code is right") : N_("the code is another"),
		NULL);
	verify_pick_tell(book, entry, by_account_rule, i, payer,
		payer ? N_("its account and its name are the payer's")
			: account ? N_("its applicant has another name: %1")
				  : N_("its account is another: %1"),
		payer || !account ? o->account : o->applicant_name);
	return (code && payer &&
		       verify_pick_add(book, &in->right, i, err) < 0) ||
			(code &&
				verify_pick_add(book, &in->by_code, i, err) <
					0) ||
			(payer &&
				verify_pick_add(book, &in->by_payer, i, err) <
					0)
		? -1
		: 0;
}

static int
judge_incoming(struct book *book, struct book_entry *entry, struct err *err)
{
	static const char *const asked[] = { by_code_rule, by_code_alone_rule,
		by_account_rule, NULL };
	struct order_set set = { .count = 0 };
	struct incoming in = { .right = { .order = NULL } };
	const struct pick *found;
	struct attempt *attempt;
	const char *rule;

	if (verify_pick_suspects(book, entry, &set, err) < 0)
		return -1;
	verify_pick_ask(book, entry, asked, &set);
	for (size_t k = 0; k < set.count; k++)
		if (look_at_incoming(book, entry, set.at[k], &in, err) < 0)
			return -1;
	found = in.right.all.count > 0	   ? &in.right
		: in.by_code.all.count > 0 ? &in.by_code
					   : &in.by_payer;
	rule = found == &in.right	? by_code_rule
		: found == &in.by_payer ? by_account_rule
					: by_code_alone_rule;
	if (found->all.count != 1)
		return verify_pick_several(book, entry, found, rule);
	attempt = attempt_for(book, found->index, err);
	if (attempt == NULL)
		return -1;
	verify_pick_done(book, entry, rule);
	if (found == &in.right)
		return verify_step(book, attempt, ATTEMPT_VERIFIED,
			N_("0.01 with the code from the registered account"),
			entry->id, err);
	if (found == &in.by_payer)
		return verify_fail(book, found->order, attempt,
			ATTEMPT_WRONG_CODE,
			N_("0.01 from the registered account without the "
			   "right code"),
			entry->id, err);
	return verify_fail(book, found->order, attempt, ATTEMPT_MISMATCH,
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
