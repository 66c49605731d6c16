#include "core/remark.h"

#include "base/buf.h"
#include "base/err.h"
#include "model/fold.h"

#include <string.h>

int
order_set_add(struct order_set *set, size_t order, struct arena *arena,
	struct err *err)
{
	size_t at = set->count;

	while (at > 0 && set->at[at - 1] > order)
		at--;
	if (at > 0 && set->at[at - 1] == order)
		return 0;
	if (vec_push(set, arena, err) == NULL)
		return -1;
	memmove(set->at + at + 1, set->at + at,
		(set->count - 1 - at) * sizeof(*set->at));
	set->at[at] = order;
	return 0;
}

bool
order_set_has(const struct order_set *set, size_t order)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->at[i] == order)
			return true;
	return false;
}

int
remark_index(struct book *book, struct err *err)
{
	map_init(&book->by_number, book->arena);
	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *order = &book->orders.at[i];
		size_t len;

		order->number_folded =
			fold_text(book->arena, order->order_no, err);
		if (order->number_folded == NULL)
			return -1;
		len = strlen(order->number_folded);
		if (len == 0 || len > ORDER_NUMBER_MAX)
			continue;
		book->number_lengths[len] = 1;
		if (map_add(&book->by_number, order->number_folded, len, i,
			    err) < 0)
			return -1;
	}
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether text[at, at + len) may be a number by what stands beside it. */
static bool
stands_alone(const char *text, size_t size, size_t at, size_t len)
{
	return !(at > 0 && is_digit(text[at - 1])) &&
		!(at + len < size && is_digit(text[at + len]));
}

/* The longest number that begins at ${at}; NULL if none does. */
static const struct map_node *
longest_at(const struct book *book, const char *text, size_t size, size_t at)
{
	size_t len =
		size - at < ORDER_NUMBER_MAX ? size - at : ORDER_NUMBER_MAX;

	for (; len > 0; len--) {
		const struct map_node *node;

		if (!book->number_lengths[len] ||
			!stands_alone(text, size, at, len))
			continue;
		node = map_get(&book->by_number, text + at, len);
		if (node != NULL)
			return node;
	}
	return NULL;
}

/* Where and for whom texts are scanned. */
struct scan {
	struct arena *arena;
	int (*text)(struct scan *scan, const char *text, struct err *err);
	const struct book *book; /* for orders */
	struct order_set *found;
	struct buf *numbers; /* for numbers */
	const unsigned char *lengths; /* that they have, NULL: any */
	struct map seen;
};

/* Numbers in one folded text; what lies inside a found one is passed over. */
static int
find_orders(struct scan *scan, const char *text, struct err *err)
{
	const size_t size = strlen(text);
	size_t at = 0;

	while (at < size) {
		const struct map_node *node =
			longest_at(scan->book, text, size, at);

		at += node != NULL ? node->len : 1;
		for (; node != NULL; node = node->next)
			if (order_set_add(scan->found, node->value, scan->arena,
				    err) < 0)
				return -1;
	}
	return 0;
}

static bool
may_be_in_number(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z');
}

/* All that could be a number in one folded text. */
static int
find_numbers(struct scan *scan, const char *text, struct err *err)
{
	const size_t size = strlen(text);

	for (size_t at = 0; at < size; at++)
		for (size_t len = 1;
			len <= ORDER_NUMBER_MAX && at + len <= size &&
			may_be_in_number(text[at + len - 1]);
			len++) {
			if ((scan->lengths != NULL && !scan->lengths[len]) ||
				!stands_alone(text, size, at, len) ||
				map_get(&scan->seen, text + at, len) != NULL)
				continue;
			if (map_add(&scan->seen, text + at, len, 0, err) < 0)
				return -1;
			buf_puts(scan->numbers,
				scan->numbers->len > 0 ? "," : "");
			buf_add(scan->numbers, text + at, len);
		}
	return buf_check(scan->numbers, err);
}

/* One field: as a whole, and split at its marks.  Folding drops the usual
 * marks; a number that another one splits shows when the words are joined. */
static int
scan_field(struct scan *scan, const char *line, struct err *err)
{
	const char *folded = fold_text(scan->arena, line, err), *whole;
	struct fold_words words = { .count = 0 };
	struct buf joined = BUF_INIT;
	int rc = -1;

	if (folded == NULL || scan->text(scan, folded, err) < 0 ||
		fold_split(scan->arena, line, &words, err) < 0)
		return -1;
	for (size_t i = 0; i < words.count; i++) {
		if (scan->text(scan, words.at[i], err) < 0)
			goto done;
		buf_puts(&joined, words.at[i]);
	}
	if (buf_check(&joined, err) < 0)
		goto done;
	whole = arena_text(scan->arena, buf_text(&joined), joined.len, err);
	if (whole == NULL)
		goto done;
	rc = strcmp(whole, folded) == 0 ? 0 : scan->text(scan, whole, err);
done:
	buf_release(&joined);
	return rc;
}

/* Each field is a line: digits of two fields are not neighbours. */
static int
scan_fields(struct scan *scan, const char *text, struct err *err)
{
	while (*text != '\0') {
		const size_t len = strcspn(text, "\n");
		const char *line = arena_text(scan->arena, text, len, err);

		if (line == NULL || scan_field(scan, line, err) < 0)
			return -1;
		text += len + (text[len] == '\n');
	}
	return 0;
}

int
remark_orders(const struct book *book, const char *text,
	struct order_set *found, struct err *err)
{
	struct scan scan = { .arena = book->arena,
		.text = find_orders,
		.book = book,
		.found = found };

	return scan_fields(&scan, text, err);
}

int
remark_numbers(struct arena *arena, const char *text,
	const unsigned char *lengths, struct buf *numbers, struct err *err)
{
	struct scan scan = { .arena = arena,
		.text = find_numbers,
		.numbers = numbers,
		.lengths = lengths };

	map_init(&scan.seen, arena);
	return scan_fields(&scan, text, err);
}
