#ifndef UNIT_FORMAT_EXAMPLES_H
#define UNIT_FORMAT_EXAMPLES_H

#include "suite.h"

#include "parse.h"

#include <stdlib.h>
#include <string.h>

/* Tables of a format's fixtures and what must come of each. */

#define EXAMPLES_ROOT "fixtures/statements/"

struct example {
	const char *file;
	const char
		*want; /* all that is read, as parse.h writes it; or why not */
};

static inline void
examples_check(const char *name, const struct example *example, bool ok)
{
	const struct format *format = format_find(name);
	struct buf out = BUF_INIT;
	const struct sink sink = { .ctx = &out,
		.begin = parse_begin,
		.entry = parse_entry,
		.end = parse_end,
		.disagree = parse_refuse,
		.total = parse_total };
	struct err err = ERR_INIT;
	char path[512];
	size_t len;
	char *bytes;

	snprintf(path, sizeof(path), EXAMPLES_ROOT "%s/%s/%s", name,
		ok ? "ok" : "bad", example->file);
	bytes = slurp(path, &len);
	CHECK_CASE(path, bytes != NULL);
	if (bytes != NULL && ok) {
		parse_dump(format, bytes, len, 0, &out, &err);
		CHECK_TEXT(buf_text(&out), example->want);
	} else if (bytes != NULL) {
		CHECK_CASE(path,
			parse_bytes(format, bytes, len, 0, &sink, &err) < 0);
		CHECK_TEXT(err.message, example->want);
	}
	free(bytes);
	buf_release(&out);
}

/* A public sample: how many rows it has, and what does not agree in it. */
struct sample {
	const char *file;
	long rows;
	const char *differing; /* "disagree ..." lines */
};

/* Of what was read, only the lines that begin so. */
static inline void
examples_keep(struct buf *kept, const char *text, const char *begin)
{
	for (; *text != '\0'; text += strcspn(text, "\n") + 1)
		if (strncmp(text, begin, strlen(begin)) == 0)
			buf_add(kept, text, strcspn(text, "\n") + 1);
}

/* Where a sample is not there the test says so. */
static inline void
examples_sample(const char *name, const struct sample *sample)
{
	const struct format *format = format_find(name);
	struct buf out = BUF_INIT, differing = BUF_INIT;
	struct err err = ERR_INIT;
	char path[512], rows[32];
	size_t len;
	char *bytes;

	snprintf(path, sizeof(path), "../shared/corpus/%s", sample->file);
	bytes = slurp(path, &len);
	if (bytes == NULL) {
		printf("SKIPPED: %s corpus: %s is not there\n", name, path);
		CU_PASS("skipped");
		return;
	}
	CHECK_CASE(path, format_probe(bytes, len, &err) == format);
	CHECK_INT(parse_dump(format, bytes, len, 0, &out, &err), 0);
	examples_keep(&differing, buf_text(&out), "disagree ");
	CHECK_TEXT(buf_text(&differing), sample->differing);
	snprintf(rows, sizeof(rows), " %ld +", sample->rows);
	CHECK_CASE(path, strstr(buf_text(&out), rows) != NULL);
	free(bytes);
	buf_release(&out);
	buf_release(&differing);
}

#endif
