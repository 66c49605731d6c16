/*
 * Every bank's table, by its profile (profile.h): the head of the file tells
 * encoding and layout; rows above the header are labels, those below it
 * movements, until the file or, where labels come again, the statement ends.
 */
#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"

#include <stdlib.h>
#include <string.h>

static bool
is_blank(const struct csv_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!texts_is_blank(fields[i].text))
			return false;
	return true;
}

static int
is_junk(struct parser *p, const struct csv_field *fields, size_t count,
	bool *junk, struct err *err)
{
	const char *first = "";

	*junk = false;
	for (size_t i = 0; i < count && *first == '\0'; i++)
		if ((first = table_text(&p->row, &fields[i], err)) == NULL)
			return -1;
	if (p->profile.junk.count > 0 &&
		(first = profile_fold(&p->row, first, err)) == NULL)
		return -1;
	for (size_t i = 0; i < p->profile.junk.count; i++)
		if (strncmp(first, p->profile.junk.at[i],
			    strlen(p->profile.junk.at[i])) == 0)
			*junk = true;
	return 0;
}

/* --- rows ------------------------------------------------------------------
 */

static size_t
count_filled(const struct csv_field *fields, size_t count)
{
	size_t filled = 0;

	for (size_t i = 0; i < count; i++)
		filled += !is_blank(&fields[i], 1);
	return filled;
}

/* The first text of a row, "" if it has none. */
static const char *
first_text(const struct csv_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_blank(&fields[i], 1))
			return fields[i].text;
	return "";
}

static int
keep_header(struct parser *p, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	p->header_line = line;
	buf_clear(&p->header);
	buf_puts(&p->header, first_text(fields, count));
	if (buf_check(&p->header, err) < 0)
		return -1;
	return table_header_bind(
		&p->profile, line, fields, count, &p->row, &p->binding, err);
}

/* A row above the header: labels, the header itself, or a title. */
static int
take_head(struct parser *p, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	struct table_fit fit;
	bool taken;

	if (table_header_fit(&p->profile, fields, count, &p->row, &fit, err) <
		0)
		return -1;
	if (fit.required > 0 && fit.found * 2 > fit.required) {
		p->has_header = true;
		return keep_header(p, line, fields, count, err);
	}
	if (table_labels_take(p, fields, count, &taken, err) < 0)
		return -1;
	if (taken || count_filled(fields, count) * 2 <= fit.required)
		return 0;
	/* A title has few cells; movements without a header mean nothing. */
	return err_at(err, ERR_INPUT, line, 1,
		_("expected the header before this row"));
}

static int
take_movement(struct parser *p, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	struct table_cells cells = { .line = line };

	for (size_t i = p->binding.width; i < count; i++)
		if (!is_blank(&fields[i], 1)) {
			err_at(err, ERR_INPUT, line, fields[i].column,
				_("%zu cells, but the header has %zu columns"),
				count, p->binding.width);
			return err_hint(err,
				_("A text may hold the separator: ask for the "
				  "file again, or correct that row."));
		}
	for (size_t i = 0; i < p->profile.columns.count; i++)
		if (p->binding.at[i] >= 0 && (size_t)p->binding.at[i] < count)
			cells.at[i] = &fields[p->binding.at[i]];
	return table_row_take(p, &cells, err);
}

static int
take_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	struct parser *p = ctx;
	bool passes;

	arena_reset(&p->row);
	p->line = line;
	if (is_blank(fields, count))
		return 0;
	/* Pages repeat the header. */
	if (p->has_header &&
		strcmp(first_text(fields, count), buf_text(&p->header)) == 0)
		return keep_header(p, line, fields, count, err);
	if (p->has_header) {
		if (table_labels_begin(p, fields, count, &passes, err) < 0)
			return -1;
		if (!passes) {
			if (is_junk(p, fields, count, &passes, err) < 0)
				return -1;
			return passes
				? 0
				: take_movement(p, line, fields, count, err);
		}
		if (table_statement_end(p, err) < 0)
			return -1;
		table_statement_reset(p);
		p->has_header = false;
	}
	return take_head(p, line, fields, count, err);
}

/* --- recognising a file -------------------------------------------------- */

static int start(struct parser *p, bool whole, struct err *err);

/* Whether the root element is that of the profile's records. */
static bool
has_root(const struct profile *profile, const char *head, size_t len)
{
	char root[64] = "<";
	const size_t width = strcspn(profile->record, "/");

	if (width > sizeof(root) - 2)
		return false;
	memcpy(root + 1, profile->record, width);
	return memmem(head, len, root, width + 1) != NULL;
}

/* An answer of the bank: all is there if the first label that must be so is. */
static enum probe
probe_xml(const struct format *format, const char *head, size_t len)
{
	struct err ignored = ERR_INIT;
	struct parser *p = table_open(format, &sink_indifferent, &ignored);
	enum probe probe = PROBE_NO;

	if (p != NULL && p->profile.layouts[LAYOUT_XML] &&
		has_root(&p->profile, head, len)) {
		buf_add(&p->head, head, len);
		start(p, true, &ignored);
		probe = p->said[LABEL_MUST].has ? PROBE_YES : PROBE_MAYBE;
	}
	table_close(p);
	return probe;
}

