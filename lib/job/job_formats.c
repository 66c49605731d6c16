#include "job/job_formats.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/format.h"
#include "job/own_formats.h"
#include "report/writer.h"

static const struct column columns[] = {
	{ "format", N_("format"), COLUMN_TEXT },
	{ "source", N_("source"), COLUMN_TEXT },
	{ "title", N_("title"), COLUMN_NOTE },
	{ "variants", N_("recognised variants"), COLUMN_NOTE },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

static int
write_formats(struct writer *writer, const struct format *const *list,
	struct err *err)
{
	for (const struct format *const *f = list; *f != NULL; f++) {
		const struct field fields[COLUMN_COUNT] = {
			field_text((*f)->name),
			field_text(source_names[(*f)->source]),
			field_text((*f)->title),
			field_text((*f)->variants),
		};

		if (writer_row(writer, fields, err) < 0)
			return -1;
	}
	return 0;
}

int
job_formats(const char *format, FILE *out, struct err *err)
{
	struct own_formats own;
	struct writer writer;
	int rc = own_formats_read(&own, err);

	if (rc == 0)
		rc = writer_open(
			&writer, format, columns, COLUMN_COUNT, out, err);
	if (rc == 0) {
		rc = write_formats(&writer, formats, err);
		if (rc == 0)
			rc = write_formats(&writer, own.list, err);
		if (rc == 0)
			rc = writer_end(&writer, err);
		writer_close(&writer);
	}
	own_formats_release(&own);
	return rc;
}
