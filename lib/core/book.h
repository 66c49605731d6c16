#ifndef CORE_BOOK_H
#define CORE_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/calendar.h"
#include "model/code_set.h"
#include "model/day.h"
#include "model/entry.h"
#include "model/terms.h"

/*
 * What the deciding core sees of a book, and what it decides.
 *
 * lib/core is a pure function: decide() takes a struct book that the store
 * has filled (orders, money not yet explained, money standing, attempts,
 * releases, open breaks, reference data, the business date) and writes its
 * decisions into the same struct: what is "now" beside what "was", and lists
 * of new facts.  No I/O, no clock, no database, no randomness; the order of
 * the arrays does not matter.  Where a new secret is needed the decision says
 * CODE_NEW, and whoever stores it makes one.
 *
 * All texts are NUL-terminated, never NULL, and live in ${arena}.
 */

#define CODE_NONE 0
#define CODE_NEW (-1)
#define NOBODY SIZE_MAX /* no order */
#define ORDER_NUMBER_MAX 64 /* longer ones are not looked for in texts */

/* The verdicts of domain.md, in its order. */
enum verdict {
	VERDICT_UNPAID,
	VERDICT_AWAITING,
	VERDICT_PAID,
	VERDICT_SHORT,
	VERDICT_OVER,
	VERDICT_DUPLICATE,
	VERDICT_MISSING,
	VERDICT_REFUNDED,
	VERDICT_PART_REFUNDED,
	VERDICT_WAIVED,
	VERDICT_UNPRICED,
	VERDICT_COUNT
};
extern const char *const verdict_names[VERDICT_COUNT];

/* What is due for an order and by which row of the fee schedule. */
struct price {
	bool priced;
	int64_t due;	  /* fen; only if priced */
	int load, line;	  /* the row; 0 if none */
	const char *note; /* how it was computed, or what is nearest */
};

struct order_state {
	struct price price;
	int64_t paid, refunded; /* fen, both not negative */
	enum verdict verdict;
};

/* --- verification attempts --- */

enum attempt_state {
	ATTEMPT_PENDING,
	ATTEMPT_SENT,
	ATTEMPT_BOOKED,
	ATTEMPT_VERIFIED,
	ATTEMPT_RETURNED,
	ATTEMPT_MISMATCH,
	ATTEMPT_WRONG_CODE,
	ATTEMPT_EXPIRED,
	ATTEMPT_LOCKED,
	ATTEMPT_STATE_COUNT
};
extern const char *const attempt_state_names[ATTEMPT_STATE_COUNT];

struct attempt_event {
	enum attempt_state state;
	const char *reason;  /* a note, see model/note.h */
	int64_t entry_id;    /* 0: none */
	const char *account; /* folded; that is being verified */
	int64_t code_id;     /* CODE_NONE, CODE_NEW or a stored one */
};

/* What the bank says of a payment of ours (pain.002), in its own words. */
struct bank_answer {
	const char *status; /* an ISO 20022 code: "RJCT" ... */
	const char *reason; /* its codes, blanks between */
	const char *text;
};

struct attempt {
	int number; /* from 1 */
	enum verify_mode mode;
	const char *account;
	const char *end_to_end_id;
	int64_t code_id;
	unsigned char code[CODE_DIGEST_SIZE]; /* keyed digest; if stored */
	enum attempt_state state;
	enum attempt_state failure; /* the last one; PENDING: none */
	const char *reason;
	const char *booked_serial; /* the bank's, of the 0.01 that left */
	int32_t since;		   /* the nightly in which it came into state */
	int32_t booked;		   /* day of the 0.01 that left, or DAY_NONE */
	bool was_verified;	   /* a return took it back */
	int64_t entry_id;	   /* of the last event that had one */
	bool reopened; /* by reviewers: the next one opens, and failures
			* up to this one count no more */
	int seq;       /* events stored so far */
	struct {
		VEC(struct bank_answer);
	} answers; /* to the transfer, as they came; while it is sent */
	struct {
		VEC(struct attempt_event);
	} events; /* of this night */
};

/* --- releases --- */

