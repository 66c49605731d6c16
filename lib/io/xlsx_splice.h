#ifndef IO_XLSX_SPLICE_H
#define IO_XLSX_SPLICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/form.h"

/*
 * Puts rows into the XML of a sheet as it passes by: before the end of
 * <sheetData>, from row XLSX_HEAD_DATA on, in place of the rows that stand
 * there (blank ones, xlsx_head.h says).  Every other byte stays.  The XML was
 * parsed before, and is UTF-8.
 */

struct err;

struct xlsx_splice {
	const struct form_sheet *sheet;
	struct form_rows rows;
	struct buf out; /* what may be written; the caller clears it */

	/* Private. */
	struct buf tag; /* the one that has begun; empty outside of tags */
	char quote;	/* within an attribute's value */
	long row;
	bool skipping; /* a row that is replaced */
	bool done;
};

/** xlsx_splice_feed(splice, bytes, len, full, ctx, err): the next bytes of the
 * part; ${full} is called with ${ctx} whenever enough has come together in
 * ${out}, and clears it. */
int xlsx_splice_feed(struct xlsx_splice *splice, const char *bytes, size_t len,
	int (*full)(void *ctx, struct err *err), void *ctx, struct err *err);

/** xlsx_splice_end(splice, err): ERR_INPUT if there was no place for rows. */
int xlsx_splice_end(const struct xlsx_splice *splice, struct err *err);

void xlsx_splice_release(struct xlsx_splice *splice);

#endif
