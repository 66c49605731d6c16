#include "io/xlsx_form.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/inflated.h"
#include "io/input.h"
#include "io/office.h"
#include "io/xlsx_head.h"
#include "io/xlsx_package.h"
#include "io/xlsx_splice.h"
#include "io/zip.h"

#include <stdlib.h>
#include <string.h>

struct xlsx_form {
	struct arena arena;
	const char *path;
	struct input *input;
	struct inflated inflated;
	struct xlsx_package package;
	const char *names[XLSX_FORM_SHEETS_MAX + 1]; /* the last: the stamp's */
	struct xlsx_head heads[XLSX_FORM_SHEETS_MAX + 1];
	bool seen[XLSX_FORM_SHEETS_MAX + 1];
	size_t count; /* without the stamp's */
};

/* --- the zip ------------------------------------------------------------ */

static int
on_rewind(void *ctx, struct err *err)
{
	struct xlsx_form *form = ctx;

	form->inflated.count = 0;
	return input_rewind(form->input, err);
}

static long
on_read(void *ctx, char *bytes, size_t size, struct err *err)
{
	struct xlsx_form *form = ctx;

	return input_read(form->input, bytes, size, err);
}

static int
on_inflated(void *ctx, long count, struct err *err)
{
	struct xlsx_form *form = ctx;

	return inflated_add(&form->inflated, count, err);
}

/* --- its heads ---------------------------------------------------------- */

/* Which of the named sheets lies there, or more than all. */
static size_t
find_sheet(struct xlsx_form *form, const char *part)
{
	const struct xlsx_sheet_entry *entry =
		xlsx_book_sheet(&form->package.book, part);
	size_t i = 0;

	if (entry == NULL)
		return form->count + 1;
	while (i <= form->count && strcmp(form->names[i], entry->name) != 0)
		i++;
	return i;
}

static int
read_head(struct xlsx_form *form, size_t i, const char *part, struct err *err)
{
	const struct xml_handler handler = xlsx_head_handler(&form->heads[i]);

	if (form->seen[i])
		return err_set(
			err, ERR_INPUT, _("%s: twice in the workbook"), part);
	form->seen[i] = true;
	form->heads[i].arena = &form->arena;
	form->heads[i].context = &form->package.context;
	if (xlsx_package_parse(&form->package, &handler, err) < 0)
		return err_within(err, "%s", form->names[i]);
	return 0;
}

static int
read_heads(struct xlsx_form *form, struct err *err)
{
	const char *part;
	int rc;

	if (xlsx_package_begin(&form->package, err) < 0)
		return -1;
	while ((rc = unzip_next(form->package.unzip, &part, err)) == 1) {
		const size_t i = find_sheet(form, part);

		if (i > form->count)
			rc = xlsx_package_pass_over(&form->package, err);
		else
			rc = read_head(form, i, part, err);
		if (rc < 0)
			return -1;
	}
	return rc;
}

static int
check_heads(const struct xlsx_form *form, struct err *err)
{
	for (size_t i = 0; i <= form->count; i++) {
		if (!form->seen[i])
			return err_set(err, ERR_INPUT,
				_("the workbook has no sheet %s"),
				form->names[i]);
		if (i < form->count && form->heads[i].has_data)
			return err_set(err, ERR_INPUT,
				_("%s: row %d is filled already"),
				form->names[i], XLSX_HEAD_DATA);
	}
	if (form->heads[form->count].stamp == NULL)
		return err_set(err, ERR_INPUT,
			_("%s: there is no version stamp \"pt:...\""),
			form->names[form->count]);
	return 0;
}

static int
read_form(struct xlsx_form *form, struct err *err)
{
	size_t len;
	const char *head;

	form->inflated = (struct inflated){ form->path, form->input, 0 };
	form->package.zip =
		(struct xlsx_zip){ form, on_rewind, on_read, on_inflated };
	head = input_head(form->input, &len);
	if (len < 4 || memcmp(head, "PK\x03\x04", 4) != 0 ||
		!office_is_package(head, len))
		return err_set(err, ERR_INPUT, _("it is no workbook (.xlsx)"));
	if (xlsx_package_read(&form->package, err) < 0 ||
		read_heads(form, err) < 0)
		return -1;
	return check_heads(form, err);
}

