#include "core/release.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/verify.h"

#include <string.h>

/* The PIN is the remark of the 0.01 that verifies. */
static bool
travels_in_transfer(const struct order *order)
{
	return order->policy->pin_channel == PIN_BANK_REMARK &&
		verify_mode_of(order) == VERIFY_OUTBOUND;
}

/* --- the conditions, in the order in which people are told --- */

static bool
has_policy(const struct order *order)
{
	return !order->policy_missing;
}

static bool
is_free(const struct order *order)
{
	return !order->on_hold;
}

static bool
is_approved(const struct order *order)
{
	return order->approved;
}

static bool
is_paid(const struct order *order)
{
	return order->now.verdict == VERDICT_PAID ||
		order->now.verdict == VERDICT_WAIVED;
}

/* What is to be verified has an attempt by now: verify_open() opened it. */
static bool
is_verified(const struct order *order)
{
	return verify_mode_of(order) == VERIFY_NONE ||
		travels_in_transfer(order) ||
		verify_latest(order)->state == ATTEMPT_VERIFIED;
}

/* A transfer can carry the PIN: its attempt is open, or under way. */
static bool
can_travel(const struct order *order)
{
	return !travels_in_transfer(order) ||
		verify_latest(order)->state == ATTEMPT_PENDING;
}

bool
release_is_rejected(const struct order *order)
{
	const struct release *r = &order->release;

	return r->rejected != NULL && strcmp(r->sent_to, order->account) == 0;
}

/* What carries the PIN and verifies nothing has somewhere to go. */
static bool
can_arrive(const struct order *order)
{
	return order->policy->pin_channel != PIN_BANK_REMARK ||
		!release_is_rejected(order);
}

static const struct condition {
	bool (*holds)(const struct order *order);
	const char *missing;
} conditions[] = {
	{ has_policy, N_("no policy row covers the order") },
	{ is_free, N_("a person holds it") },
	{ is_approved, N_("the papers are not approved") },
	{ is_paid, N_("the order is not paid") },
	{ is_verified, N_("the account is not verified") },
	{ can_travel, N_("the transfer that carries the PIN cannot go") },
	{ can_arrive,
		N_("the bank rejected the transfer that carried the "
		   "PIN: another account is wanted") },
	{ NULL, NULL },
};

/* What is missing, or NULL if all conditions hold. */
static const char *
missing(const struct order *order)
{
	for (const struct condition *c = conditions; c->holds != NULL; c++)
		if (!c->holds(order))
			return c->missing;
	return NULL;
}

static const char *
folder_of(const struct order *order)
{
	static const char *const folders[PIN_CHANNEL_COUNT] = {
		[PIN_BANK_REMARK] = "micro-deposit",
		[PIN_SMS_HANDLER] = "sms",
		[PIN_SMS_HOLDER] = "sms",
		[PIN_WITH_KEY] = "counter",
	};

	return folders[order->policy->pin_channel];
}

static int
hand_out(struct book *book, size_t index, const char *folder, int turn,
	int64_t code_id, struct err *err)
{
	const struct order *order = &book->orders.at[index];
	struct handout *h = vec_push(&book->handouts, book->arena, err);
	/* A transfer may carry a PIN and verify nothing. */
	const bool verifies = turn == 0 || travels_in_transfer(order);

	if (h == NULL)
		return -1;
	*h = (struct handout){ .order = index,
		.folder = folder,
		.turn = turn,
		.attempt = verifies ? verify_latest(order)->number : 0,
		.code_id = code_id };
	return 0;
}

static int
step(struct book *book, struct release *r, enum release_state state,
	const char *reason, struct err *err)
{
	struct release_event *event = vec_push(&r->events, book->arena, err);

	if (event == NULL)
		return -1;
	r->state = state;
	r->reason = reason;
	*event = (struct release_event){ .state = state,
		.turn = r->turn,
		.reason = reason,
		.code_id = r->code_id };
	return 0;
}

