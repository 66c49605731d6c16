/* The words of contract.md and domain.md for the core's enums. */
#include "core/book.h"

const char *const verdict_names[VERDICT_COUNT] = {
	[VERDICT_UNPAID] = "unpaid",
	[VERDICT_AWAITING] = "awaiting",
	[VERDICT_PAID] = "paid",
	[VERDICT_SHORT] = "short",
	[VERDICT_OVER] = "over",
	[VERDICT_DUPLICATE] = "duplicate",
	[VERDICT_MISSING] = "missing",
	[VERDICT_REFUNDED] = "refunded",
	[VERDICT_PART_REFUNDED] = "part-refunded",
	[VERDICT_WAIVED] = "waived",
	[VERDICT_UNPRICED] = "unpriced",
};

const char *const attempt_state_names[ATTEMPT_STATE_COUNT] = {
	[ATTEMPT_PENDING] = "pending",
	[ATTEMPT_SENT] = "sent",
	[ATTEMPT_BOOKED] = "booked",
	[ATTEMPT_VERIFIED] = "verified",
	[ATTEMPT_RETURNED] = "returned",
	[ATTEMPT_MISMATCH] = "mismatch",
	[ATTEMPT_WRONG_CODE] = "wrong-code",
	[ATTEMPT_EXPIRED] = "expired",
	[ATTEMPT_LOCKED] = "locked",
};

const char *const release_state_names[RELEASE_STATE_COUNT] = {
	[RELEASE_NONE] = "",
	[RELEASE_HELD] = "held",
	[RELEASE_QUEUED] = "queued",
	[RELEASE_HANDED_OVER] = "handed-over",
	[RELEASE_STOPPED] = "stopped",
};

const char *const break_kind_names[BREAK_KIND_COUNT] = {
	[BREAK_SHORT] = "short",
	[BREAK_OVER] = "over",
	[BREAK_DUPLICATE] = "duplicate",
	[BREAK_MISSING] = "missing",
	[BREAK_UNPRICED] = "unpriced",
	[BREAK_SUSPENSE] = "suspense",
	[BREAK_PAYER_MISMATCH] = "payer-mismatch",
	[BREAK_AMBIGUOUS] = "ambiguous",
	[BREAK_REFUND_UNMATCHED] = "refund-unmatched",
	[BREAK_RETURNED] = "returned",
	[BREAK_RETURNED_AFTER_VERIFY] = "returned-after-verify",
	[BREAK_WRONG_CODE] = "wrong-code",
	[BREAK_SETTLEMENT_DIFFERENCE] = "settlement-difference",
	[BREAK_STATEMENT_GAP] = "statement-gap",
	[BREAK_BALANCE_MISMATCH] = "balance-mismatch",
	[BREAK_STATUS_MISMATCH] = "status-mismatch",
	[BREAK_PAID_BEFORE_REVIEW] = "paid-before-review",
	[BREAK_REVERSED_AFTER_RELEASE] = "reversed-after-release",
};

const char *const ruling_verb_names[RULING_VERB_COUNT] = {
	[RULING_MATCH] = "match",
	[RULING_SPLIT] = "split",
	[RULING_REFUND] = "refund",
	[RULING_WRITE_OFF] = "write-off",
	[RULING_UNDO] = "undo",
	[RULING_RELEASE] = "release",
	[RULING_REOPEN] = "reopen",
	[RULING_CLOSE] = "close",
};
