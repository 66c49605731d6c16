#ifndef UNIT_CORE_BOOK_MAKER_H
#define UNIT_CORE_BOOK_MAKER_H

#include "base/arena.h"
#include "base/err.h"
#include "core/book.h"

/*
 * Small books for tests of the core, night by night.
 *
 *	struct maker m;
 *	maker_start(&m, "2026-11-16");		(a Monday)
 *	maker_fee(&m, "cfca", "new", 25000);
 *	maker_order(&m, "cfca", "CF1")->pay_refs = "CF1P1";
 *	maker_channel_entry(&m, SOURCE_WECHAT, "w1", "CF1P1", 25000);
 *	maker_decide(&m);
 *	... maker_find_order(&m, "CF1")->now.verdict ...
 *	maker_next(&m, "2026-11-17");	(what was decided stands now)
 *
 * What is returned may be tuned until the next maker_decide(); it stays where
 * it is until the next maker_next().  Money is fen.  Anything that cannot
 * fail in a sound program ends the test program: a night that does not close
 * to zero, too (core/closing.h).
 */

#define MAKER_MAX 256 /* of each kind of thing, in one book */

struct maker {
	struct arena arena;
	struct err err;
	struct book book;
	int64_t last_order, last_entry, last_code;
	int last_break, last_proposal;
	bool decided; /* the night of this book is over */
	struct {
		VEC(struct handout);
	} outbox; /* decided, not yet handed over */
};

void maker_start(struct maker *m, const char *date);
void maker_end(struct maker *m);

int32_t maker_day(const char *text);
struct moment maker_moment(const char *text);

/* --- reference data --- */

/** A price per order from 2020 on, for any kind of key, not a term. */
struct fee *
maker_fee(struct maker *m, const char *ca, const char *business, int64_t fen);

/** Any method of payment, no verification, PIN with the key, the usual
 * limits. */
struct policy *maker_policy(struct maker *m, const char *ca);

struct channel *maker_channel(struct maker *m, enum source source,
	const char *merchant, const char *payer, const char *remark);

/* --- facts --- */

/** A new approved order of one main key and one year, created and reviewed on
 * the day of the book, not claimed; organisation, account and name are made
 * from the number. */
struct order *
maker_order(struct maker *m, const char *ca, const char *order_no);

/** The same applicant: USCC, account and name. */
void maker_same_payer(struct order *order, const struct order *other);

/** A code that the hall gives. */
void maker_give_code(struct maker *m, struct order *order);

/** A channel's row: a payment if ${fen} > 0, else a refund of ${txn}. */
struct book_entry *maker_channel_entry(struct maker *m, enum source source,
	const char *txn, const char *ref, int64_t fen);

/** A line of the bank, of the account 1. */
struct book_entry *maker_bank_entry(struct maker *m, const char *serial,
	int64_t fen, const char *name, const char *account, const char *remark);

/** The same, of the order's registered account and name. */
struct book_entry *maker_own_entry(struct maker *m, const char *serial,
	int64_t fen, const struct order *order, const char *remark);

/** The code of the order's latest attempt (or given by the hall, before there
 * is one) stands in the remark of ${entry}. */
void maker_show_code(
	struct maker *m, struct book_entry *entry, const struct order *order);

/** What the bank says of the order's latest transfer (pain.002). */
void maker_answer(struct maker *m, struct order *order, const char *status,
	const char *reason, const char *text);

/** The same, of a transfer that carried the PIN of the release's turn and
 * verified nothing; it went to the account that the order has now. */
void maker_answer_carrier(struct maker *m, struct order *order,
	const char *status, const char *reason, const char *text);

/** An entry of an earlier night whose match people want undone. */
struct book_entry *maker_stands(struct maker *m, const struct book_entry *was);

/** What two people decided, about an entry or (0) about what is tuned. */
struct ruling *
maker_ruling(struct maker *m, enum ruling_verb verb, int64_t entry_id);

/** A part of a match or split; an unknown number is NOBODY's. */
void maker_part(struct maker *m, struct ruling *ruling, const char *order_no,
	int64_t fen);

struct bill_day *maker_bill(struct maker *m, enum source source,
	const char *merchant, const char *day, int64_t net);

/** The statement of an account ("" for a channel's only one) has come. */
void maker_cover(struct maker *m, enum source source, const char *account,
	const char *day);

/** The bank's statement of these days, with its balances. */
struct coverage *maker_statement(struct maker *m, const char *from,
	const char *to, int64_t opening, int64_t closing);

/** What a document of the Alipay account says of these days in all: no figure
 * yet. */
struct bill_total *maker_total(struct maker *m, enum bill_family family,
	enum bill_document document, const char *from, const char *to);

/** The line of the closing of the account that entries of ${source} have.
 * Every night has one for each account with entries, and must close. */
struct closing_line *maker_line(struct maker *m, enum source source);

/* --- nights --- */

/** maker_decide(m): decide(); ends the program on failure.  maker_try(m):
 * returns what decide() returns. */
void maker_decide(struct maker *m);
int maker_try(struct maker *m);

/** The book of the next night: what was decided stands. */
void maker_next(struct maker *m, const char *date);

/** maker_next() and maker_decide(). */
void maker_night(struct maker *m, const char *date);

/** Hand the outbox over, as deliver does: queued becomes handed-over, the
 * attempt that goes out sent.  After maker_next(). */
void maker_deliver(struct maker *m);

/** How many new facts the night brought: 0 when it is only repeated. */
size_t maker_news(const struct maker *m);

/* --- answers --- */

struct order *maker_find_order(const struct maker *m, const char *order_no);

/** Of the entries that this night saw; NULL if it is explained already. */
struct book_entry *
maker_find_entry(const struct maker *m, const char *external_id);

/** "matched CF1=250.00 by merchant-ref", "suspense", "suspense CF1,CF2"... */
const char *maker_fate(struct maker *m, const char *external_id);

/** All open breaks, sorted: "short CF1; suspense w1", "" if there is none. */
const char *maker_breaks(struct maker *m);

/** An open break of that kind, or NULL. */
const struct discrepancy *
maker_find_break(const struct maker *m, enum break_kind kind);

/** "paid", "short"...; "?" if there is no such order. */
const char *maker_verdict(const struct maker *m, const char *order_no);

/** The latest attempt: "outbound 1 sent", "" if there is none. */
const char *maker_attempt(struct maker *m, const char *order_no);

/** "queued 1", "" if there is none. */
const char *maker_release(struct maker *m, const char *order_no);

/** What goes out this night, sorted: "counter CF1". */
const char *maker_handouts(struct maker *m);

#endif
