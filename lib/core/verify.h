#ifndef CORE_VERIFY_H
#define CORE_VERIFY_H

#include "core/book.h"

/*
 * Verifying a corporate account (domain.md): attempts open, 0.01 yuan goes
 * out or comes in, returns, codes, limits.
 */

struct err;

/** verify_mode_of(order): by the order, else by its policy. */
enum verify_mode verify_mode_of(const struct order *order);

/** verify_latest(order): the latest attempt, or NULL. */
struct attempt *verify_latest(const struct order *order);

/** verify_is_failure(state): returned, mismatch or wrong-code. */
bool verify_is_failure(enum attempt_state state);

/** verify_index(book, err): make the attempts findable; once. */
int verify_index(struct book *book, struct err *err);

/** verify_open(book, err): open the attempts that are wanted and have none,
 * end the pending ones that are not wanted any more; before the entries are
 * judged. */
int verify_open(struct book *book, struct err *err);

/** verify_entries(book, err): judge the micro-deposits and returns. */
int verify_entries(struct book *book, struct err *err);

/** verify_answers(book, err): a transfer that is sent, and that the bank has
 * rejected (pain.002), is returned; after the entries, because what a statement
 * shows counts more. */
int verify_answers(struct book *book, struct err *err);

/** verify_answers_rejection(book, answers, count, note, err): what the bank
 * said when it first rejected a transfer, as a note; NULL: it did not. */
int verify_answers_rejection(struct book *book, const struct bank_answer *answers,
	size_t count, const char **note, struct err *err);

/** verify_age(book, err): what the money on the order (transfer) and the
 * passing of days prove; after the verdicts. */
int verify_age(struct book *book, struct err *err);

/** verify_expires_on(order, attempt): the nightly in which it expires, if
 * nothing comes; DAY_NONE if it does not wait for an answer. */
int32_t verify_expires_on(
	const struct order *order, const struct attempt *attempt);

/** verify_index_latest(book, order, err): make the latest attempt findable by
 * what an entry may know of it: account, ids, code. */
int verify_index_latest(struct book *book, size_t order, struct err *err);

/** verify_open_next(book, order, err): the order's next attempt, which has no
 * event yet; NULL on failure. */
struct attempt *
verify_open_next(struct book *book, size_t order, struct err *err);

/** verify_step(book, attempt, state, reason, entry, err): a new state of an
 * attempt. */
int verify_step(struct book *book, struct attempt *attempt,
	enum attempt_state state, const char *reason, int64_t entry_id,
	struct err *err);

/** verify_fail(book, order, attempt, state, reason, entry, err): a failure; the
 * last one that the policy allows since reviewers reopened it locks it. */
int verify_fail(struct book *book, struct order *order,
	struct attempt *attempt, enum attempt_state state, const char *reason,
	int64_t entry_id, struct err *err);

#endif
