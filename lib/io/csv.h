#ifndef IO_CSV_H
#define IO_CSV_H

#include <stddef.h>

#include "base/field.h"

/*
 * RFC 4180 text in pieces to rows of fields, by libcsv in strict mode.  For
 * reference data and for banks' CSV; WeChat and Alipay bills are not CSV.
 *
 * Bytes must be UTF-8 (a BOM at the start is dropped); control characters
 * other than TAB, CR, LF and the forbidden code points of reliability.md G23
 * are refused.  LIMIT_LINE holds for a line and a row, LIMIT_FIELD for a field,
 * of which a row has at most 512.
 *
 * Blanks beside a comma belong to the field (RFC 4180); empty lines are no
 * rows; lines end in LF or CR LF, and a CR elsewhere must stand in quotes.
 * Any failure, also one of the row function, ends the reading: feed and finish
 * then return -1 with that first failure again, "LINE:COLUMN: " in front of
 * the reader's own messages.
 */

struct err;
struct csv_reader;

/** csv_reader_open(row, ctx, reader, err): a reader that calls ${row} with
 * ${ctx} for each row; the fields live until ${row} returns. */
int csv_reader_open(csv_row_fn *row, void *ctx, struct csv_reader **reader,
	struct err *err);

/** csv_reader_open_with(separator, row, ctx, reader, err): the same with
 * another character between fields than a comma. */
int csv_reader_open_with(char separator, csv_row_fn *row, void *ctx,
	struct csv_reader **reader, struct err *err);

/** csv_reader_feed(reader, bytes, len, err): the next bytes, cut anywhere. */
int csv_reader_feed(struct csv_reader *reader, const char *bytes, size_t len,
	struct err *err);

/** csv_reader_finish(reader, err): no more bytes; the last row may lack its
 * line end. */
int csv_reader_finish(struct csv_reader *reader, struct err *err);

/** csv_reader_close(reader): release it; NULL is nothing. */
void csv_reader_close(struct csv_reader *reader);

#endif
