#ifndef CORE_TRACE_H
#define CORE_TRACE_H

#include "base/err.h"
#include "core/book.h"

/*
 * Why one entry was decided as it was, for "yifen explain": rule by rule in
 * the order of trying, what each said, and every candidate that it looked at.
 *
 *	book.trace = &(struct trace){ .entry_id = id };
 *	decide(&book, err);	... trace_check(&book, err); book.trace->rules
 *
 * The rules tell it as they go; what they tell changes no decision.  A night
 * has no trace, and each function returns at once.  Of several passes the last
 * that looked at the entry counts.  What goes wrong here is kept until
 * trace_check(), so that telling needs no error handling.
 */

enum trace_outcome {
	TRACE_SILENT, /* it has nothing to say */
	TRACE_SEVERAL,
	TRACE_ONE,
	TRACE_STOPPED, /* no later rule may be tried */
	TRACE_HELD,    /* another payer than the own account */
	TRACE_SKIPPED, /* it was not asked */
	TRACE_OUTCOME_COUNT
};
extern const char *const trace_outcome_names[TRACE_OUTCOME_COUNT];

/* What a candidate is: an order, one attempt of it, a payment that stands on
 * it or in suspense, a bill day. */
struct trace_what {
	size_t order;	  /* index into book.orders, or NOBODY */
	int attempt;	  /* of the order; 0: none */
	int64_t entry_id; /* of the payment; 0: none */
	const struct bill_day *day;
};

struct trace_candidate {
	struct trace_what what;
	bool fits;
	const char *note; /* why, see model/note.h */
};

struct trace_rule {
	const char *id;
	enum trace_outcome outcome;
	const char *note;
	struct {
		VEC(struct trace_candidate);
	} candidates;
};

struct trace {
	int64_t entry_id; /* of whom it tells */
	struct {
		VEC(struct trace_rule);
	} rules;
	size_t at;	/* the rule that speaks */
	struct err err; /* the first failure */
};

/** trace_on(book, entry): whether somebody listens. */
bool trace_on(const struct book *book, const struct book_entry *entry);

/** trace_begin(book, entry): a new pass: forget what the last one said. */
void trace_begin(const struct book *book, const struct book_entry *entry);

/** trace_ask(book, entry, rule): from now on that rule speaks; a word of it
 * may have been said before. */
void trace_ask(const struct book *book, const struct book_entry *entry,
	const char *rule);

/** trace_say(book, entry, outcome, note): what comes of it; ${note} (NULL or
 * "": none) does not replace what trace_because() said. */
void trace_say(const struct book *book, const struct book_entry *entry,
	enum trace_outcome outcome, const char *note);

/** trace_because(book, entry, sentence, text): why; %1 is ${text}. */
void trace_because(const struct book *book, const struct book_entry *entry,
	const char *sentence, const char *text);
void trace_because_fen(const struct book *book, const struct book_entry *entry,
	const char *sentence, int64_t first, int64_t second);

/** trace_skip(book, entry, rule, why): it is not asked; always false. */
bool trace_skip(const struct book *book, const struct book_entry *entry,
	const char *rule, const char *why);

struct trace_what trace_order(size_t order);
struct trace_what trace_attempt(size_t order, int number);
struct trace_what trace_payment(size_t order, int64_t entry_id);
struct trace_what trace_day(const struct bill_day *day);

/** trace_candidate(book, entry, what, fits, sentence, text): one that the rule
 * looked at; said again, the last word counts.  ..._fen: %1 and %2 are
 * amounts. */
void trace_candidate(const struct book *book, const struct book_entry *entry,
	struct trace_what what, bool fits, const char *sentence,
	const char *text);
void trace_candidate_fen(const struct book *book,
	const struct book_entry *entry, struct trace_what what, bool fits,
	const char *sentence, int64_t first, int64_t second);

/** trace_check(book, err): whether all of it could be written down. */
int trace_check(const struct book *book, struct err *err);

#endif
