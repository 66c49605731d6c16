#include "io/csv.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/limits.h"
#include "io/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#define FIELDS_MAX 512
#define BOM "\xef\xbb\xbf"

/*
 * libcsv says what the fields are, but not where they stood, and its callbacks
 * cannot stop it.  So a line is first checked and walked here, which finds
 * where fields begin (outside quotes, a separator ends one), and then given to
 * libcsv, whose strictness guarantees that both see the same fields.  A row
 * without any quote, as nearly all are, is what stands between separators.
 */

struct place {
	long line, column;
};

struct csv_reader {
	struct csv_parser parser;
	char separator;
	csv_row_fn *row;
	void *ctx;
	struct err first; /* the failure that ended the reading */
	bool failed;

	size_t most;   /* bytes of a line, and of a row */
	char *partial; /* the line that the last piece left open */
	size_t partial_len, partial_most;
	long line; /* of what is being read, from 1 */

	bool quoted;	/* inside quotes, perhaps since lines ago */
	size_t row_len; /* bytes of the row so far */
	struct place starts[FIELDS_MAX];
	size_t started;

	char *bytes; /* the row's fields, NUL after each */
	size_t used, used_most;
	struct csv_field fields[FIELDS_MAX];
	size_t count;
};

/* Blanks are text like any other. */
static int
is_never_space(unsigned char c)
{
	(void)c;
	return 0;
}

int
csv_reader_open(
	csv_row_fn *row, void *ctx, struct csv_reader **reader, struct err *err)
{
	return csv_reader_open_with(',', row, ctx, reader, err);
}

int
csv_reader_open_with(char separator, csv_row_fn *row, void *ctx,
	struct csv_reader **reader, struct err *err)
{
	struct csv_reader *r = calloc(1, sizeof(*r));

