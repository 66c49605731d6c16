#include "core/rest.h"

#include "core/verify.h"

/* Where our 0.01 has not left yet, or the fee itself is to come, no day brings
 * anything; an applicant's 0.01 is waited for no longer than some days. */
static bool
attempt_rests(const struct attempt *attempt)
{
	if (attempt->state == ATTEMPT_PENDING)
		return attempt->mode != VERIFY_INBOUND;
	return attempt->state != ATTEMPT_SENT &&
		attempt->state != ATTEMPT_BOOKED;
}

bool
rest_order(const struct order *order)
{
	const struct attempt *latest = verify_latest(order);

	/* The claim's day passes, or its bill comes. */
	if (order->now.verdict == VERDICT_AWAITING)
		return false;
	return latest == NULL || attempt_rests(latest);
}