/* A new turn, with the code that has not left the house, else a new one. */
static int
queue(struct book *book, size_t index, struct err *err)
{
	struct order *order = &book->orders.at[index];
	struct release *r = &order->release;
	const bool again = r->state == RELEASE_STOPPED;

	if (travels_in_transfer(order))
		r->code_id = verify_latest(order)->code_id;
	else if (r->code_id == CODE_NONE || r->shown)
		r->code_id = CODE_NEW;
	r->turn += r->turn == 0 || again;
	r->shown = false;
	if (step(book, r, RELEASE_QUEUED, "", err) < 0)
		return -1;
	return hand_out(
		book, index, folder_of(order), r->turn, r->code_id, err);
}

static int
hold(struct book *book, struct release *r, const char *why, struct err *err)
{
	if (r->state == RELEASE_HELD && strcmp(r->reason, why) == 0)
		return 0;
	r->turn += r->turn == 0;
	return step(book, r, RELEASE_HELD, why, err);
}

/* Whether the transfer that carried the PIN came back. */
static bool
came_back(const struct order *order)
{
	if (order->policy->pin_channel != PIN_BANK_REMARK)
		return false;
	for (size_t i = 0; i < order->attempts.count; i++) {
		const struct attempt *a = &order->attempts.at[i];

		if (a->code_id == order->release.code_id &&
			a->failure == ATTEMPT_RETURNED)
			return true;
	}
	return false;
}

/* Why what was handed over is void after all; or NULL. */
static const char *
taken_back(const struct order *order)
{
	if (order->release.rejected != NULL)
		return order->release.rejected;
	return came_back(order)
		? N_("the transfer that carried the PIN came back")
		: NULL;
}

/* The hall sent another code while the first waited in the outbox. */
static const char *
outdated(const struct order *order)
{
	if (!travels_in_transfer(order) ||
		verify_latest(order)->code_id == order->release.code_id)
		return NULL;
	return N_("the transfer carries another code now");
}

static int
release_order(struct book *book, size_t index, struct err *err)
{
	struct order *order = &book->orders.at[index];
	struct release *r = &order->release;
	const char *why, *void_by;

	if (verify_answers_rejection(book, r->answers.at, r->answers.count,
		    &r->rejected, err) < 0)
		return -1;
	why = missing(order);
	r->channel = pin_channel_names[order->policy->pin_channel];
	/* What was handed over stays so, but for a transfer that came back or
	 * never left. */
	if (r->state == RELEASE_HANDED_OVER) {
		void_by = taken_back(order);
		if (void_by == NULL)
			return 0;
		if (step(book, r, RELEASE_STOPPED, void_by, err) < 0)
			return -1;
	}
	if (r->state == RELEASE_QUEUED) {
		void_by = why != NULL ? why : outdated(order);
		if (void_by == NULL)
			return 0;
		if (step(book, r, RELEASE_STOPPED, void_by, err) < 0)
			return -1;
	}
	if (why == NULL)
		return queue(book, index, err);
	return r->state == RELEASE_STOPPED ? 0 : hold(book, r, why, err);
}

/* An outbound code that is no PIN goes out as soon as the order is known, and
 * an inbound one that the hall has not given, so that nobody else tells it. */
static int
send_code(struct book *book, size_t index, struct err *err)
{
	const struct order *order = &book->orders.at[index];
	const struct attempt *latest = verify_latest(order);

	if (latest == NULL || latest->seq > 0)
		return 0;
	if (latest->mode == VERIFY_INBOUND && latest->code_id == CODE_NEW &&
		(latest->state == ATTEMPT_PENDING ||
			verify_is_failure(latest->state)))
		return hand_out(book, index, "sms", 0, latest->code_id, err);
	if (latest->mode != VERIFY_OUTBOUND || travels_in_transfer(order))
		return 0;
	return hand_out(book, index, "micro-deposit", 0, latest->code_id, err);
}

int
release_orders(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *order = &book->orders.at[i];

		if (send_code(book, i, err) < 0)
			return -1;
		if (order->policy->pin_channel == PIN_NONE)
			continue;
		if (release_order(book, i, err) < 0)
			return -1;
	}
	return 0;
}