int
xlsx_form_open(const char *path, const char *const *names, size_t count,
	const char *stamp, struct xlsx_form **form, struct err *err)
{
	struct xlsx_form *made = calloc(1, sizeof(*made));

	*form = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->path = arena_text(&made->arena, path, strlen(path), err);
	made->count =
		count < XLSX_FORM_SHEETS_MAX ? count : XLSX_FORM_SHEETS_MAX;
	memcpy(made->names, names, made->count * sizeof(*names));
	made->names[made->count] = stamp;
	if (made->path == NULL || input_open(path, &made->input, err) < 0) {
		xlsx_form_close(made);
		return -1;
	}
	if (read_form(made, err) < 0) {
		xlsx_form_close(made);
		return err_within(err, "%s", path);
	}
	*form = made;
	return 0;
}

const struct form_sheet *
xlsx_form_sheet(const struct xlsx_form *form, size_t i)
{
	return &form->heads[i].sheet;
}

const char *
xlsx_form_stamp(const struct xlsx_form *form)
{
	return form->heads[form->count].stamp;
}

/* --- filling it --------------------------------------------------------- */

struct filling {
	struct xlsx_form *form;
	struct zip *zip;
	struct xlsx_splice splice;
};

static int
copy_part(struct filling *filling, struct err *err)
{
	struct xlsx_package *package = &filling->form->package;
	long got;

	while ((got = xlsx_package_inflate(package, err)) > 0)
		if (zip_add(filling->zip, package->piece, (size_t)got, err) < 0)
			return -1;
	return (int)got;
}

static int
on_full(void *ctx, struct err *err)
{
	struct filling *filling = ctx;
	struct buf *out = &filling->splice.out;

	if (buf_check(out, err) < 0 ||
		zip_add(filling->zip, buf_text(out), out->len, err) < 0)
		return -1;
	buf_clear(out);
	return 0;
}

static int
fill_part(struct filling *filling, const struct form_sheet *sheet,
	const struct form_rows *rows, struct err *err)
{
	struct xlsx_package *package = &filling->form->package;
	int rc = -1;
	long got;

	filling->splice = (struct xlsx_splice){ .sheet = sheet, .rows = *rows };
	while ((got = xlsx_package_inflate(package, err)) > 0)
		if (xlsx_splice_feed(&filling->splice, package->piece,
			    (size_t)got, on_full, filling, err) < 0)
			goto done;
	if (got == 0)
		rc = xlsx_splice_end(&filling->splice, err);
done:
	xlsx_splice_release(&filling->splice);
	return rc;
}

static int
fill_parts(
	struct filling *filling, const struct form_rows *rows, struct err *err)
{
	struct xlsx_form *form = filling->form;
	const char *part;
	int rc;

	if (xlsx_package_begin(&form->package, err) < 0)
		return -1;
	while ((rc = unzip_next(form->package.unzip, &part, err)) == 1) {
		const size_t i = find_sheet(form, part);

		if (zip_entry(filling->zip, part, err) < 0)
			return -1;
		rc = i < form->count ? fill_part(filling, &form->heads[i].sheet,
					       &rows[i], err)
				     : copy_part(filling, err);
		if (rc < 0)
			return err_within(err, "%s", part);
	}
	return rc;
}

int
xlsx_form_fill(struct xlsx_form *form, const struct form_rows *rows,
	int (*write)(void *ctx, const void *bytes, size_t len, struct err *err),
	void *ctx, struct err *err)
{
	struct filling filling = { .form = form };
	int rc = -1;

	if (zip_open(write, ctx, &filling.zip, err) < 0)
		return -1;
	if (fill_parts(&filling, rows, err) == 0)
		rc = zip_end(filling.zip, err);
	zip_close(filling.zip);
	return rc;
}

void
xlsx_form_close(struct xlsx_form *form)
{
	if (form == NULL)
		return;
	for (size_t i = 0; i <= XLSX_FORM_SHEETS_MAX; i++)
		xlsx_head_release(&form->heads[i]);
	xlsx_package_release(&form->package);
	input_close(form->input);
	arena_release(&form->arena);
	free(form);
}