	if (r == NULL ||
		csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		goto fail;
	csv_set_space_func(&r->parser, is_never_space);
	csv_set_delim(&r->parser, (unsigned char)separator);
	r->most = limits_size(LIMIT_LINE);
	r->partial = malloc(r->most);
	r->bytes = malloc(r->most + FIELDS_MAX);
	if (r->partial == NULL || r->bytes == NULL)
		goto fail;
	r->separator = separator;
	r->row = row;
	r->ctx = ctx;
	r->line = 1;
	*reader = r;
	return 0;
fail:
	csv_reader_close(r);
	return err_set(err, ERR_MEMORY, _("memory is exhausted"));
}

/* The rows may have held codes (verify_code of the orders): leave none. */
static void
wipe(void *bytes, size_t len)
{
	if (bytes != NULL)
		explicit_bzero(bytes, len);
}

void
csv_reader_close(struct csv_reader *reader)
{
	if (reader == NULL)
		return;
	wipe(reader->parser.entry_buf, csv_get_buffer_size(&reader->parser));
	wipe(reader->partial, reader->partial_most);
	wipe(reader->bytes, reader->used_most);
	csv_free(&reader->parser);
	free(reader->partial);
	free(reader->bytes);
	free(reader);
}

/* Keep the failure that is in reader->first and tell the caller. */
static int
fail(struct csv_reader *r)
{
	r->failed = true;
	return -1;
}

static void
take_field(struct csv_reader *r, const char *text, size_t len)
{
	const struct place *start;

	if (r->failed)
		return;
	assert(r->count < r->started);
	start = &r->starts[r->count];
	if (len > limits_size(LIMIT_FIELD)) {
		err_at(&r->first, ERR_LIMIT, start->line, start->column,
			_("a field of %zu bytes is longer than %zu"), len,
			limits_size(LIMIT_FIELD));
		limits_hint(LIMIT_FIELD, &r->first);
		fail(r);
		return;
	}
	if (len > 0)
		memcpy(r->bytes + r->used, text, len);
	r->bytes[r->used + len] = '\0';
	r->fields[r->count++] = (struct csv_field){ r->bytes + r->used, len,
		start->line, start->column };
	r->used += len + 1;
	if (r->used > r->used_most)
		r->used_most = r->used;
}

static void
take_row(struct csv_reader *r)
{
	if (!r->failed && r->count > 0 &&
		r->row(r->ctx, r->fields[0].line, r->fields, r->count,
			&r->first) < 0)
		fail(r);
	r->count = 0;
	r->used = 0;
}

static void
on_field(void *text, size_t len, void *ctx)
{
	take_field(ctx, text, len);
}

static void
on_row(int end, void *ctx)
{
	(void)end;
	take_row(ctx);
}

/* Every character must be UTF-8 and clean; a CR is judged by walk(). */
static int
check_bytes(struct csv_reader *r, const char *text, size_t len)
{
	size_t at = 0;
	bool illegal;
	uint32_t c;

	while ((at += utf8_scan(text + at, len - at, &c, &illegal)) < len) {
		const long column = utf8_count(text, at) + 1;

		if (illegal) {
			err_at(&r->first, ERR_INPUT, r->line, column,
				_("byte 0x%02x is not valid UTF-8"),
				(unsigned char)text[at]);
			err_hint(
				&r->first, _("Save the file as CSV in UTF-8."));
			return fail(r);
		}
		if (c != '\r') {
			err_at(&r->first, ERR_INPUT, r->line, column,
				_("a control, invisible or private character "
				  "(U+%04X)"),
				(unsigned)c);
			return fail(r);
		}
		at++;
	}
	return 0;
}

static int
start_field(struct csv_reader *r, long column)
{
	if (r->started == FIELDS_MAX) {
		err_at(&r->first, ERR_LIMIT, r->line, column,
			_("a row has more than %d fields"), FIELDS_MAX);
		return fail(r);
	}
	r->starts[r->started++] = (struct place){ r->line, column };
	return 0;
}

/* Note where the fields of a line begin; ${len} is without the line end. */
static int
walk(struct csv_reader *r, const char *text, size_t len)
{
	long column = 1;

	if (!r->quoted && start_field(r, 1) < 0)
		return -1;
	for (size_t i = 0; i < len; i++) {
		const char c = text[i];

		if (c == '"') {
			r->quoted = !r->quoted;
		} else if (c == r->separator && !r->quoted) {
			if (start_field(r, column + 1) < 0)
				return -1;
		} else if (c == '\r' && !r->quoted) {
			err_at(&r->first, ERR_INPUT, r->line, column,
				_("a carriage return inside a line"));
			return fail(r);
		}
		column += ((unsigned char)c & 0xc0) != 0x80;
	}
	return 0;
}

/* A row of one line in which there is no quote. */
static int
take_plain(struct csv_reader *r, const char *text, size_t len)
{
	for (size_t i = 0; i < r->started && !r->failed; i++) {
		const char *const end = i + 1 == r->started
			? text + len
			: memchr(text, r->separator, len);
		const size_t field = (size_t)(end - text);

		take_field(r, text, field);
		text += field + 1;
		len -= field < len ? field + 1 : field;
	}
	take_row(r);
	return r->failed ? -1 : 0;
}

/* Give libcsv a checked line with its end. */
static int
parse(struct csv_reader *r, const char *text, size_t len)
{
	const size_t done =
		csv_parse(&r->parser, text, len, on_field, on_row, r);

	if (r->failed)
		return -1;
	if (done == len && csv_error(&r->parser) == CSV_SUCCESS)
		return 0;
	if (csv_error(&r->parser) == CSV_EPARSE)
		err_at(&r->first, ERR_INPUT, r->line,
			utf8_count(text, done) + 1,
			_("a quote in an unquoted field, or text after a "
			  "closing quote"));
	else
		err_set(&r->first, ERR_MEMORY, _("memory is exhausted"));
	return fail(r);
}

/* One line with its end, if it has one: ${len} bytes. */
static int
take_line(struct csv_reader *r, const char *text, size_t len)
{
	bool plain;
	size_t bare;

	if (r->line == 1 && len >= 3 && memcmp(text, BOM, 3) == 0) {
		text += 3;
		len -= 3;
	}
	bare = len;
	if (bare > 0 && text[bare - 1] == '\n')
		bare--;
	if (bare > 0 && text[bare - 1] == '\r')
		bare--;
	if (bare == 0 && !r->quoted)
		return 0;
	if (!r->quoted) {
		r->started = 0;
		r->row_len = 0;
	}
	r->row_len += len;
	if (r->row_len > r->most) {
		err_at(&r->first, ERR_LIMIT, r->line, 0,
			_("a row is longer than %zu bytes"), r->most);
		limits_hint(LIMIT_LINE, &r->first);
		return fail(r);
	}
	plain = !r->quoted && memchr(text, '"', bare) == NULL;
	if (check_bytes(r, text, bare) < 0 || walk(r, text, bare) < 0)
		return -1;
	return plain ? take_plain(r, text, bare) : parse(r, text, len);
}

/* Keep what has no line end yet. */
static int
keep(struct csv_reader *r, const char *bytes, size_t len)
{
	if (len > r->most - r->partial_len) {
		err_at(&r->first, ERR_LIMIT, r->line, 0,
			_("a line is longer than %zu bytes"), r->most);
		limits_hint(LIMIT_LINE, &r->first);
		return fail(r);
	}
	memcpy(r->partial + r->partial_len, bytes, len);
	r->partial_len += len;
	if (r->partial_len > r->partial_most)
		r->partial_most = r->partial_len;
	return 0;
}

/* The bytes up to and including a line end, after those that are kept. */
static int
end_line(struct csv_reader *r, const char *bytes, size_t len)
{
	const char *text = bytes;

	if (r->partial_len > 0) {
		if (keep(r, bytes, len) < 0)
			return -1;
		text = r->partial;
		len = r->partial_len;
		r->partial_len = 0;
	}
	if (take_line(r, text, len) < 0)
		return -1;
	r->line++;
	return 0;
}

static int
feed(struct csv_reader *r, const char *bytes, size_t len)
{
	const char *const end = bytes + len;

	while (bytes < end) {
		const char *const lf =
			memchr(bytes, '\n', (size_t)(end - bytes));

		if (lf == NULL)
			return keep(r, bytes, (size_t)(end - bytes));
		if (end_line(r, bytes, (size_t)(lf + 1 - bytes)) < 0)
			return -1;
		bytes = lf + 1;
	}
	return 0;
}

static int
finish(struct csv_reader *r)
{
	const size_t len = r->partial_len;

	r->partial_len = 0;
	if (len > 0 && take_line(r, r->partial, len) < 0)
		return -1;
	if (r->quoted) {
		const struct place *const start = &r->starts[r->started - 1];

		err_at(&r->first, ERR_INPUT, start->line, start->column,
			_("the quoted field that begins here has no end"));
		return fail(r);
	}
	if (csv_fini(&r->parser, on_field, on_row, r) != 0 && !r->failed) {
		err_at(&r->first, ERR_INPUT, r->line, 0,
			_("the last row has no end"));
		return fail(r);
	}
	return r->failed ? -1 : 0;
}

/* Every call after a failure answers with that failure. */
static int
answer(const struct csv_reader *r, int rc, struct err *err)
{
	if (rc < 0)
		*err = r->first;
	return rc;
}

int
csv_reader_feed(struct csv_reader *reader, const char *bytes, size_t len,
	struct err *err)
{
	return answer(
		reader, reader->failed ? -1 : feed(reader, bytes, len), err);
}

int
csv_reader_finish(struct csv_reader *reader, struct err *err)
{
	return answer(reader, reader->failed ? -1 : finish(reader), err);
}
