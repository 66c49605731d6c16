/*
 * Bytes to rows of cells: CSV and TSV as RFC 4180 says, and texts whose cells
 * have '|' between and no quotes.
 */
#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/columns.h"
#include "io/csv.h"
#include "io/limits.h"
#include "io/transcode.h"

#include <stdlib.h>
#include <string.h>

struct table_source {
	csv_row_fn *row;
	void *ctx;

	/* CSV and TSV: through the transcoder into the reader. */
	struct transcoder *transcoder;
	struct csv_reader *csv;

	/* Pipes: line by line. */
	struct decoder *decoder;
	struct row split;
	struct csv_field fields[CELLS_MAX];
};

static const char separators[] = {
	[LAYOUT_CSV] = ',',
	[LAYOUT_TSV] = '\t',
	[LAYOUT_PIPE] = '|',
};

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	static const char separator[] = { '|', '\0' };
	struct table_source *s = ctx;

	if (text[strspn(text, " \t")] == '\0')
		return 0;
	if (row_split(&s->split, line, text, len, separator, err) < 0)
		return -1;
	for (size_t i = 0; i < s->split.count; i++) {
		struct cell *cell = &s->split.cells[i];
		const long column = row_column(&s->split, cell);

		if (cell->len > CELL_LIMIT) {
			err_at(err, ERR_LIMIT, line, column,
				_("a field of %zu bytes is longer than %zu"),
				cell->len, CELL_LIMIT);
			return limits_hint(LIMIT_FIELD, err);
		}
		s->fields[i] =
			(struct csv_field){ NULL, cell->len, line, column };
	}
	/* Only now: ending a cell overwrites the separator after it. */
	for (size_t i = 0; i < s->split.count; i++)
		s->fields[i].text = cell_text(&s->split.cells[i]);
	return s->row(s->ctx, line, s->fields, s->split.count, err);
}

int
table_source_open(enum table_layout layout, enum encoding encoding,
	csv_row_fn *row, void *ctx, struct table_source **source,
	struct err *err)
{
	static const char *const encodings[] = {
		[ENCODING_UTF8] = "UTF-8",
		[ENCODING_GB18030] = "GB18030",
	};
	struct table_source *s = calloc(1, sizeof(*s));
	int rc;

	if (s == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	s->row = row;
	s->ctx = ctx;
	if (layout == LAYOUT_PIPE)
		rc = decoder_open(encoding, take_line, s, &s->decoder, err);
	else if ((rc = transcoder_open(
			  encodings[encoding], &s->transcoder, err)) == 0)
		rc = csv_reader_open_with(
			separators[layout], row, ctx, &s->csv, err);
	if (rc < 0) {
		table_source_close(s);
		s = NULL;
	}
	*source = s;
	return rc;
}

int
table_source_feed(struct table_source *source, const char *bytes, size_t len,
	struct err *err)
{
	if (source->decoder != NULL)
		return decoder_feed(source->decoder, bytes, len, err);
	while (len > 0) {
		const char *text;
		size_t text_len;

		if (transcoder_next(source->transcoder, &bytes, &len, &text,
			    &text_len, err) < 0 ||
			csv_reader_feed(source->csv, text, text_len, err) < 0)
			return -1;
	}
	return 0;
}

int
table_source_finish(struct table_source *source, struct err *err)
{
	if (source->decoder != NULL)
		return decoder_finish(source->decoder, err);
	if (transcoder_finish(source->transcoder, err) < 0)
		return -1;
	return csv_reader_finish(source->csv, err);
}

void
table_source_close(struct table_source *source)
{
	if (source == NULL)
		return;
	transcoder_close(source->transcoder);
	csv_reader_close(source->csv);
	decoder_close(source->decoder);
	row_release(&source->split);
	free(source);
}
