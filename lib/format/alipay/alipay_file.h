#ifndef FORMAT_ALIPAY_FILE_H
#define FORMAT_ALIPAY_FILE_H

#include "format/columns.h"
#include "format/format.h"

/*
 * What all files of an Alipay bill have in common (formats.md 2.1): GB18030,
 * or UTF-8 if somebody saved it again; lines of '#' with the account and the
 * period, a header, a row a line split at commas without any quoting, a line
 * of '#' that ends the list, lines of '#' with the totals.
 */

struct decoder;
struct err;

/* What one kind of file makes of it. */
struct alipay_shape {
	const char *first;    /* name of the first column */
	const char *end_mark; /* in the line that ends the list */

	/* The header, split and trimmed; then each row; then each line of '#'
	 * after the list, without its padding of commas. */
	int (*header)(void *ctx, struct row *row, struct err *err);
	int (*row)(void *ctx, struct row *row, struct err *err);
	int (*foot)(void *ctx, const char *note, long line, struct err *err);
};

enum alipay_place { BEFORE_HEADER, IN_ROWS, AFTER_ROWS };

struct alipay_file {
	const struct alipay_shape *shape;
	void *ctx;
	struct decoder *decoder; /* NULL until the encoding is known */
	struct buf head;	 /* the bytes until then */
	enum alipay_place place;
	long line; /* the last one seen */
	struct row row;
	struct buf note, account;
	struct statement st;
	int32_t first, last; /* days of the rows */
};

void alipay_file_init(
	struct alipay_file *file, const struct alipay_shape *shape, void *ctx);

int alipay_file_feed(struct alipay_file *file, const char *bytes, size_t len,
	struct err *err);

/** alipay_file_finish(file, err): the last bytes; a file that ends before its
 * list does is refused as cut off. */
int alipay_file_finish(struct alipay_file *file, struct err *err);

/** alipay_file_count(file, day, amount, err): count a row into the statement:
 * its day, and what it moves. */
int alipay_file_count(
	struct alipay_file *file, int32_t day, int64_t amount, struct err *err);

/** alipay_file_period(file): where no period is stated, the days of the
 * rows. */
void alipay_file_period(struct alipay_file *file);

void alipay_file_release(struct alipay_file *file);

/* By what a kind of file is recognised. */
struct alipay_signs {
	const char *header; /* begins with these columns: certain */
	const char *title;  /* a line of '#' that makes it likely, */
	const char *other;  /* unless the header begins with this one */
};

enum probe alipay_file_probe(
	const struct alipay_signs *signs, const char *head, size_t len);

#endif
