#include "match_maker.h"

#include "suite.h"

#include <stdio.h>
#include <string.h>

void
match_start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "cfca", "renew", 20000);
	maker_fee(m, "cfca", "reissue", 5000);
	maker_fee(m, "cfca", "change", 0);
	maker_fee(m, "szca", "new", 28000);
	maker_fee(m, "nmca", "new", 29000);
	maker_policy(m, "cfca");
	maker_policy(m, "szca")->own_account_required = true;
	maker_policy(m, "nmca")->one_payment_only = true;
}

void
match_start_orders(struct maker *m)
{
	struct order *first;

	match_start(m);
	first = maker_order(m, "cfca", "CF1");
	maker_order(m, "cfca", "CF2")->business = "renew";
	maker_order(m, "cfca", "CF3")->business = "reissue";
	for (size_t i = 1; i < 3; i++)
		maker_same_payer(&m->book.orders.at[i], first);
	maker_order(m, "cfca", "CF4");
}

void
match_check(const struct match_credit *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct maker m;

		match_start_orders(&m);
		maker_order(&m, "cfca", "FREE")->business = "change";
		maker_order(&m, "cfca", "NOPRICE")->business = "revoke";
		maker_find_order(&m, "CF4")->voucher_ref = "V4";
		maker_bank_entry(&m,
			strncmp(cases[i].label, "V4", 2) == 0 ? "V4" : "b1",
			cases[i].fen, cases[i].payer, cases[i].account,
			cases[i].remark);
		maker_decide(&m);
		if (strcmp(maker_fate(&m, m.book.entries.at[0].external_id),
			    cases[i].fate) != 0)
			printf("    case: %s\n", cases[i].label);
		CHECK_TEXT(maker_fate(&m, m.book.entries.at[0].external_id),
			cases[i].fate);
		maker_end(&m);
	}
}
