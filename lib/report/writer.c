#include "report/writer.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

static const struct writer_kind *const kinds[] = { &writer_table, &writer_csv,
	&writer_json, NULL };

int
writer_open(struct writer *writer, const char *format,
	const struct column *columns, size_t count, FILE *out, struct err *err)
{
	*writer = (struct writer){
		.columns = columns, .count = count, .out = out
	};
	for (const struct writer_kind *const *k = kinds; *k != NULL; k++) {
		if (strcmp((*k)->name, format) != 0)
			continue;
		writer->kind = *k;
		return (*k)->open(writer, err);
	}
	err_set(err, ERR_USAGE, _("no output format '%s'"), format);
	return err_hint(err, _("Say table, csv or json."));
}

int
writer_check(FILE *out, struct err *err)
{
	if (ferror(out))
		return err_errno(err, ERR_IO, _("the answer was not taken"));
	return 0;
}

int
writer_row(struct writer *writer, const struct field *fields, struct err *err)
{
	if (writer->kind->row(writer, fields, err) < 0)
		return -1;
	writer->rows++;
	return writer_check(writer->out, err);
}

int
writer_end(struct writer *writer, struct err *err)
{
	if (writer->kind->end(writer, err) < 0)
		return -1;
	fflush(writer->out);
	return writer_check(writer->out, err);
}

void
writer_close(struct writer *writer)
{
	if (writer->kind != NULL && writer->kind->close != NULL)
		writer->kind->close(writer);
	writer->kind = NULL;
}