enum release_state {
	RELEASE_NONE,
	RELEASE_HELD,
	RELEASE_QUEUED,
	RELEASE_HANDED_OVER,
	RELEASE_STOPPED,
	RELEASE_STATE_COUNT
};
extern const char *const release_state_names[RELEASE_STATE_COUNT];

struct release_event {
	enum release_state state;
	int turn;
	const char *reason; /* a note */
	int64_t code_id;    /* CODE_NONE, CODE_NEW or a stored one */
};

struct release {
	enum release_state state;
	int turn;	     /* 0 before the first */
	const char *channel; /* pin_channel name */
	const char *reason;  /* a note */
	int64_t code_id;
	bool shown; /* the code has left the house */
	int seq;    /* events stored so far */

	/* A transfer that carried the PIN of this turn and verified nothing:
	 * where it went to, folded (NULL: nothing was said of one), and what
	 * the bank said. */
	const char *sent_to;
	struct {
		VEC(struct bank_answer);
	} answers;
	const char *rejected; /* a note, by release_orders(); NULL: it is not */
	struct {
		VEC(struct release_event);
	} events; /* of this night */
};

/* --- money on orders --- */

/* A part of an entry that stands on an order; refunds are negative. */
struct allocation {
	size_t order; /* index into book.orders */
	int64_t entry_id;
	int turn; /* of the entry's match, from 1 */
	enum source source;
	int account_id;
	const char *txn, *external_id;
	struct moment booked;
	int64_t amount;	  /* fen, of this order */
	int64_t undoes;	  /* a refund's payment, 0 if unknown or none */
	bool own_account; /* from the registered account and name */
	bool is_new;	  /* of this night */
	const char *people; /* a note: who released or matched it; or "" */
};

struct order {
	int64_t id;
	int version;
	const char *ca, *order_no;
	struct moment created;
	const char *business, *cert_kind, *project;
	int years, main_keys, sub_keys;
	const char *applicant_name, *uscc, *account; /* account folded */
	const char *pay_method, *pay_refs;	     /* ';' between */
	bool claimed;
	int64_t claimed_fen;
	struct moment claimed_at;
	const char *claimed_trade_no, *voucher_ref;
	bool approved;
	struct moment reviewed_at;
	enum verify_mode verify_mode; /* or VERIFY_BY_POLICY */
	int64_t code_id; /* of verify_code, CODE_NONE if not given */
	unsigned char code[CODE_DIGEST_SIZE];

	bool priced_anew; /* a newer version changed what is priced */
	bool on_hold;	  /* a person holds its PIN back */
	bool price_kept;  /* an earlier run of this same night kept it */
	bool known;	  /* ${was} holds */
	struct order_state was;

	/* Filled in by decide(). */
	const char *number_folded, *name_folded;
	const struct policy *policy; /* never NULL */
	bool policy_missing;
	struct order_state now;
	struct {
		VEC(size_t);
	} money; /* indices into book.allocations */
	struct {
		VEC(size_t);
	} suspended; /* indices into book.entries: could be its */
	struct {
		VEC(struct attempt);
	} attempts; /* by number */
	struct release release;
};

/* Orders as indices into book.orders, ascending, none twice. */
struct order_set {
	VEC(size_t);
};

/* --- money not yet explained --- */

enum fate {
	FATE_OPEN,	   /* no rule has decided yet */
	FATE_STOPPED,	   /* no further rule may be tried */
	FATE_MATCHED,	   /* to orders: allocations */
	FATE_VERIFICATION, /* a micro-deposit of an attempt */
	FATE_PAYMENT,	   /* refund of money in suspense, or that money */
	FATE_SETTLED,	   /* bill days */
	FATE_WRITTEN_OFF,  /* by decision of people */
	FATE_STANDS	   /* its stored match: nothing is to be decided */
};

/* What people decided last about an entry, before this night or in it. */
enum people_say {
	PEOPLE_NOTHING, /* the rules decide */
	PEOPLE_UNDONE,	/* its match was undone: no rule may take it again */
	PEOPLE_REFUND	/* it is to go back to where it came from */
};

