/*
 * Banks' answers in XML: an element a movement, its children are the columns;
 * labels are elements elsewhere, by their path.
 */
#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"
#include "io/xml.h"

#include <stdlib.h>
#include <string.h>

struct table_record {
	struct parser *parser;
	struct xml_reader *xml;
	struct buf path;   /* "CMS/eb/out/rd/Amount" */
	bool inside;	   /* a record is open */
	long line, column; /* where the last element began */
	struct table_cells cells;
	struct csv_field fields[PROFILE_COLUMNS_MAX];
};

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct table_record *r = ctx;

	(void)space;
	(void)attributes;
	(void)count;
	if (r->path.len > 0)
		buf_putc(&r->path, '/');
	buf_puts(&r->path, name);
	r->line = line;
	r->column = column;
	if (buf_check(&r->path, err) < 0)
		return -1;
	if (!r->inside &&
		strcmp(buf_text(&r->path), r->parser->profile.record) == 0) {
		r->inside = true;
		r->parser->line = line;
		arena_reset(&r->parser->row);
		memset(&r->cells, 0, sizeof(r->cells));
		r->cells.line = line;
	}
	return 0;
}

/* A child of the record. */
static int
keep_cell(struct table_record *r, const char *name, const char *text,
	struct err *err)
{
	struct parser *p = r->parser;
	const char *folded = profile_fold(&p->row, name, err);

	if (folded == NULL)
		return -1;
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		struct csv_field *field = &r->fields[i];
		const struct profile_column *column = &p->profile.columns.at[i];

		if (!profile_lists(column->folded, folded))
			continue;
		if (r->cells.at[i] != NULL)
			return err_at(err, ERR_INPUT, r->line, r->column,
				_("%s: stands twice in one record"), name);
		field->text = arena_text(&p->row, text, strlen(text), err);
		if (field->text == NULL)
			return -1;
		field->len = strlen(text);
		field->line = r->line;
		field->column = r->column;
		r->cells.at[i] = field;
		return 0;
	}
	if (p->profile.ignores_extra)
		return 0;
	return err_at(err, ERR_INPUT, r->line, r->column,
		_("element %.80s is not known"), name);
}

static int
end_record(struct table_record *r, struct err *err)
{
	const struct profile *profile = &r->parser->profile;

	r->inside = false;
	for (size_t i = 0; i < profile->columns.count; i++)
		if (!profile->columns.at[i].optional && r->cells.at[i] == NULL)
			return err_at(err, ERR_INPUT, r->cells.line, 1,
				_("the record has no %s"),
				profile->columns.at[i].name);
	r->parser->has_header = true;
	return table_row_take(r->parser, &r->cells, err);
}

static int
take_label(struct table_record *r, const char *text, struct err *err)
{
	struct parser *p = r->parser;
	const struct profile_labels *labels = &p->profile.labels;
	const char *path = buf_text(&r->path);

	for (size_t i = 0; i < labels->count; i++) {
		if (strcmp(labels->at[i].folded, path) != 0)
			continue;
		/* No record is open that would have something in it. */
		arena_reset(&p->row);
		text = texts_line(&p->row, text, strlen(text), err);
		if (text == NULL)
			return -1;
		return table_statement_label(p, &labels->at[i], text, r->line,
			r->column, err);
	}
	return 0;
}

/* Whether the path is that of a child of the record. */
static bool
is_cell(const struct table_record *r)
{
	const char *record = r->parser->profile.record;
	const size_t len = strlen(record);
	const char *path = buf_text(&r->path);

	return r->inside && strncmp(path, record, len) == 0 &&
		path[len] == '/' && strchr(path + len + 1, '/') == NULL;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct table_record *r = ctx;
	const bool whole =
		strcmp(buf_text(&r->path), r->parser->profile.record) == 0;
	const char *slash;
	int rc = 0;

	(void)line;
	(void)column;
	if (whole)
		rc = end_record(r, err);
	else if (is_cell(r))
		rc = keep_cell(r, name, text, err);
	else if (!r->inside)
		rc = take_label(r, text, err);
	slash = strrchr(buf_text(&r->path), '/');
	r->path.len = slash != NULL ? (size_t)(slash - r->path.s) : 0;
	r->path.s[r->path.len] = '\0';
	return rc;
}

int
table_record_open(
	struct parser *parser, struct table_record **record, struct err *err)
{
	struct table_record *r = calloc(1, sizeof(*r));
	const struct xml_handler handler = { r, on_start, on_end };

	*record = NULL;
	if (r == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	r->parser = parser;
	if (xml_reader_open(&handler, &r->xml, err) < 0) {
		free(r);
		return -1;
	}
	*record = r;
	return 0;
}

int
table_record_feed(struct table_record *record, const char *bytes, size_t len,
	struct err *err)
{
	return xml_reader_feed(record->xml, bytes, len, err);
}

int
table_record_finish(struct table_record *record, struct err *err)
{
	return xml_reader_finish(record->xml, err);
}

void
table_record_close(struct table_record *record)
{
	if (record == NULL)
		return;
	xml_reader_close(record->xml);
	buf_release(&record->path);
	free(record);
}
