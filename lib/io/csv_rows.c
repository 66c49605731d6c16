#include "io/csv_rows.h"

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

struct csv_rows {
	struct csv_parser parser;
	char separator;
	csv_row_fn *row;
	void *ctx;
	struct err *err; /* of this call */
	bool failed;
	size_t most; /* bytes of a row */

	long line;	/* the one that is read */
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
csv_rows_open(char separator, csv_row_fn *row, void *ctx,
	struct csv_rows **rows, struct err *err)
{
	struct csv_rows *r = calloc(1, sizeof(*r));

	if (r == NULL ||
		csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		goto fail;
	csv_set_space_func(&r->parser, is_never_space);
	csv_set_delim(&r->parser, (unsigned char)separator);
	r->most = limits_size(LIMIT_LINE);
	r->bytes = malloc(r->most + FIELDS_MAX);
	if (r->bytes == NULL)
		goto fail;
	r->separator = separator;
	r->row = row;
	r->ctx = ctx;
	*rows = r;
	return 0;
fail:
	csv_rows_close(r);
	return err_set(err, ERR_MEMORY, _("memory is exhausted"));
}

/* The rows may have held codes (verify_code of the orders): leave none. */
void
csv_rows_close(struct csv_rows *rows)
{
	if (rows == NULL)
		return;
	if (rows->parser.entry_buf != NULL)
		explicit_bzero(rows->parser.entry_buf,
			csv_get_buffer_size(&rows->parser));
	if (rows->bytes != NULL)
		explicit_bzero(rows->bytes, rows->used_most);
	csv_free(&rows->parser);
	free(rows->bytes);
	free(rows);
}

/* What went wrong is in r->err. */
static int
fail(struct csv_rows *r)
{
	r->failed = true;
	return -1;
}

static void
take_field(struct csv_rows *r, const char *text, size_t len)
{
	const struct place *start;

	if (r->failed)
		return;
	assert(r->count < r->started);
	start = &r->starts[r->count];
	if (len > limits_size(LIMIT_FIELD)) {
		err_at(r->err, ERR_LIMIT, start->line, start->column,
			_("a field of %zu bytes is longer than %zu"), len,
			limits_size(LIMIT_FIELD));
		limits_hint(LIMIT_FIELD, r->err);
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
take_row(struct csv_rows *r)
{
	if (!r->failed && r->count > 0 &&
		r->row(r->ctx, r->fields[0].line, r->fields, r->count, r->err) <
			0)
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
check_bytes(struct csv_rows *r, const char *text, size_t len)
{
	size_t at = 0;
	bool illegal;
	uint32_t c;

	while ((at += utf8_scan(text + at, len - at, &c, &illegal)) < len) {
		const long column = utf8_count(text, at) + 1;

		if (illegal) {
			err_at(r->err, ERR_INPUT, r->line, column,
				_("byte 0x%02x is not valid UTF-8"),
				(unsigned char)text[at]);
			err_hint(r->err, _("Save the file as CSV in UTF-8."));
			return fail(r);
		}
		if (c != '\r') {
			err_at(r->err, ERR_INPUT, r->line, column,
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
start_field(struct csv_rows *r, long column)
{
	if (r->started == FIELDS_MAX) {
		err_at(r->err, ERR_LIMIT, r->line, column,
			_("a row has more than %d fields"), FIELDS_MAX);
		return fail(r);
	}
	r->starts[r->started++] = (struct place){ r->line, column };
	return 0;
}

/* Note where the fields of a line begin; ${len} is without the line end. */
static int
walk(struct csv_rows *r, const char *text, size_t len)
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
			err_at(r->err, ERR_INPUT, r->line, column,
				_("a carriage return inside a line"));
			return fail(r);
		}
		column += ((unsigned char)c & 0xc0) != 0x80;
	}
	return 0;
}

/* A row of one line in which there is no quote. */
static int
take_plain(struct csv_rows *r, const char *text, size_t len)
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
parse(struct csv_rows *r, const char *text, size_t len)
{
	const size_t done =
		csv_parse(&r->parser, text, len, on_field, on_row, r);

	if (r->failed)
		return -1;
	if (done == len && csv_error(&r->parser) == CSV_SUCCESS)
		return 0;
	if (csv_error(&r->parser) == CSV_EPARSE)
		err_at(r->err, ERR_INPUT, r->line, utf8_count(text, done) + 1,
			_("a quote in an unquoted field, or text after a "
			  "closing quote"));
	else
		err_set(r->err, ERR_MEMORY, _("memory is exhausted"));
	return fail(r);
}

/* One line with its end, if it has one: ${len} bytes. */
static int
take_line(struct csv_rows *r, const char *text, size_t len)
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
		err_at(r->err, ERR_LIMIT, r->line, 0,
			_("a row is longer than %zu bytes"), r->most);
		limits_hint(LIMIT_LINE, r->err);
		return fail(r);
	}
	plain = !r->quoted && memchr(text, '"', bare) == NULL;
	if (check_bytes(r, text, bare) < 0 || walk(r, text, bare) < 0)
		return -1;
	return plain ? take_plain(r, text, bare) : parse(r, text, len);
}

/* What was open when the last line had ended. */
static int
finish(struct csv_rows *r)
{
	if (r->quoted) {
		const struct place *const start = &r->starts[r->started - 1];

		err_at(r->err, ERR_INPUT, start->line, start->column,
			_("the quoted field that begins here has no end"));
		return fail(r);
	}
	if (csv_fini(&r->parser, on_field, on_row, r) != 0 && !r->failed) {
		err_at(r->err, ERR_INPUT, r->line, 0,
			_("the last row has no end"));
		return fail(r);
	}
	return r->failed ? -1 : 0;
}

int
csv_rows_line(struct csv_rows *rows, long line, const char *text, size_t len,
	struct err *err)
{
	rows->line = line;
	rows->err = err;
	return take_line(rows, text, len);
}

int
csv_rows_finish(struct csv_rows *rows, struct err *err)
{
	rows->err = err;
	return finish(rows);
}
