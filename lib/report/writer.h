#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include <stddef.h>
#include <stdio.h>

#include "report/definition.h"
#include "report/table.h"

/*
 * Writers: rows to a stream.  Those for people (table, xlsx, html) add the
 * totals and charts of a report (definition.h); html is a section of a page
 * (page.h).  csv and json are its rows alone, byte for byte the same for ever.
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
	struct writer *also; /* takes each row, too; or NULL */

	/* Of a report; else NULL. */
	const struct report *report;
	const char *span; /* of which days, for people */
	int32_t day;	  /* the last of them, or DAY_NONE */
	struct sum *sums; /* one a column, where report->totals says so */
};

/* What was added up; ${broken} once it did not fit any more. */
struct sum {
	int64_t number;
	bool broken;
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

/** writer_open_report(writer, format, report, span, day, out, err): the same
 * for a report of the days ${span}. */
int writer_open_report(struct writer *writer, const char *format,
	const struct report *report, const char *span, int32_t day, FILE *out,
	struct err *err);

/** writer_total(writer, column): what a column adds up to, as a field that is
 * null where there is nothing to say. */
struct field writer_total(const struct writer *writer, size_t column);

/** writer_has_totals(writer): whether one of them is. */
bool writer_has_totals(const struct writer *writer);

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

extern const struct writer_kind writer_table, writer_csv, writer_json,
	writer_xlsx, writer_html;

#endif