/* How much speaks for a profile whose header is not quite there. */
static enum probe
weigh(const struct profile *profile, const struct table_fit *fit)
{
	if (fit->found * 2 <= fit->required)
		return PROBE_NO;
	if (fit->found == fit->required &&
		(fit->unknown == 0 || profile->ignores_extra))
		return PROBE_YES;
	return (enum probe)(PROBE_MAYBE +
		(PROBE_YES - 2) * fit->found * fit->known /
			(fit->required * (fit->known + fit->unknown)));
}

enum probe
table_probe(const struct format *format, const char *head, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct profile profile;
	struct table_fit fit = { 0 };
	struct err ignored = ERR_INIT;
	enum probe probe = PROBE_NO;

	if (table_head_is_xml(head, len))
		return probe_xml(format, head, len);
	if (profile_read(format->profile, strlen(format->profile), &arena,
		    &profile, &ignored) == 0 &&
		table_head_layout(&profile, &arena, head, len, &fit) !=
			LAYOUT_COUNT)
		probe = weigh(&profile, &fit);
	arena_release(&arena);
	return probe;
}

/* --- the parser --------------------------------------------------------------
 */

struct parser *
table_open(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
	p->said_from = p->said_to = DAY_NONE;
	table_statement_reset(p);
	if (profile_read(format->profile, strlen(format->profile), &p->arena,
		    &p->profile, err) < 0) {
		table_close(p);
		return NULL;
	}
	return p;
}

static int
feed_inner(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	if (p->record != NULL)
		return table_record_feed(p->record, bytes, len, err);
	return table_source_feed(p->source, bytes, len, err);
}

static int
open_inner(struct parser *p, struct err *err)
{
	const char *head = buf_text(&p->head);
	struct table_fit fit;
	enum table_layout layout;

	if (p->profile.layouts[LAYOUT_XML] &&
		table_head_is_xml(head, p->head.len))
		return table_record_open(p, &p->record, err);
	layout = table_head_layout(
		&p->profile, &p->row, head, p->head.len, &fit);
	if (layout == LAYOUT_COUNT)
		return err_at(err, ERR_INPUT, 1, 1,
			_("expected an XML answer of the bank"));
	return table_source_open(layout, table_head_encoding(head, p->head.len),
		take_row, p, &p->source, err);
}

/* The head is there, or the file is shorter (${whole}): go on with it. */
static int
start(struct parser *p, bool whole, struct err *err)
{
	const size_t len = p->head.len;

	if (p->source != NULL || p->record != NULL ||
		(!whole && len < FORMAT_HEAD))
		return 0;
	if (open_inner(p, err) < 0)
		return -1;
	return feed_inner(p, buf_text(&p->head), len, err);
}

int
table_feed(
	struct parser *parser, const char *bytes, size_t len, struct err *err)
{
	if (parser->source != NULL || parser->record != NULL)
		return feed_inner(parser, bytes, len, err);
	buf_add(&parser->head, bytes, len);
	if (buf_check(&parser->head, err) < 0)
		return -1;
	return start(parser, false, err);
}

int
table_finish(struct parser *parser, struct err *err)
{
	if (parser->head.len == 0)
		return err_set(err, ERR_INPUT, _("the file is empty"));
	if (start(parser, true, err) < 0)
		return -1;
	if (parser->record != NULL) {
		if (table_record_finish(parser->record, err) < 0)
			return -1;
		if (!parser->has_header && !parser->said[LABEL_MUST].has)
			return err_at(err, ERR_INPUT, 1, 1,
				_("the file holds no %s"),
				parser->profile.record);
		return table_statement_end(parser, err);
	}
	if (table_source_finish(parser->source, err) < 0)
		return -1;
	if (parser->has_header)
		return table_statement_end(parser, err);
	err_at(err, ERR_INPUT, parser->line > 0 ? parser->line : 1, 1,
		_("no header: expected a row with %s"),
		profile_column(&parser->profile, TABLE_AMOUNT) != NULL
			? profile_column(&parser->profile, TABLE_AMOUNT)->name
			: profile_column(&parser->profile, TABLE_DEBIT)->name);
	return err_hint(err,
		_("It may be cut off, or of another bank: see yifen formats."));
}

void
table_close(struct parser *parser)
{
	if (parser == NULL)
		return;
	table_source_close(parser->source);
	table_record_close(parser->record);
	buf_release(&parser->head);
	buf_release(&parser->account);
	buf_release(&parser->currency);
	buf_release(&parser->said_account);
	buf_release(&parser->said_currency);
	buf_release(&parser->remark);
	buf_release(&parser->header);
	arena_release(&parser->row);
	arena_release(&parser->arena);
	free(parser);
}
