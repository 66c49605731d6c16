#include "job/invoice_template.h"

#include "base/arena.h"
#include "base/err.h"
#include "io/xlsx_form.h"

int
invoice_template_open(
	struct invoice_template *template, const char *path, struct err *err)
{
	if (xlsx_form_open(path, invoice_sheet_names, INVOICE_SHEETS,
		    INVOICE_STAMP_SHEET, &template->form, err) < 0)
		return -1;
	for (size_t i = 0; i < INVOICE_SHEETS; i++)
		if (invoice_sheet_map(&template->sheets[i],
			    (enum invoice_sheet_kind)i,
			    xlsx_form_sheet(template->form, i), err) < 0)
			return err_within(err, "%s", path);
	return 0;
}

void
invoice_template_close(struct invoice_template *template)
{
	xlsx_form_close(template->form);
	template->form = NULL;
}

/* The rows of one sheet, one after another. */
struct rows {
	const struct invoice_sheet *sheet;
	const struct invoice_items *items;
	size_t at;
	struct arena arena; /* of the row */
};

static int
next_row(void *ctx, const char *const **cells, struct err *err)
{
	struct rows *rows = ctx;
	const char **made;

	/* An invoice has one row in the sheet of heads. */
	if (rows->sheet->kind == INVOICE_SHEET_HEADS)
		while (rows->at < rows->items->count &&
			rows->items->at[rows->at].line_no != 1)
			rows->at++;
	if (rows->at == rows->items->count)
		return 0;
	arena_reset(&rows->arena);
	made = arena_alloc(
		&rows->arena, rows->sheet->form->count * sizeof(*made), err);
	if (made == NULL ||
		invoice_sheet_row(rows->sheet, &rows->items->at[rows->at++],
			&rows->arena, made, err) < 0)
		return -1;
	*cells = made;
	return 1;
}

int
invoice_template_check(const struct invoice_template *template,
	const struct invoice_items *items, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < INVOICE_SHEETS && rc == 0; i++) {
		struct rows rows = { .sheet = &template->sheets[i],
			.items = items };
		const char *const *cells;

		do
			rc = next_row(&rows, &cells, err);
		while (rc > 0);
		arena_release(&rows.arena);
	}
	return rc;
}

int
invoice_template_fill(const struct invoice_template *template,
	const struct invoice_items *items, invoice_template_write_fn *write,
	void *ctx, struct err *err)
{
	struct rows rows[INVOICE_SHEETS];
	struct form_rows sheets[INVOICE_SHEETS];
	int rc;

	for (size_t i = 0; i < INVOICE_SHEETS; i++) {
		rows[i] = (struct rows){ .sheet = &template->sheets[i],
			.items = items };
		sheets[i] = (struct form_rows){ next_row, &rows[i] };
	}
	rc = xlsx_form_fill(template->form, sheets, write, ctx, err);
	for (size_t i = 0; i < INVOICE_SHEETS; i++)
		arena_release(&rows[i].arena);
	return rc;
}
