#ifndef CORE_CONTINUITY_H
#define CORE_CONTINUITY_H

#include "core/book.h"

/*
 * Statements and bills, day after day (domain.md, The books close to zero):
 * a bank's statement begins with the balance with which the one before ended,
 * and no bill that is expected is missing.
 *
 * Balances that go on prove the days between: a bank that had nothing to say
 * made no statement.  Where a statement has no balances, or begins within
 * another one, that they continue is unchecked, not assumed.
 */

struct err;

/** continuity_check(book, err): statement-gap and balance-mismatch among
 * book->discrepancies; bill, missing and balances of book->closing. */
int continuity_check(struct book *book, struct err *err);

#endif
