#ifndef CORE_RULE_H
#define CORE_RULE_H

#include "core/book.h"

/*
 * Rules: how money finds its orders (domain.md, Matching money to orders).
 *
 * To add a rule
 * -------------
 * 1. lib/core/rule_NAME.c: define "const struct rule rule_NAME".
 * 2. lib/core/match.c: add &rule_NAME to rules[], in the order of trying.
 * 3. tests/unit/core/test_match.c: a case for its answer, its tie and its
 *    silence; docs/rules.md: what it means to finance staff.
 *
 * A rule only answers; it changes nothing.  The engine keeps earlier ties,
 * checks the own-account policy, takes the money.
 */

struct err;

/* What a rule says about one entry. */
struct answer {
	struct order_set orders; /* the candidates, or the whole answer */
	bool together;	  /* all of them, each what it owes: one answer */
	bool stop;	  /* no later rule may be tried */
	const char *note; /* anything a person should know, or NULL */
};

enum { FOR_CHANNEL = 1, FOR_BANK = 2 };

struct rule {
	const char *id;	  /* stored with the match, shown by explain */
	unsigned sources; /* FOR_CHANNEL, FOR_BANK */

	/* Fill in ${answer} (empty at the start).  No orders: the rule has
	 * nothing to say. */
	int (*ask)(const struct book *book, const struct book_entry *entry,
		struct answer *answer, struct err *err);
};

/** rule_owes(order): what is due less what stands on it, never below 0. */
int64_t rule_owes(const struct order *order);

/** rule_is_name(order, entry): the entry's name is the applicant's, or what
 * the bank left of it. */
bool rule_is_name(const struct order *order, const struct book_entry *entry);

/* What a match by a cut name says. */
extern const char rule_name_was_cut[];

/* A candidate that an earlier rule's several answers do not hold. */
extern const char rule_left_out[];

/** rule_closed(order): why it is not open, as a sentence. */
const char *rule_closed(const struct order *order);

/** rule_index_payers(book, err): set name_cut and the payer of every entry. */
int rule_index_payers(struct book *book, struct err *err);

/** rule_is_open(order): whether money that names it may go to it. */
bool rule_is_open(const struct order *order);

/**
 * rule_payer(book, entry, by, orders, note, err):
 * The open orders that owe something of the one organisation that pays by
 * ${entry}: by its registered account, or, where that is nobody's, by its
 * name.  Among the candidates that an earlier tie left, if any.  Empty if the
 * payer is unknown or an intermediary.
 */
enum payer_by { PAYER_BY_ACCOUNT, PAYER_BY_NAME };
int rule_payer(const struct book *book, const struct book_entry *entry,
	enum payer_by by, struct order_set *orders, const char **note,
	struct err *err);

#endif
