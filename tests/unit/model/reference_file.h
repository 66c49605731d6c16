#ifndef TESTS_REFERENCE_FILE_H
#define TESTS_REFERENCE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "io/csv.h"
#include "model/reference.h"

#include <string.h>

/* A file of reference data from memory to a struct reference. */
struct reference_file {
	struct arena arena;
	struct reference ref;
	struct err err;
	char text[8192]; /* the problems, one a line */
};

static inline void
reference_file_open(struct reference_file *file, enum reference_kind kind)
{
	*file = (struct reference_file){ .arena = ARENA_INIT };
	reference_open(&file->ref, kind, &file->arena);
}

static inline int
reference_file_read(struct reference_file *file, const char *bytes, size_t len)
{
	struct csv_reader *reader;
	int rc =
		csv_reader_open(reference_row, &file->ref, &reader, &file->err);

	if (rc == 0)
		rc = csv_reader_feed(reader, bytes, len, &file->err);
	if (rc == 0)
		rc = csv_reader_finish(reader, &file->err);
	if (rc == 0)
		rc = reference_finish(&file->ref, &file->err);
	csv_reader_close(reader);
	return rc;
}

/* "LINE:COLUMN: message" of each problem; warnings begin with "warning: ". */
static inline const char *
reference_file_problems(struct reference_file *file)
{
	struct err ignored;
	size_t len = 0;

	file->text[0] = '\0';
	for (size_t i = 0; i < file->ref.problems.count; i++) {
		const struct problem *const p = &file->ref.problems.at[i];
		const char *const line = arena_format(&file->arena, &ignored,
			"%s%ld:%ld: %s\n", p->warning ? "warning: " : "",
			p->line, p->column, p->message);

		if (len + strlen(line) >= sizeof(file->text))
			break;
		memcpy(file->text + len, line, strlen(line) + 1);
		len += strlen(line);
	}
	return file->text;
}

static inline void
reference_file_close(struct reference_file *file)
{
	reference_release(&file->ref);
	arena_release(&file->arena);
}

#endif
