#include "core/verify.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"

#include <stdio.h>

/* A failure; the last one that the policy allows since reviewers reopened the
 * verification locks it. */
int
verify_fail(struct book *book, struct order *order, struct attempt *attempt,
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
