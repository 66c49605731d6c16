#include "core/refund_part.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/trace.h"

int
refund_part_take_back(struct book *book, struct book_entry *refund,
	const struct allocation *payment, int64_t amount, struct err *err)
{
	refund->undoes = payment->entry_id;
	return match_allocate(book, refund, payment->order, -amount,
		payment->own_account, err);
}

void
refund_part_matched(
	const struct book *book, struct book_entry *refund, const char *rule)
{
	refund->fate = FATE_MATCHED;
	refund->rule = rule;
	refund->note = "";
	trace_say(book, refund, TRACE_ONE, NULL);
}

/* What is left of a payment, and whether the refund undoes it. */
void
refund_part_tell(const struct book *book, const struct book_entry *refund,
	struct trace_what what, int64_t left, bool fits)
{
	trace_candidate_fen(book, refund, what, fits,
		fits				 ? N_("%1 is left of it")
			: left < -refund->amount ? N_("only %1 is left of it, "
						      "not %2")
						 : N_("%1 is left of it, and "
						      "another fits better"),
		left, -refund->amount);
}

void
refund_part_undo_suspended(struct book *book, struct book_entry *refund,
	struct book_entry *payment, const char *rule)
{
	payment->sent_back -= refund->amount;
	refund_part_matched(book, refund, rule);
	refund->undoes = payment->id;
	refund->fate = FATE_PAYMENT;
	book->changes++;
	trace_ask(book, payment, "refunded");
	trace_candidate_fen(book, payment, trace_payment(NOBODY, refund->id),
		true, N_("%1 of it went back"), -refund->amount, 0);
	if (payment->sent_back < payment->amount)
		return;
	trace_say(book, payment, TRACE_ONE, NULL);
	payment->fate = FATE_PAYMENT;
	payment->rule = "refunded";
	payment->note = "";
	payment->undoes = refund->id;
	payment->candidates.count = 0;
}

bool
refund_part_in_suspense(
	const struct book_entry *payment, const struct book_entry *refund)
{
	return (payment->fate == FATE_OPEN || payment->fate == FATE_STOPPED) &&
		payment->account_id == refund->account_id &&
		payment->amount - payment->sent_back >= -refund->amount;
}

/* Money in suspense that a refund could undo. */
void
refund_part_tell_suspended(const struct book *book,
	const struct book_entry *refund, const struct book_entry *payment,
	size_t order, bool fits)
{
	const struct trace_what what = trace_payment(order, payment->id);

	if (payment->fate != FATE_OPEN && payment->fate != FATE_STOPPED)
		trace_candidate(book, refund, what, false,
			N_("it is no longer in suspense"), NULL);
	else if (payment->account_id != refund->account_id)
		trace_candidate(book, refund, what, false,
			N_("a payment of another account"), NULL);
	else
		refund_part_tell(book, refund, what,
			payment->amount - payment->sent_back, fits);
}
