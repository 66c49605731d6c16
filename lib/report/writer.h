#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include <stddef.h>
#include <stdio.h>

#include "report/table.h"

/*
 * Writers: rows to a stream.
 *
 * To add an output format
 * -----------------------
 * 1. lib/report/writer_NAME.c: define "const struct writer_kind writer_NAME".
 * 2. lib/report/writer.c: add &writer_NAME to kinds[].
 * 3. tests/unit/report/test_writer.c: what it makes of the table there.
 *
 * csv and json keep no row: memory does not grow with them.  table keeps the
 * first rows to find the widths of its columns.
 */

struct err;

struct writer {
	const struct writer_kind *kind;
	const struct column *columns;
	size_t count;
	FILE *out;
	long rows;   /* written so far */
	void *state; /* of the kind */
};

struct writer_kind {
	const char *name; /* as in --format */
	int (*open)(struct writer *writer, struct err *err);
	int (*row)(struct writer *writer, const struct field *fields,
		struct err *err);
	int (*end)(struct writer *writer, struct err *err);
	void (*close)(struct writer *writer); /* may be NULL */
};

/** writer_open(writer, format, columns, count, out, err): begin an answer;
 * ${columns} and ${out} outlive it.  ERR_USAGE if no writer is called
 * ${format}. */
int writer_open(struct writer *writer, const char *format,
	const struct column *columns, size_t count, FILE *out, struct err *err);

/** writer_row(writer, fields, err): one field a column.  ERR_IO when nobody
 * reads any more. */
int
writer_row(struct writer *writer, const struct field *fields, struct err *err);

/** writer_end(writer, err): no more rows; everything is flushed. */
int writer_end(struct writer *writer, struct err *err);

/** writer_close(writer): give back its memory, also after a failure. */
void writer_close(struct writer *writer);

/** writer_check(out, err): whether all that was written got through. */
int writer_check(FILE *out, struct err *err);

extern const struct writer_kind writer_table, writer_csv, writer_json;

#endif
