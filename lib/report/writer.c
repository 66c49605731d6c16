#include "report/writer.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* The last two need what a report says of itself. */
static const struct writer_kind *const kinds[] = { &writer_table, &writer_csv,
	&writer_json, &writer_xlsx, &writer_html, NULL };

static bool
needs_report(const struct writer_kind *kind)
{
	return kind == &writer_xlsx || kind == &writer_html;
}

static int
open_kind(struct writer *writer, const char *format, struct err *err)
{
	for (const struct writer_kind *const *k = kinds; *k != NULL; k++) {
		if (strcmp((*k)->name, format) != 0 ||
			(needs_report(*k) && writer->report == NULL))
			continue;
		writer->kind = *k;
		return (*k)->open(writer, err);
	}
	err_set(err, ERR_USAGE, _("no output format '%s'"), format);
	return err_hint(err,
		writer->report == NULL ? _("Say table, csv or json.")
				       : _("Say table, csv, json, xlsx or "
					   "html."));
}

int
writer_open(struct writer *writer, const char *format,
	const struct column *columns, size_t count, FILE *out, struct err *err)
{
	*writer = (struct writer){
		.columns = columns, .count = count, .out = out
	};
	return open_kind(writer, format, err);
}

int
writer_open_report(struct writer *writer, const char *format,
	const struct report *report, const char *span, int32_t day, FILE *out,
	struct err *err)
{
	*writer = (struct writer){ .columns = report->columns,
		.count = report->count,
		.out = out,
		.report = report,
		.span = span,
		.day = day,
		.sums = calloc(report->count, sizeof(struct sum)) };
	if (writer->sums == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return open_kind(writer, format, err);
}

/* --- totals ------------------------------------------------------------ */

static void
add_up(struct writer *writer, const struct field *fields)
{
	for (size_t i = 0; i < writer->count; i++) {
		struct sum *sum = &writer->sums[i];

		if (!writer->report->totals[i] || fields[i].null)
			continue;
		if (__builtin_add_overflow(
			    sum->number, fields[i].number, &sum->number))
			sum->broken = true;
	}
}

struct field
writer_total(const struct writer *writer, size_t column)
{
	if (writer->report == NULL || !writer->report->totals[column] ||
		writer->sums[column].broken)
		return field_null();
	return field_int(writer->sums[column].number);
}

bool
writer_has_totals(const struct writer *writer)
{
	if (writer->report == NULL)
		return false;
	for (size_t i = 0; i < writer->count; i++)
		if (writer->report->totals[i])
			return true;
	return false;
}

/* --- rows -------------------------------------------------------------- */

int
writer_check(FILE *out, struct err *err)
{
	if (ferror(out))
		return err_errno(err, ERR_IO, _("the answer was not taken"));
	return 0;
}

int
writer_row(struct writer *writer, const struct field *fields, struct err *err)
{
	if (writer->kind->row(writer, fields, err) < 0)
		return -1;
	if (writer->sums != NULL)
		add_up(writer, fields);
	writer->rows++;
	if (writer_check(writer->out, err) < 0)
		return -1;
	return writer->also != NULL ? writer_row(writer->also, fields, err) : 0;
}

int
writer_end(struct writer *writer, struct err *err)
{
	if (writer->kind->end(writer, err) < 0)
		return -1;
	fflush(writer->out);
	return writer_check(writer->out, err);
}

void
writer_close(struct writer *writer)
{
	if (writer->kind != NULL && writer->kind->close != NULL)
		writer->kind->close(writer);
	writer->kind = NULL;
	free(writer->sums);
	writer->sums = NULL;
}
