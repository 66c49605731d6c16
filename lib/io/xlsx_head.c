#include "io/xlsx_head.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_book.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 512L
#define STAMP "pt:"

/* The column of that number from 1 on, with those before it. */
static struct form_column *
column_at(struct xlsx_head *head, long number, struct err *err)
{
	while ((long)head->sheet.count < number) {
		struct form_column *made;

		if (number > COLUMNS_MAX) {
			err_set(err, ERR_LIMIT,
				_("more than %zu values in a line"),
				(size_t)COLUMNS_MAX);
			return NULL;
		}
		made = vec_push(&head->sheet, head->arena, err);
		if (made == NULL)
			return NULL;
		made->header = made->rule = made->list = made->style = "";
	}
	return &head->sheet.at[number - 1];
}

static int
keep(struct xlsx_head *head, const char **where, const char *text, size_t len,
	struct err *err)
{
	*where = arena_text(head->arena, text, len, err);
	return *where == NULL ? -1 : 0;
}

/* --- cells ------------------------------------------------------------- */

static int
begin_cell(struct xlsx_head *head, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *said = xlsx_book_attribute(attributes, count, "r");
	const char *style = xlsx_book_attribute(attributes, count, "s");
	struct form_column *column;

	head->column++;
	if (said != NULL &&
		xlsx_cell_place(said, &head->row, &head->column) < 0)
		return err_set(err, ERR_INPUT,
			_("\"%.40s\" is not the next cell of the row"), said);
	head->cell_depth = 1;
	xlsx_cell_begin(&head->cell, attributes, count);
	if (head->row != XLSX_HEAD_DATA || style == NULL)
		return 0;
	column = column_at(head, head->column, err);
	return column == NULL
		? -1
		: keep(head, &column->style, style, strlen(style), err);
}

static int
end_cell(struct xlsx_head *head, struct err *err)
{
	const char *text;
	struct form_column *column;

	buf_clear(&head->text);
	if (xlsx_cell_text(&head->cell, head->context, &head->text, err) < 0 ||
		buf_check(&head->text, err) < 0)
		return -1;
	text = buf_text(&head->text);
	if (head->text.len == 0)
		return 0;
	if (head->stamp == NULL && strncmp(text, STAMP, strlen(STAMP)) == 0 &&
		keep(head, &head->stamp, text, head->text.len, err) < 0)
		return -1;
	if (head->row >= XLSX_HEAD_DATA) {
		head->has_data = true;
		return 0;
	}
	if (head->row != XLSX_HEAD_RULES && head->row != XLSX_HEAD_HEADERS)
		return 0;
	column = column_at(head, head->column, err);
	if (column == NULL)
		return -1;
	return keep(head,
		head->row == XLSX_HEAD_RULES ? &column->rule : &column->header,
		text, head->text.len, err);
}

/* --- columns and lists -------------------------------------------------- */

static long
number_of(
	const struct xml_attribute *attributes, size_t count, const char *name)
{
	const char *said = xlsx_book_attribute(attributes, count, name);

	return said == NULL ? 0 : strtol(said, NULL, 10);
}

/* <col min max style>: how new cells of these columns look. */
static int
take_columns(struct xlsx_head *head, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *style = xlsx_book_attribute(attributes, count, "style");
	const long first = number_of(attributes, count, "min");
	long last = number_of(attributes, count, "max");

	if (style == NULL || first < 1)
		return 0;
	/* A sheet may say so of all 16,384 columns. */
	if (last > COLUMNS_MAX)
		last = COLUMNS_MAX;
	for (long i = first; i <= last; i++) {
		struct form_column *column = column_at(head, i, err);

		if (column == NULL ||
			keep(head, &column->style, style, strlen(style), err) <
				0)
			return -1;
	}
	return 0;
}

static int
begin_validation(struct xlsx_head *head, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *type = xlsx_book_attribute(attributes, count, "type");
	const char *ranges = xlsx_book_attribute(attributes, count, "sqref");

	head->is_list =
		type != NULL && strcmp(type, "list") == 0 && ranges != NULL;
	return head->is_list
		? keep(head, &head->ranges, ranges, strlen(ranges), err)
		: 0;
}

/* "B4:C1001" gives its columns; a range of another kind gives none. */
static void
read_range(const char *text, size_t len, long *first, long *last)
{
	const char *colon = memchr(text, ':', len);
	const size_t head = colon == NULL ? len : (size_t)(colon - text);
	char cell[XLSX_CELL_NAME_SIZE];
	long row;

	*first = *last = 0;
	if (head >= sizeof(cell) || len - head > sizeof(cell))
		return;
	memcpy(cell, text, head);
	cell[head] = '\0';
	if (xlsx_cell_place(cell, &row, first) < 0)
		*first = 0;
	*last = *first;
	if (colon == NULL || *first == 0)
		return;
	memcpy(cell, colon + 1, len - head - 1);
	cell[len - head - 1] = '\0';
	if (xlsx_cell_place(cell, &row, last) < 0)
		*last = *first;
}

/* A list that stands in the sheet itself, in quotes; of one that is a range
 * of another sheet nothing is kept. */
static int
end_list(struct xlsx_head *head, const char *text, struct err *err)
{
	const size_t len = strlen(text);
	const char *range = head->ranges;

	if (!head->is_list || len < 2 || text[0] != '"' || text[len - 1] != '"')
		return 0;
	while (*range != '\0') {
		const size_t size = strcspn(range, " ");
		long first, last;

		read_range(range, size, &first, &last);
		for (long i = first; i > 0 && i <= last; i++) {
			struct form_column *column = column_at(head, i, err);

			if (column == NULL ||
				keep(head, &column->list, text + 1, len - 2,
					err) < 0)
				return -1;
		}
		range += size;
		range += *range == ' ';
	}
	return 0;
}

/* --- XML ---------------------------------------------------------------- */

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_head *head = ctx;

	(void)space, (void)line, (void)column;
	if (head->cell_depth > 0) {
		head->cell_depth++;
		xlsx_cell_start(&head->cell, name);
		return 0;
	}
	if (strcmp(name, "sheetData") == 0)
		head->in_data = true;
	else if (head->in_data && strcmp(name, "row") == 0) {
		const long said = number_of(attributes, count, "r");

		head->row = said > 0 ? said : head->row + 1;
		head->column = 0;
	} else if (head->in_data && strcmp(name, "c") == 0)
		return begin_cell(head, attributes, count, err);
	else if (strcmp(name, "col") == 0)
		return take_columns(head, attributes, count, err);
	else if (strcmp(name, "dataValidation") == 0)
		return begin_validation(head, attributes, count, err);
	return 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct xlsx_head *head = ctx;

	(void)line, (void)column;
	if (head->cell_depth > 1) {
		head->cell_depth--;
		return xlsx_cell_end(&head->cell, name, text, err);
	}
	if (head->cell_depth == 1) {
		head->cell_depth = 0;
		return end_cell(head, err);
	}
	if (strcmp(name, "sheetData") == 0)
		head->in_data = false;
	else if (strcmp(name, "formula1") == 0)
		return end_list(head, text, err);
	return 0;
}

struct xml_handler
xlsx_head_handler(struct xlsx_head *head)
{
	return (struct xml_handler){ head, on_start, on_end };
}

void
xlsx_head_release(struct xlsx_head *head)
{
	xlsx_cell_release(&head->cell);
	buf_release(&head->text);
}
