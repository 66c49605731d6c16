#include "job/finding.h"

#include "base/err.h"
#include "base/i18n.h"

static const struct column columns[] = {
	{ "kind", N_("finding"), COLUMN_TEXT },
	{ "seq", N_("event"), COLUMN_INT },
	{ "run_id", N_("run"), COLUMN_INT },
	{ "table", N_("table"), COLUMN_TEXT },
	{ "rows", N_("rows"), COLUMN_TEXT },
	{ "note", N_("note"), COLUMN_NOTE },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

int
finding_open(struct findings *f, const char *format, const struct job_ui *ui,
	FILE *out, struct err *err)
{
	*f = (struct findings){ .arena = ARENA_INIT, .ui = ui };
	return writer_open(&f->writer, format, columns, COLUMN_COUNT, out, err);
}

static struct field
number(int64_t n)
{
	return n == 0 ? field_null() : field_int(n);
}

int
finding_add(
	struct findings *f, const struct finding *finding, struct err *err)
{
	const struct field fields[COLUMN_COUNT] = {
		field_text(finding->kind),
		number(finding->seq),
		number(finding->run_id),
		field_text(finding->table != NULL ? finding->table : ""),
		field_text(finding->rows != NULL ? finding->rows : ""),
		field_text(finding->note),
	};
	int rc;

	if (finding->note == NULL)
		return -1;
	f->count++;
	rc = writer_row(&f->writer, fields, err);
	arena_reset(&f->arena);
	return rc;
}

int
finding_head(void *findings, const char *kind, int number_of_head,
	const char *note, struct err *err)
{
	const struct finding finding = { .kind = kind, .note = note };

	(void)number_of_head; /* the note names it */
	return finding_add(findings, &finding, err);
}

int
finding_end(struct findings *f, struct err *err)
{
	return writer_end(&f->writer, err);
}

void
finding_close(struct findings *f)
{
	writer_close(&f->writer);
	arena_release(&f->arena);
}
