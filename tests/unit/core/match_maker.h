#ifndef UNIT_CORE_MATCH_MAKER_H
#define UNIT_CORE_MATCH_MAKER_H

#include "book_maker.h"

/* Books for tests of the matching rules. */

/** cfca takes money from anybody, szca from the applicant's own account only,
 * nmca one payment only. */
void match_start(struct maker *m);

/** The same with CF1 to CF3 of one organisation, 250, 200 and 50, and CF4 of
 * another, 250. */
void match_start_orders(struct maker *m);

/* One bank credit against the orders of match_start_orders(), one of which
 * nothing is due (FREE) and an unpriced one (NOPRICE); a label that begins
 * with V4 makes it the voucher of CF4. */
struct match_credit {
	const char *label, *payer, *account, *remark;
	int64_t fen;
	const char *fate;
};

#define MATCH_OWN "CF1商贸有限公司", "6222CF1"
#define MATCH_OTHER "别的公司", "999"

void match_check(const struct match_credit *cases, size_t count);

#endif
