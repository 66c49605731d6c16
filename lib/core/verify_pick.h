#ifndef CORE_VERIFY_PICK_H
#define CORE_VERIFY_PICK_H

#include "core/book.h"

/*
 * Which attempt a 0.01 is about: what verify_entry.c looks at, and what it
 * tells of it (core/trace.h).
 */

struct err;

/* The orders whose attempts one way to tell has found. */
struct pick {
	size_t index; /* the last of them */
	struct order *order;
	struct order_set all;
};

/** verify_pick_suspects(book, entry, set, err): the orders whose latest
 * attempt ${entry} may be about, by account, ids, code. */
int verify_pick_suspects(const struct book *book,
	const struct book_entry *entry, struct order_set *set, struct err *err);

int verify_pick_add(
	struct book *book, struct pick *pick, size_t order, struct err *err);

/** verify_pick_shows(entry, code_id, code): a code, by its digest, stands in
 * its texts. */
bool verify_pick_shows(const struct book_entry *entry, int64_t code_id,
	const unsigned char *code);

/** verify_pick_has_code(entry, attempt): the code stands in its texts. */
bool verify_pick_has_code(
	const struct book_entry *entry, const struct attempt *attempt);

/** verify_pick_several(book, entry, found, rule): none is the one, or several
 * are, which nothing tells apart; always 0. */
int verify_pick_several(const struct book *book, struct book_entry *entry,
	const struct pick *found, const char *rule);

/** verify_pick_done(book, entry, rule): it is used, by that rule. */
void verify_pick_done(
	const struct book *book, struct book_entry *entry, const char *rule);

/** verify_pick_ask(book, entry, ids, found): tell which rules are asked, in
 * their order, ended by NULL. */
void verify_pick_ask(const struct book *book, const struct book_entry *entry,
	const char *const *ids, const struct order_set *found);

/** verify_pick_tell(book, entry, rule, order, fits, sentence, text): tell what
 * a rule says of the order's latest attempt. */
void verify_pick_tell(const struct book *book, const struct book_entry *entry,
	const char *rule, size_t order, bool fits, const char *sentence,
	const char *text);

#endif
