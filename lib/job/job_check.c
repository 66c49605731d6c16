#include "job/job_check.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/classify.h"
#include "format/table/table.h"
#include "io/source.h"
#include "job/own_formats.h"
#include "job/read.h"
#include "model/money.h"
#include "report/writer.h"

#include <inttypes.h>

#define SHOWN 3 /* movements of each statement */

static const struct column columns[] = {
	{ "what", N_("what"), COLUMN_NOTE },
	{ "name", N_("name"), COLUMN_TEXT },
	{ "meaning", N_("meaning"), COLUMN_NOTE },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

struct check {
	struct arena arena;
	const struct format *format;
	struct parser *parser;
	struct writer writer;
	bool described; /* the columns */
	long shown;
	bool disagrees;
};

static int
row(struct check *c, const char *what, const char *name, const char *meaning,
	struct err *err)
{
	const struct field fields[COLUMN_COUNT] = {
		field_text(what),
		field_text(name),
		field_text(meaning),
	};

	if (what == NULL || name == NULL || meaning == NULL)
		return -1;
	return writer_row(&c->writer, fields, err);
}

/* Where a column of the profile is in the file. */
static int
describe_column(struct check *c, size_t i, struct err *err)
{
	const struct profile_column *column = &c->parser->profile.columns.at[i];
	const int at = c->parser->binding.at[i];
	const char *what;

	if (c->parser->record != NULL)
		what = _("element");
	else if (at >= 0)
		what = arena_format(&c->arena, err, _("column %d"), at + 1);
	else
		what = _("not there");
	return row(
		c, what, column->name, profile_field_names[column->field], err);
}

/* Once, when the header is known. */
static int
describe(struct check *c, struct err *err)
{
	const struct parser *p = c->parser;

	if (c->described)
		return 0;
	c->described = true;
	if (p->record == NULL &&
		row(c, _("header"),
			arena_format(
				&c->arena, err, _("row %ld"), p->header_line),
			"", err) < 0)
		return -1;
	for (size_t i = 0; i < p->profile.columns.count; i++)
		if (describe_column(c, i, err) < 0)
			return -1;
	return 0;
}

static int
on_begin(void *ctx, const struct statement *st, struct err *err)
{
	struct check *c = ctx;

	(void)st;
	c->shown = 0;
	return describe(c, err);
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct check *c = ctx;
	char money[MONEY_TEXT_SIZE], moment[MOMENT_TEXT_SIZE];
	enum entry_kind kind;

	(void)st;
	if (c->shown++ >= SHOWN)
		return 0;
	if (classify_alone(&c->arena, entry->amount, entry->marks,
		    entry->remark, &kind, err) < 0)
		return -1;
	return row(c,
		arena_format(
			&c->arena, err, _("movement, row %ld"), entry->line),
		arena_format(&c->arena, err, "%s %s %s",
			moment_text(entry->booked, moment),
			money_text(entry->amount, money),
			entry_kind_names[kind]),
		arena_format(&c->arena, err, "%s | %s | %s | %s", entry->name,
			entry->account, entry->external_id, entry->remark),
		err);
}

static int
on_end(void *ctx, const struct statement *st, struct err *err)
{
	struct check *c = ctx;
	char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	const char *balances = _("not stated in each row: not checked");

	if (st->has_opening)
		balances = arena_format(&c->arena, err,
			_("opening %s, closing %s"), money_text(st->opening, a),
			money_text(st->closing, b));
	if (row(c, _("statement"),
		    arena_format(
			    &c->arena, err, "%s %s", st->account, st->currency),
		    arena_format(&c->arena, err, "%s %s",
			    day_text(st->from, from), day_text(st->to, to)),
		    err) < 0 ||
		row(c, _("movements"),
			arena_format(&c->arena, err, "%ld", st->entries),
			arena_format(&c->arena, err, _("in %s, out %s"),
				money_text(st->credit, a),
				money_text(st->debit, b)),
			err) < 0)
		return -1;
	return row(c, _("balances"), "", balances, err);
}

static int
on_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	struct check *c = ctx;

	(void)st;
	c->disagrees = true;
	return row(c, _("disagrees"), "", message, err);
}

static int
feed(struct check *c, struct source_file *file, struct err *err)
{
	char piece[16 * 1024];
	long got;

	while ((got = source_read(file, piece, sizeof(piece), err)) > 0)
		if (c->format->feed(c->parser, piece, (size_t)got, err) < 0)
			return -1;
	return got < 0 ? -1 : c->format->finish(c->parser, err);
}

/* The first part of the file, through the profile. */
static int
read_statement(struct check *c, const char *path, struct err *err)
{
	const struct sink sink = { .ctx = c,
		.begin = on_begin,
		.entry = on_entry,
		.end = on_end,
		.disagree = on_disagree };
	struct source_file *file;
	struct source_part part;
	int rc;

	if (source_open(path, &file, err) < 0)
		return -1;
	rc = source_next(file, &part, err);
	if (rc == 0)
		err_set(err, ERR_INPUT, _("the archive holds no file"));
	rc = rc > 0 ? 0 : -1;
	if (rc == 0) {
		c->parser = c->format->open(c->format, &sink, err);
		rc = c->parser == NULL ? -1 : feed(c, file, err);
		c->format->close(c->parser);
	}
	source_close(file);
	return rc;
}

int
job_check(const struct job_check_options *options, FILE *out, bool *refused,
	struct err *err)
{
	struct check c = { .arena = ARENA_INIT };
	struct err failure = ERR_INIT;
	int rc = -1;

	c.format = own_formats_open(&c.arena, options->profile, err);
	if (c.format == NULL ||
		writer_open(&c.writer, options->format, columns, COLUMN_COUNT,
			out, err) < 0)
		goto done;
	rc = row(&c, _("profile"), c.format->name, c.format->title, err);
	if (rc == 0 && read_statement(&c, options->file, &failure) < 0) {
		rc = read_is_refusal(&failure)
			? row(&c, _("refused"), "", failure.message, err)
			: -1;
		if (rc < 0 && err->code == ERR_NONE)
			*err = failure;
	}
	*refused = failure.code != ERR_NONE || c.disagrees;
	if (rc == 0)
		rc = writer_end(&c.writer, err);
	writer_close(&c.writer);
done:
	arena_release(&c.arena);
	return rc;
}
