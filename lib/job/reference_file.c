#include "job/reference_file.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/csv.h"
#include "io/source.h"
#include "job/ui.h"

#define CHUNK ((size_t)64 * 1024)

static int
feed_part(struct reference_file *file, struct source_file *source,
	struct err *err)
{
	char chunk[CHUNK];
	struct csv_reader *reader = NULL;
	struct digest *digest = digest_new(err);
	int rc = -1;
	long got;

	if (digest == NULL ||
		csv_reader_open(reference_row, &file->reference, &reader, err) <
			0)
		goto done;
	while ((got = source_read(source, chunk, sizeof(chunk), err)) > 0) {
		if (digest_add(digest, chunk, (size_t)got, err) < 0 ||
			csv_reader_feed(reader, chunk, (size_t)got, err) < 0)
			goto done;
		file->ui->progress(file->ui->ctx, file->path,
			source_done(source), source_size(source));
	}
	if (got < 0 || csv_reader_finish(reader, err) < 0 ||
		reference_finish(&file->reference, err) < 0)
		goto done;
	rc = digest_end(digest, file->sha256, err);
done:
	csv_reader_close(reader);
	digest_free(digest);
	return rc;
}

int
reference_file_read(struct reference_file *file, struct err *err)
{
	struct source_file *source = NULL;
	struct source_part part;
	int rc = -1, more;

	if (source_open(file->path, &source, err) < 0)
		goto done;
	more = source_next(source, &part, err);
	if (more == 0)
		err_set(err, ERR_INPUT, _("the file is empty"));
	if (more <= 0)
		goto done;
	rc = feed_part(file, source, err);
	if (rc == 0 && source_next(source, &part, err) != 0)
		rc = err_set(err, ERR_INPUT,
			_("an archive of several files is not taken here"));
done:
	source_close(source);
	return rc;
}

static void
tell(const struct job_ui *ui, const char *text)
{
	ui->line(ui->ctx, text);
}

int
reference_file_tell(struct reference_file *file, struct err *err)
{
	const struct problems *problems = &file->reference.problems;

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->at[i];
		const char *text = arena_format(file->arena, err,
			p->warning ? _("%s:%ld:%ld: warning: %s")
				   : "%s:%ld:%ld: %s",
			file->path, p->line, p->column, p->message);

		if (text == NULL)
			return -1;
		tell(file->ui, text);
	}
	if (problems_more(problems) > 0) {
		const char *text =
			arena_format(file->arena, err, _("%s: and %ld more"),
				file->path, problems_more(problems));

		if (text == NULL)
			return -1;
		tell(file->ui, text);
	}
	return 0;
}
