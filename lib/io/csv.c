#include "io/csv.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/csv_rows.h"
#include "io/limits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Pieces of any size to whole lines; what stands in them: io/csv_rows.h. */
struct csv_reader {
	struct csv_rows *rows;
	struct err first; /* the failure that ended the reading */
	bool failed;

	size_t most;   /* bytes of a line */
	char *partial; /* the line that the last piece left open */
	size_t partial_len, partial_most;
	long line; /* of what is being read, from 1 */
};

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

	if (r == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (csv_rows_open(separator, row, ctx, &r->rows, err) < 0)
		goto fail;
	r->most = limits_size(LIMIT_LINE);
	r->partial = malloc(r->most);
	if (r->partial == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		goto fail;
	}
	r->line = 1;
	*reader = r;
	return 0;
fail:
	csv_reader_close(r);
	return -1;
}

/* The line may have held a code (verify_code of the orders): leave none. */
void
csv_reader_close(struct csv_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->partial != NULL)
		explicit_bzero(reader->partial, reader->partial_most);
	csv_rows_close(reader->rows);
	free(reader->partial);
	free(reader);
}

/* Keep the failure that is in reader->first and tell the caller. */
static int
fail(struct csv_reader *r)
{
	r->failed = true;
	return -1;
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
	if (csv_rows_line(r->rows, r->line, text, len, &r->first) < 0)
		return fail(r);
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
	if (len > 0 &&
		csv_rows_line(r->rows, r->line, r->partial, len, &r->first) < 0)
		return fail(r);
	return csv_rows_finish(r->rows, &r->first) < 0 ? fail(r) : 0;
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
