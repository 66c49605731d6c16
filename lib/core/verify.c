#include "core/verify.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/workdays.h"

#include <stdio.h>
#include <string.h>

enum verify_mode
verify_mode_of(const struct order *order)
{
	return order->verify_mode == VERIFY_BY_POLICY
		? order->policy->verify_mode
		: order->verify_mode;
}

struct attempt *
verify_latest(const struct order *order)
{
	return order->attempts.count == 0
		? NULL
		: &order->attempts.at[order->attempts.count - 1];
}

bool
verify_is_failure(enum attempt_state state)
{
	return state == ATTEMPT_RETURNED || state == ATTEMPT_MISMATCH ||
		state == ATTEMPT_WRONG_CODE;
}

int
verify_step(struct book *book, struct attempt *attempt,
	enum attempt_state state, const char *reason, int64_t entry_id,
	struct err *err)
{
	struct attempt_event *event =
		vec_push(&attempt->events, book->arena, err);

	if (event == NULL)
		return -1;
	attempt->was_verified =
		attempt->was_verified || attempt->state == ATTEMPT_VERIFIED;
	if (verify_is_failure(state))
		attempt->failure = state;
	book->changes++;
	attempt->state = state;
	attempt->reason = reason;
	attempt->since = book->date;
	if (entry_id != 0)
		attempt->entry_id = entry_id;
	*event = (struct attempt_event){ .state = state,
		.reason = reason,
		.entry_id = entry_id,
		.account = attempt->account,
		.code_id = attempt->code_id };
	return 0;
}

/* --- finding attempts --- */

static int
index_key(struct book *book, const char *key, size_t len, size_t order,
	struct err *err)
{
	if (len == 0)
		return 0;
	return map_add(&book->by_attempt, key, len, order, err);
}

int
verify_index_latest(struct book *book, size_t order, struct err *err)
{
	const struct order *o = &book->orders.at[order];
	const struct attempt *a = verify_latest(o);

	/* The next inbound attempt is for the account of the order, and has
	 * the code that the hall gives. */
	if (index_key(book, a->account, strlen(a->account), order, err) < 0 ||
		index_key(book, o->account, strlen(o->account), order, err) <
			0 ||
		index_key(book, (const char *)o->code,
			o->code_id > CODE_NONE ? CODE_DIGEST_SIZE : 0, order,
			err) < 0 ||
		index_key(book, a->end_to_end_id, strlen(a->end_to_end_id),
			order, err) < 0 ||
		index_key(book, a->booked_serial, strlen(a->booked_serial),
			order, err) < 0)
		return -1;
	if (a->code_id <= CODE_NONE)
		return 0;
	/* The attempts move when one more is opened: keep a copy. */
	const char *code = arena_text(
		book->arena, (const char *)a->code, CODE_DIGEST_SIZE, err);
	return code == NULL
		? -1
		: index_key(book, code, CODE_DIGEST_SIZE, order, err);
}

/* --- opening --- */

static void
give_code(struct attempt *attempt, int64_t code_id, const unsigned char *code)
{
	attempt->code_id = code_id;
	if (code != NULL)
		memcpy(attempt->code, code, CODE_DIGEST_SIZE);
	else
		memset(attempt->code, 0, CODE_DIGEST_SIZE);
}

/* Whether the hall gave a code for ${attempt}, other than one that an earlier
 * outbound attempt has shown to somebody else's bank. */
static bool
has_hall_code(const struct order *order, const struct attempt *attempt)
{
	if (attempt->mode == VERIFY_TRANSFER || order->code_id == CODE_NONE)
		return false;
	for (size_t i = 0; i < order->attempts.count; i++) {
		const struct attempt *a = &order->attempts.at[i];

		if (attempt->mode == VERIFY_OUTBOUND && a != attempt &&
			a->mode == VERIFY_OUTBOUND &&
			a->code_id == order->code_id)
			return false;
	}
	return true;
}

/* An inbound code stays the same from attempt to attempt: the one before, or
 * NULL. */
static const struct attempt *
earlier_inbound(const struct order *order, const struct attempt *attempt)
{
	const struct attempt *before = attempt->number < 2
		? NULL
		: &order->attempts.at[attempt->number - 2];

	if (attempt->mode != VERIFY_INBOUND || before == NULL ||
		before->mode != VERIFY_INBOUND)
		return NULL;
	return before;
}

static void
choose_code(const struct order *order, struct attempt *attempt)
{
	const struct attempt *before = earlier_inbound(order, attempt);

	if (attempt->mode == VERIFY_TRANSFER)
		give_code(attempt, CODE_NONE, NULL);
	else if (has_hall_code(order, attempt))
		give_code(attempt, order->code_id, order->code);
	else if (before != NULL)
		give_code(attempt, before->code_id, before->code);
	else
		give_code(attempt, CODE_NEW, NULL);
}

struct attempt *
verify_open_next(struct book *book, size_t index, struct err *err)
{
	struct order *order = &book->orders.at[index];
	struct attempt *attempt = vec_push(&order->attempts, book->arena, err);
	char id[64];

	if (attempt == NULL)
		return NULL;
	attempt->number = (int)order->attempts.count;
	attempt->mode = verify_mode_of(order);
	attempt->account = order->account;
	attempt->booked = DAY_NONE;
	attempt->booked_serial = "";
	snprintf(id, sizeof(id), "YF%lldA%d", (long long)order->id,
		attempt->number);
	attempt->end_to_end_id = attempt->mode == VERIFY_OUTBOUND
		? arena_text(book->arena, id, strlen(id), err)
		: "";
	if (attempt->end_to_end_id == NULL)
		return NULL;
	choose_code(order, attempt);
	return verify_index_latest(book, index, err) < 0 ? NULL : attempt;
}

