/*
 * Files of CSV through io/csv.h, for tests/cli/csv_differential.sh: on standard
 * input each file as "LENGTH\n" and its bytes; on standard output a line of
 * JSON for each: {"rows":[[FIELD...]...]}, and "error":MESSAGE in it if the
 * file was refused.  A file is handed over in pieces.  usage: csv_rows
 */
#include "base/buf.h"
#include "base/err.h"
#include "io/csv.h"
#include "report/json.h"

#include <stdio.h>
#include <stdlib.h>

#define PIECE ((size_t)97)

struct answer {
	struct buf text;
	long rows;
};

static int
on_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	struct answer *answer = ctx;

	(void)line;
	buf_puts(&answer->text, answer->rows++ > 0 ? ",[" : "[");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_putc(&answer->text, ',');
		json_text(&answer->text, fields[i].text);
	}
	buf_putc(&answer->text, ']');
	return buf_check(&answer->text, err);
}

static int
read_rows(const char *bytes, size_t len, struct answer *answer, struct err *err)
{
	struct csv_reader *reader = NULL;
	int rc = csv_reader_open(on_row, answer, &reader, err);

	for (size_t at = 0; rc == 0 && at < len; at += PIECE)
		rc = csv_reader_feed(reader, bytes + at,
			len - at < PIECE ? len - at : PIECE, err);
	if (rc == 0)
		rc = csv_reader_finish(reader, err);
	csv_reader_close(reader);
	return rc;
}

static int
answer_one(const char *bytes, size_t len, struct err *err)
{
	struct answer answer = { BUF_INIT, 0 };
	struct err refused = ERR_INIT;
	int rc;

	buf_puts(&answer.text, "{\"rows\":[");
	rc = read_rows(bytes, len, &answer, &refused);
	buf_putc(&answer.text, ']');
	if (rc < 0) {
		json_key(&answer.text, 0, "error");
		json_text(&answer.text, refused.message);
	}
	buf_puts(&answer.text, "}\n");
	rc = buf_check(&answer.text, err);
	if (rc == 0)
		fputs(buf_text(&answer.text), stdout);
	buf_release(&answer.text);
	return rc;
}

int
main(void)
{
	struct err err = ERR_INIT;
	size_t len;
	int rc = 0;

	while (rc == 0 && scanf("%zu", &len) == 1 && getchar() == '\n') {
		char *bytes = malloc(len > 0 ? len : 1);

		if (bytes == NULL || fread(bytes, 1, len, stdin) != len)
			rc = err_set(&err, ERR_IO, "a file was cut off");
		else
			rc = answer_one(bytes, len, &err);
		free(bytes);
	}
	if (rc < 0)
		fprintf(stderr, "%s\n", err.message);
	return rc == 0 ? 0 : 1;
}
