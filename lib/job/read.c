#include "job/read.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/limits.h"
#include "io/source.h"
#include "job/own_formats.h"
#include "job/ui.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PIECE ((size_t)64 * 1024)

/* The walk through one file. */
struct walk {
	const char *path;
	const struct format *as;
	const struct format *const *own; /* an operator's */
	const struct read_handler *handler;
	const struct job_ui *ui;
	struct source_file *file;
	struct sink sink; /* of the handler; ours counts what it gets */
	int64_t rows;
	char *piece; /* of PIECE bytes */
	size_t len;  /* how many it holds */
};

int
read_is_refusal(const struct err *err)
{
	return err_status(err->code) == 3;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
show_progress(const struct walk *walk)
{
	if (walk->ui == NULL || walk->ui->progress == NULL)
		return;
	walk->ui->progress(walk->ui->ctx, base_name(walk->path),
		source_done(walk->file), source_size(walk->file));
}

/* The next bytes into the piece, as many as fit: 1, 0 at the end, or -1. */
static int
fill(struct walk *walk, struct err *err)
{
	walk->len = 0;
	while (walk->len < PIECE) {
		const long got = source_read(walk->file,
			walk->piece + walk->len, PIECE - walk->len, err);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		walk->len += (size_t)got;
	}
	show_progress(walk);
	if (db_interrupted)
		return err_set(err, ERR_INTERRUPTED, _("interrupted"));
	if (walk->handler->bytes != NULL && walk->len > 0 &&
		walk->handler->bytes(
			walk->handler->ctx, walk->piece, walk->len, err) < 0)
		return -1;
	return walk->len > 0;
}

static int
find_format(const struct walk *walk, struct read_part *part, struct err *err)
{
	const size_t head = walk->len < FORMAT_HEAD ? walk->len : FORMAT_HEAD;

	part->format = walk->as != NULL
		? walk->as
		: format_probe_with(walk->own, walk->piece, head, err);
	return part->format == NULL ? -1 : 0;
}

/* --- entries, counted -------------------------------------------------- */

static int
on_begin(void *ctx, const struct statement *st, struct err *err)
{
	const struct walk *walk = ctx;

	return walk->sink.begin(walk->sink.ctx, st, err);
}

static int
count_row(struct walk *walk, long line, struct err *err)
{
	char text[LIMIT_TEXT_SIZE];

	if (++walk->rows <= limits_get(LIMIT_ROWS))
		return 0;
	err_at(err, ERR_LIMIT, line, 0, _("more than %s entries in a file"),
		limits_text(LIMIT_ROWS, text));
	return limits_hint(LIMIT_ROWS, err);
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct walk *walk = ctx;

	if (count_row(walk, entry->line, err) < 0)
		return -1;
	return walk->sink.entry(walk->sink.ctx, st, entry, err);
}

static int
on_status(void *ctx, const struct payment_status *status, struct err *err)
{
	struct walk *walk = ctx;

	if (count_row(walk, status->line, err) < 0)
		return -1;
	if (walk->sink.status == NULL)
		return 0;
	return walk->sink.status(walk->sink.ctx, status, err);
}

static int
on_total(void *ctx, const struct bill_total *total, struct err *err)
{
	const struct walk *walk = ctx;

	if (walk->sink.total == NULL)
		return 0;
	return walk->sink.total(walk->sink.ctx, total, err);
}

static int
on_end(void *ctx, const struct statement *st, struct err *err)
{
	const struct walk *walk = ctx;

	return walk->sink.end(walk->sink.ctx, st, err);
}

static int
on_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	const struct walk *walk = ctx;

	return walk->sink.disagree(walk->sink.ctx, st, message, err);
}

/* --- parts ------------------------------------------------------------- */

/* The whole part through its format; the first piece is there already.  After
 * a failure ${more} says whether there may be bytes left. */
static int
parse(struct walk *walk, const struct read_part *part, struct parser *parser,
	bool *more, struct err *err)
{
	int rc;

	do {
		if (part->format->feed(parser, walk->piece, walk->len, err) < 0)
			return -1;
		rc = fill(walk, err);
	} while (rc > 0);
	*more = false;
	return rc < 0 ? -1 : part->format->finish(parser, err);
}

static int
read_content(
	struct walk *walk, struct read_part *part, bool *more, struct err *err)
{
	const struct sink sink = { .ctx = walk,
		.begin = on_begin,
		.entry = on_entry,
		.end = on_end,
		.disagree = on_disagree,
		.total = on_total,
		.status = on_status };
	struct parser *parser;
	int rc;

