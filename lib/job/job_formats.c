#include "job/job_formats.h"

#include "base/i18n.h"
#include "format/format.h"
#include "report/writer.h"

static const struct column columns[] = {
	{ "format", N_("format"), COLUMN_TEXT },
	{ "source", N_("source"), COLUMN_TEXT },
	{ "title", N_("title"), COLUMN_NOTE },
	{ "variants", N_("recognised variants"), COLUMN_NOTE },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

int
job_formats(const char *format, FILE *out, struct err *err)
{
	struct writer writer;
	int rc = writer_open(&writer, format, columns, COLUMN_COUNT, out, err);

	for (const struct format *const *f = formats; rc == 0 && *f != NULL;
		f++) {
		const struct field fields[COLUMN_COUNT] = {
			field_text((*f)->name),
			field_text(source_names[(*f)->source]),
			field_text((*f)->title),
			field_text((*f)->variants),
		};

		rc = writer_row(&writer, fields, err);
	}
	if (rc == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	return rc;
}
