#include "io/xlsx_cell.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_book.h"
#include "io/xlsx_number.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 1048576
#define COLUMNS_MAX 16384 /* of a sheet; fewer may hold values */

/* A short attribute, "" if there is none.  A longer one is none that is
 * known, and its beginning is none either. */
static void
keep(char *to, size_t size, const char *value)
{
	size_t len = value != NULL ? strlen(value) : 0;

	if (len >= size)
		len = size - 1;
	if (len > 0)
		memcpy(to, value, len);
	to[len] = '\0';
}

void
xlsx_cell_begin(struct xlsx_cell *cell, const struct xml_attribute *attributes,
	size_t count)
{
	keep(cell->type, sizeof(cell->type),
		xlsx_book_attribute(attributes, count, "t"));
	keep(cell->style, sizeof(cell->style),
		xlsx_book_attribute(attributes, count, "s"));
	cell->has_formula = cell->has_value = false;
	buf_clear(&cell->value);
	xlsx_text_begin(&cell->text);
}

void
xlsx_cell_start(struct xlsx_cell *cell, const char *name)
{
	if (strcmp(name, "f") == 0)
		cell->has_formula = true;
	else
		xlsx_text_start(&cell->text, name);
}

int
xlsx_cell_end(struct xlsx_cell *cell, const char *name, const char *said,
	struct err *err)
{
	if (strcmp(name, "v") != 0)
		return xlsx_text_end(&cell->text, name, said, err);
	cell->has_value = true;
	buf_puts(&cell->value, said);
	return buf_check(&cell->value, err);
}

/* --- what its types mean ----------------------------------------------- */

static int
text_of_shared(const struct xlsx_context *context, const char *value,
	struct buf *out, struct err *err)
{
	char *end;
	const unsigned long i = strtoul(value, &end, 10);

	if (*value == '\0')
		return 0;
	if (!isdigit((unsigned char)*value) || *end != '\0' ||
		i >= context->strings.count)
		return err_set(err, ERR_INPUT,
			_("there is no shared string %.40s"), value);
	buf_puts(out, context->strings.at[i]);
	return 0;
}

static int
text_of_number(const struct xlsx_cell *cell, const struct xlsx_context *context,
	const char *value, struct buf *out, struct err *err)
{
	const enum xlsx_style style =
		xlsx_styles_at(&context->styles, cell->style);
	char text[XLSX_NUMBER_SIZE];

	if (*value == '\0')
		return 0;
	if (style != XLSX_NUMBER) {
		if (xlsx_number_date(
			    value, style, context->since_1904, text, err) < 0)
			return -1;
	} else if (xlsx_number_text(value, text) < 0) {
		return err_set(
			err, ERR_INPUT, _("\"%.40s\" is not a number"), value);
	}
	buf_puts(out, text);
	return 0;
}

static int
refuse_formula(struct err *err)
{
	err_set(err, ERR_INPUT, _("a formula without its value"));
	return err_hint(err,
		_("Open the workbook in a spreadsheet program, and save it: "
		  "that computes it."));
}

static int
refuse_error(const char *value, struct err *err)
{
	err_set(err, ERR_INPUT, _("the error %.40s"), value);
	return err_hint(err,
		_("Correct the formula, or fetch the file again "
		  "from where it comes from."));
}

static int
text_of_boolean(const char *value, struct buf *out, struct err *err)
{
	if (strcmp(value, "1") == 0 || strcmp(value, "true") == 0)
		buf_puts(out, "TRUE");
	else if (strcmp(value, "0") == 0 || strcmp(value, "false") == 0)
		buf_puts(out, "FALSE");
	else if (*value != '\0')
		return err_set(err, ERR_INPUT,
			_("\"%.40s\" is neither true nor false"), value);
	return 0;
}

enum type {
	TYPE_NUMBER,
	TYPE_SHARED,
	TYPE_INLINE,
	TYPE_TEXT,
	TYPE_BOOLEAN,
	TYPE_ERROR,
	TYPE_UNKNOWN,
};

/* ISO 8601 dates of strict workbooks ("d") are texts. */
static enum type
type_of(const char *name)
{
	static const struct {
		const char *name;
		enum type type;
	} types[] = {
		{ "", TYPE_NUMBER },
		{ "n", TYPE_NUMBER },
		{ "s", TYPE_SHARED },
		{ "inlineStr", TYPE_INLINE },
		{ "str", TYPE_TEXT },
		{ "d", TYPE_TEXT },
		{ "b", TYPE_BOOLEAN },
		{ "e", TYPE_ERROR },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	return TYPE_UNKNOWN;
}

int
xlsx_cell_text(const struct xlsx_cell *cell, const struct xlsx_context *context,
	struct buf *out, struct err *err)
{
	const char *value = buf_text(&cell->value);

	/* Programs that cannot compute write <f> and an empty <v>; an empty
	 * text that was computed has its type. */
	if (cell->has_formula &&
		(!cell->has_value ||
			(*value == '\0' && strcmp(cell->type, "str") != 0)))
		return refuse_formula(err);
	switch (type_of(cell->type)) {
	case TYPE_NUMBER:
		return text_of_number(cell, context, value, out, err);
	case TYPE_SHARED:
		return text_of_shared(context, value, out, err);
	case TYPE_INLINE:
		buf_puts(out, buf_text(&cell->text.text));
		return 0;
	case TYPE_TEXT:
		return xlsx_text_add(out, value, err);
	case TYPE_BOOLEAN:
		return text_of_boolean(value, out, err);
	case TYPE_ERROR:
		return refuse_error(value, err);
	case TYPE_UNKNOWN:
		break;
	}
	return err_set(err, ERR_INPUT, _("a cell of the unknown type \"%s\""),
		cell->type);
}

void
xlsx_cell_release(struct xlsx_cell *cell)
{
	buf_release(&cell->value);
	buf_release(&cell->text.text);
}

/* --- references -------------------------------------------------------- */

int
xlsx_cell_place(const char *reference, long *row, long *column)
{
	const char *p = reference;

	*row = *column = 0;
	for (; *p >= 'A' && *p <= 'Z' && *column <= COLUMNS_MAX; p++)
		*column = *column * 26 + (*p - 'A') + 1;
	if (*p == '0')
		return -1;
	for (; isdigit((unsigned char)*p) && *row <= ROWS_MAX; p++)
		*row = *row * 10 + (*p - '0');
	if (*p != '\0' || *row < 1 || *row > ROWS_MAX || *column < 1 ||
		*column > COLUMNS_MAX)
		return -1;
	return 0;
}

const char *
xlsx_cell_name(long row, long column, char *name)
{
	char letters[4];
	int n = 0;

	for (; column > 0 && n < 4; column = (column - 1) / 26)
		letters[n++] = (char)('A' + (column - 1) % 26);
	for (int i = 0; i < n; i++)
		name[i] = letters[n - 1 - i];
	snprintf(name + n, XLSX_CELL_NAME_SIZE - (size_t)n, "%ld", row);
	return name;
}