/* A pending attempt follows what the hall corrects before anything moved. */
static int
follow_order(struct book *book, size_t index, struct err *err)
{
	const struct order *order = &book->orders.at[index];
	struct attempt *attempt = verify_latest(order);
	const bool other_code = has_hall_code(order, attempt) &&
		order->code_id != attempt->code_id;

	if (strcmp(attempt->account, order->account) == 0 && !other_code)
		return 0;
	attempt->account = order->account;
	if (other_code)
		give_code(attempt, order->code_id, order->code);
	if (verify_index_latest(book, index, err) < 0)
		return -1;
	return verify_step(book, attempt, ATTEMPT_PENDING,
		N_("the service hall corrected it"), 0, err);
}

/* Why an attempt ended that no longer had to be made; it is kept with it. */
static const char not_wanted[] =
	N_("the account is not to be verified any more");

/* Whether another attempt is to follow one that is over: reviewers opened it
 * again, the order brings another account after a return, is verified another
 * way after a failure, or is to be verified after all. */
static bool
wants_next(const struct order *order, const struct attempt *latest)
{
	const bool failed = verify_is_failure(latest->state);

	if (latest->reopened)
		return failed || latest->state == ATTEMPT_LOCKED ||
			latest->state == ATTEMPT_EXPIRED;
	if (latest->state == ATTEMPT_RETURNED &&
		strcmp(latest->account, order->account) != 0)
		return true;
	if (latest->state == ATTEMPT_EXPIRED &&
		strcmp(latest->reason, not_wanted) == 0)
		return true;
	return failed && latest->mode != verify_mode_of(order);
}

/* What no longer has to be proved waits for nothing.  What moved goes on: its
 * 0.01 is still to be explained. */
static int
close_order(struct book *book, const struct order *order, struct err *err)
{
	struct attempt *latest = verify_latest(order);

	if (latest == NULL || latest->state != ATTEMPT_PENDING)
		return 0;
	return verify_step(book, latest, ATTEMPT_EXPIRED, not_wanted, 0, err);
}

static int
open_order(struct book *book, size_t index, struct err *err)
{
	const struct order *order = &book->orders.at[index];
	struct attempt *latest = verify_latest(order);

	if (latest != NULL && latest->state == ATTEMPT_PENDING) {
		if (latest->mode == verify_mode_of(order))
			return follow_order(book, index, err);
		if (verify_step(book, latest, ATTEMPT_EXPIRED,
			    N_("another way of verifying was chosen"), 0,
			    err) < 0)
			return -1;
	} else if (latest != NULL && !wants_next(order, latest)) {
		return 0;
	}
	latest = verify_open_next(book, index, err);
	if (latest == NULL)
		return -1;
	return verify_step(book, latest, ATTEMPT_PENDING, "", 0, err);
}

int
verify_index(struct book *book, struct err *err)
{
	map_init(&book->by_attempt, book->arena);
	for (size_t i = 0; i < book->orders.count; i++)
		if (verify_latest(&book->orders.at[i]) != NULL &&
			verify_index_latest(book, i, err) < 0)
			return -1;
	return 0;
}

int
verify_open(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *order = &book->orders.at[i];

		if ((verify_mode_of(order) == VERIFY_NONE
				    ? close_order(book, order, err)
				    : open_order(book, i, err)) < 0)
			return -1;
	}
	return 0;
}

/* --- ageing --- */

/* The fee itself, paid in full, every payment from the registered account by
 * the registered name, or released by people: why that proves it, or NULL. */
static const char *
proof_by_fee(const struct book *book, const struct order *order)
{
	const char *proof = N_("the fee came from the registered account");

	if (order->now.verdict != VERDICT_PAID)
		return NULL;
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];

		if (a->amount <= 0 || match_left(book, a) <= 0)
			continue;
		if (!a->own_account)
			return NULL;
		if (a->people[0] != '\0')
			proof = a->people;
	}
	return proof;
}

int32_t
verify_expires_on(const struct order *order, const struct attempt *a)
{
	const bool waits_for_answer =
		(a->mode == VERIFY_INBOUND && a->state == ATTEMPT_PENDING) ||
		(a->mode == VERIFY_OUTBOUND && a->state == ATTEMPT_SENT);

	return waits_for_answer ? a->since + order->policy->expire_days + 1
				: DAY_NONE;
}

static int
age_attempt(struct book *book, const struct order *order, struct attempt *a,
	struct err *err)
{
	const int32_t expires_on = verify_expires_on(order, a);
	const char *proof =
		a->mode == VERIFY_TRANSFER && a->state == ATTEMPT_PENDING
		? proof_by_fee(book, order)
		: NULL;
	bool safe;

	if (proof != NULL)
		return verify_step(book, a, ATTEMPT_VERIFIED, proof, 0, err);
	if (expires_on != DAY_NONE && book->date >= expires_on)
		return verify_step(book, a, ATTEMPT_EXPIRED,
			N_("no answer in time"), 0, err);
	if (a->state != ATTEMPT_BOOKED)
		return 0;
	if (workdays_passed(&book->calendar, a->booked,
		    order->policy->return_days, book->date, &safe, err) < 0)
		return -1;
	if (!safe)
		return 0;
	return verify_step(book, a, ATTEMPT_VERIFIED,
		N_("0.01 was booked and did not come back"), 0, err);
}

int
verify_age(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *order = &book->orders.at[i];
		struct attempt *latest = verify_latest(order);

		if (latest != NULL && age_attempt(book, order, latest, err) < 0)
			return -1;
	}
	return 0;
}