struct book_entry {
	int64_t id;
	enum source source;
	int account_id;
	const char *merchant; /* the account's number */
	enum entry_kind kind, kind_was;
	unsigned marks;
	struct moment booked;
	int64_t amount, fee;
	const char *external_id, *txn, *ref, *original;
	const char *name, *account, *remark;
	const unsigned char *codes; /* keyed digests, 16 bytes each */
	size_t code_count;
	int64_t sent_back; /* of money in suspense: refunds so far, >= 0 */
	int turn;	   /* how often a match of it was undone */
	bool stands;	   /* it has a match, which people want undone */
	bool written_off;  /* ... and that match is a write-off */
	bool is_new;	   /* it came in since the last closing */
	enum people_say people_say;
	const char *people; /* a note: who decided so, and why; or "" */

	/* Filled in by decide(). */
	int proposal_id; /* by which people decided about it now; 0: none */
	bool freed;	 /* people release it although another one paid */
	enum fate fate;
	const char *rule; /* id of the rule that decided */
	const char *note;
	int64_t undoes;
	bool payer_mismatch;
	bool tied;		     /* several answers, and nothing chose */
	struct order_set candidates; /* that an undecided rule left */
	const char *name_folded, *account_folded, *remark_folded;
	bool name_cut;	    /* the bank may have cut the other side's name */
	const char *payer;  /* USCC of who pays, "" if nobody known does */
	bool payer_by_name; /* the account is nobody's */
	bool payer_cut;	    /* found by what the bank left of the name */
	struct order_set named; /* orders in its free texts */
};

/* --- channel bills --- */

/* One bill day of one merchant account. */
struct bill_day {
	int account_id;
	enum source source;
	const char *merchant;
	int32_t day;
	int64_t net;	    /* sales - refunds - fees */
	int64_t settled_by; /* entry id, 0 if not settled */
	bool is_new;	    /* settled in this night */
};

/* An account's statement covers these days, or there is none for them. */
struct coverage {
	enum source source;
	int account_id;
	const char *account;
	int32_t from, to;
	bool has_opening, has_closing;
	int64_t opening, closing; /* balances */
	bool stated;		  /* a person states that there is none */
};

/* What the newest document of its kind, account and period says in all. */
struct document_total {
	int account_id;
	struct bill_total total;
};

/* --- closing --- */

/* One account in a nightly (core/closing.h).  Signed as entries are. */
struct closing_line {
	int account_id; /* 0: nothing of it was ever imported */
	enum source source;
	const char *account;
	bool expected;	  /* reference data want a bill of each day */
	int64_t opening;  /* in suspense, when it was closed last */
	int64_t in_count; /* that came in since, its sums and hash total */
	int64_t in_credit, in_debit, in_hash;
	int64_t channel_fees;

	/* Filled in by decide(); ${fees} begins with what the file itself
	 * marks as a charge of the bank. */
	int64_t matched, refunded, fees, settled, micro_deposits, written_off;
	int64_t closing, closing_count;
	const char *bill;     /* of the day: here, none (stated), missing, "" */
	const char *missing;  /* days whose bill is missing, ';' between */
	const char *balances; /* continued, broken, unchecked, "" */
};

/* --- breaks --- */

enum break_kind {
	BREAK_SHORT,
	BREAK_OVER,
	BREAK_DUPLICATE,
	BREAK_MISSING,
	BREAK_UNPRICED,
	BREAK_SUSPENSE,
	BREAK_PAYER_MISMATCH,
	BREAK_AMBIGUOUS,
	BREAK_REFUND_UNMATCHED,
	BREAK_RETURNED,
	BREAK_RETURNED_AFTER_VERIFY,
	BREAK_WRONG_CODE,
	BREAK_SETTLEMENT_DIFFERENCE,
	BREAK_STATEMENT_GAP,
	BREAK_BALANCE_MISMATCH,
	BREAK_STATUS_MISMATCH,
	BREAK_PAID_BEFORE_REVIEW,
	BREAK_REVERSED_AFTER_RELEASE,
	BREAK_KIND_COUNT
};
extern const char *const break_kind_names[BREAK_KIND_COUNT];

/* What a break is about: exactly one of an order, an entry, an account's day
 * ("discrepancy" in C, since break is a keyword). */
struct discrepancy {
	enum break_kind kind;
	int64_t order_id; /* 0: none */
	int64_t entry_id;
	int account_id;
	int32_t day; /* DAY_NONE: none */

