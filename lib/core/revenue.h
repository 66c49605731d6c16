#ifndef CORE_REVENUE_H
#define CORE_REVENUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/tax.h"
#include "model/terms.h"

/*
 * When the price of an order is earned (docs/revenue.md; facts.md 2.4 and 3;
 * domain.md, What is due: the term of a certificate).
 *
 * An order that was paid in full once is a contract.  What it is changes only
 * by steps, each of the day of a nightly: the contract as it is from that day
 * on.  A past day never changes, so a closed month neither; what is learnt
 * late is earned, or taken back, on the day on which it is learnt.
 *
 * Earned up to the end of a day is
 *
 *	base + round_half_up((earnable - base) x days elapsed / days in all)
 *
 * and a month is the difference of two of these, so months add up to
 * ${earnable} exactly.  Amounts are fen; days are Asia/Shanghai.
 */

/* Why there is a step. */
enum revenue_cause {
	REVENUE_PAID,	    /* the first: paid in full */
	REVENUE_TAX,	    /* its tax rate is known at last */
	REVENUE_REFUND,	    /* what is not earned yet is reversed */
	REVENUE_CORRECTION, /* the order is worth more or less than it was */
	REVENUE_TERM,	    /* its term is known, or another one */
	REVENUE_CAUSE_COUNT
};
extern const char *const revenue_cause_names[REVENUE_CAUSE_COUNT];

#define REVENUE_NO_RATE (-1)

/* A contract from the end of ${day} on, until the next step. */
struct contract {
	int seq; /* from 1; 0: there is none */
	int32_t day;
	enum revenue_cause cause;
	int64_t gross; /* with tax: what of the price was not refunded */
	int64_t tax, net;
	int rate; /* 1/10000, or REVENUE_NO_RATE: net is not known, and 0 */
	int tax_load, tax_line; /* the row of the tax file; 0: none */
	enum recognition recognition;
	int32_t first, last; /* the term, both included; or DAY_NONE: open */
	int64_t earnable; /* in all: net, and what was earned but refunded */
	int64_t base;	  /* earned up to ${base_day}, whatever follows */
	int32_t base_day;
};

/* What the facts say of an order now.  Days are DAY_NONE if not yet. */
struct revenue_order {
	int64_t order_id;
	const char *ca, *business;
	int years;
	const char *channel; /* by which it was paid: wechat, alipay, bank */
	int64_t due, paid, refunded;
	int32_t paid_day; /* on which it was first paid in full */
	int32_t approved_day, prior_cert_end;
	int32_t delivered_day; /* the PIN left the house */
	bool has_delivery;     /* there is something to deliver */
	struct contract contract;
};

struct revenue_step {
	const struct revenue_order *order;
	struct contract contract;
};

struct revenue_book {
	struct arena *arena;
	int32_t date; /* of the nightly */
	struct tax_table taxes;
	struct {
		VEC(struct revenue_order);
	} orders;

	/* Filled in by revenue_make(). */
	struct {
		VEC(struct revenue_step);
	} steps;
	long without_rate;  /* contracts whose day has no tax rate */
	struct err no_rate; /* of the first of them; names the nearest row */
};

/** revenue_earned(contract, day): fen, net of tax, up to the end of ${day},
 * which is not before the contract's. */
int64_t revenue_earned(const struct contract *contract, int32_t day);

/** revenue_term(order, recognition, first, last): the term of an order; both
 * are DAY_NONE while it is open. */
void revenue_term(const struct revenue_order *order,
	enum recognition recognition, int32_t *first, int32_t *last);

/** revenue_make(book, err): what is new of each contract. */
int revenue_make(struct revenue_book *book, struct err *err);

#endif