	*more = true;
	if (fill(walk, err) < 0) {
		*more = false;
		return -1;
	}
	if (find_format(walk, part, err) < 0 ||
		walk->handler->begin(
			walk->handler->ctx, part, &walk->sink, err) < 0)
		return -1;
	parser = part->format->open(part->format, &sink, err);
	if (parser == NULL)
		return -1;
	rc = parse(walk, part, parser, more, err);
	part->format->close(parser);
	return rc;
}

/* What is left of a part that is refused: its digest is of all bytes. */
static int
read_rest(struct walk *walk, struct err *err)
{
	int rc;

	while ((rc = fill(walk, err)) > 0)
		continue;
	return rc;
}

/* "FILE:LINE:COLUMN: field: what", or "FILE: what". */
static void
name_place(const struct read_part *part, struct err *err)
{
	if (isdigit((unsigned char)err->message[0]))
		err_within(err, "%s:", part->name);
	else
		err_within(err, "%s", part->name);
}

static int
read_part(struct walk *walk, struct read_part *part, struct err *err)
{
	const struct read_handler *handler = walk->handler;
	struct err rest = ERR_INIT;
	bool more;

	if (read_content(walk, part, &more, err) == 0)
		return handler->end(handler->ctx, part, NULL, err);
	name_place(part, err);
	if (!read_is_refusal(err))
		return -1;
	if (more && read_rest(walk, &rest) < 0 && !read_is_refusal(&rest)) {
		*err = rest;
		return -1;
	}
	rest = *err;
	return handler->end(handler->ctx, part, &rest, err);
}

static bool
is_wanted(const struct walk *walk, const struct read_part *part)
{
	return walk->handler->wants == NULL ||
		walk->handler->wants(walk->handler->ctx, part);
}

/* The file itself cannot be taken apart: a part that never began. */
static int
refuse_file(
	const struct walk *walk, const char *file, int number, struct err *err)
{
	const struct read_part part = { .path = walk->path,
		.name = file,
		.own_name = file,
		.number = number };
	struct err failure;

	if (!read_is_refusal(err))
		return -1;
	failure = *err;
	if (!is_wanted(walk, &part))
		return 0;
	if (strstr(failure.message, file) == NULL)
		name_place(&part, &failure);
	return walk->handler->end(walk->handler->ctx, &part, &failure, err);
}

static int
read_parts(struct walk *walk, const char *file, struct err *err)
{
	struct source_part entry;
	struct buf name = BUF_INIT;
	int number = 0, rc;

	while ((rc = source_next(walk->file, &entry, err)) > 0) {
		struct read_part part = { .path = walk->path,
			.own_name = base_name(entry.name),
			.number = ++number };

		buf_clear(&name);
		buf_puts(&name, file);
		if (strcmp(part.own_name, file) != 0 &&
			strcmp(walk->path, "-") != 0)
			buf_printf(&name, "/%s", entry.name);
		part.name = buf_text(&name);
		if (buf_check(&name, err) < 0 ||
			(is_wanted(walk, &part) &&
				read_part(walk, &part, err) < 0)) {
			buf_release(&name);
			return -1;
		}
	}
	buf_release(&name);
	if (rc == 0 && number == 0)
		rc = err_set(err, ERR_INPUT, _("the archive holds no file"));
	return rc < 0 ? refuse_file(walk, file, number + 1, err) : 0;
}

static int
walk_file(struct walk *walk, struct err *err)
{
	const char *file = strcmp(walk->path, "-") == 0 ? _("standard input")
							: base_name(walk->path);
	int rc;

	walk->piece = malloc(PIECE);
	if (walk->piece == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	rc = source_open(walk->path, &walk->file, err) < 0
		? refuse_file(walk, file, 1, err)
		: read_parts(walk, file, err);
	source_close(walk->file);
	free(walk->piece);
	return rc;
}

int
read_file(const char *path, const char *as, const struct read_handler *handler,
	const struct job_ui *ui, struct err *err)
{
	struct walk walk = { .path = path, .handler = handler, .ui = ui };
	struct own_formats own;
	int rc = own_formats_read(&own, err);

	walk.own = own.list;
	if (rc == 0 && as != NULL &&
		(walk.as = format_find_with(own.list, as)) == NULL) {
		rc = err_set(err, ERR_USAGE, _("there is no format '%s'"), as);
		err_hint(err, _("See: yifen formats"));
	}
	if (rc == 0)
		rc = walk_file(&walk, err);
	own_formats_release(&own);
	return rc;
}