	int64_t also_order_id; /* of an entry's break, where known */
	const char *also_no, *also_ca; /* its name, while it is collected */
	int64_t amount;
	const char *note;
	const size_t *candidates;
	size_t candidate_count;
};

struct stored_break {
	int id;
	struct discrepancy what;
	bool open;
	bool decided; /* people closed it: it stays so while its amount does */
	int seq;
	int closed_by; /* the proposal by which people close it now; or 0 */
	const char *people;
};

/* A step in a break's life: it opens, its facts change, it is resolved. */
struct break_step {
	int break_id; /* 0: a new one */
	int seq;
	bool open;
	int proposal_id; /* by which people closed it; 0: facts did */
	struct discrepancy what;
};

/* --- what people decided --- */

enum ruling_verb {
	RULING_MATCH,
	RULING_SPLIT,
	RULING_REFUND,
	RULING_WRITE_OFF,
	RULING_UNDO,
	RULING_RELEASE,
	RULING_REOPEN,
	RULING_CLOSE,
	RULING_VERB_COUNT
};
extern const char *const ruling_verb_names[RULING_VERB_COUNT];

struct ruling_part {
	size_t order; /* NOBODY: an order that the book does not hold */
	int64_t amount;
};

/* An approved proposal: what it asks for, and what became of it.  A hold and
 * its release are no rulings: they are in force at once (order.on_hold). */
struct ruling {
	int proposal_id;
	enum ruling_verb verb;
	int64_t entry_id; /* 0: none */
	size_t order;	  /* of an attempt; NOBODY: none */
	int attempt;
	int break_id; /* 0: none */
	struct {
		VEC(struct ruling_part);
	} parts; /* of a match or split */
	const char *people; /* a note: who proposed and approved it, and why */

	/* Filled in by decide(). */
	bool applied;	  /* else it is void */
	const char *note; /* ${people}, or why it is void */
};

/* A match that no longer stands. */
struct undone {
	int64_t entry_id;
	int turn;
	int proposal_id;
};

/* --- what goes out --- */

struct handout {
	size_t order;
	const char *folder; /* micro-deposit, sms, counter */
	int turn;	    /* of the release; 0: only a code */
	int attempt;	    /* number, 0: none */
	int64_t code_id;
};

/* An applicant's folded name, to find names that a bank cut short. */
struct order_name {
	const char *name;
	size_t order;
};

struct book {
	struct arena *arena;
	int32_t date; /* the business date of the nightly */

	struct fees fees;
	int fee_load; /* the load that they are of */
	struct policies policies;
	struct channels channels;
	struct calendar calendar;

	struct {
		VEC(struct order);
	} orders;
	struct {
		VEC(struct book_entry);
	} entries; /* not yet explained, fees of the bank apart */
	struct {
		VEC(struct allocation);
	} allocations;
	struct {
		VEC(struct bill_day);
	} bill_days;
	struct {
		VEC(struct coverage);
	} coverages;
	struct {
		VEC(struct document_total);
	} totals;
	struct {
		VEC(struct stored_break);
	} breaks;
	struct {
		VEC(struct ruling);
	} rulings; /* by proposal */
	struct {
		VEC(struct closing_line);
	} closing;	     /* a line an account */
	int32_t first_night; /* DAY_NONE: this is it */

	/* Decided. */
	struct {
		VEC(struct undone);
	} undone;
	struct {
		VEC(struct discrepancy);
	} discrepancies; /* all that are to be open after this night */
	struct {
		VEC(struct break_step);
	} steps;
	struct {
		VEC(struct handout);
	} handouts;

	/* Indices, by decide(). */
	struct map by_pay_ref, by_trade_no, by_voucher, by_number, by_account,
		by_name, by_uscc, by_txn;
	struct map by_attempt;	/* account, id, serial or code of an attempt */
	struct map by_suspense; /* transaction of a payment in entries */
	struct order_set to_refund; /* entries that people send back */
	unsigned char number_lengths[ORDER_NUMBER_MAX + 1]; /* which occur */
	struct {
		VEC(struct order_name);
	} names;      /* sorted; empty if no name was cut */
	struct trace *trace; /* who listens (core/trace.h), or NULL */
	long changes; /* decisions taken, to see whether a pass
		       * over the book still finds something */
};

#endif
