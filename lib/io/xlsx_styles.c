#include "io/xlsx_styles.h"

#include "base/err.h"
#include "io/xlsx_book.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define STYLES_MAX ((size_t)16 * 1024 * 1024)

/* Built-in formats.  27 to 36 and 50 to 58 are of East Asia; those written
 * here are of Chinese (Mainland), the only ones seen in Chinese files. */
static const struct {
	long first, last;
	enum xlsx_style style;
} built_in[] = {
	{ 14, 17, XLSX_DATE },
	{ 18, 21, XLSX_TIME },
	{ 22, 22, XLSX_DATE_TIME },
	{ 27, 31, XLSX_DATE },
	{ 32, 35, XLSX_TIME },
	{ 36, 36, XLSX_DATE },
	{ 45, 47, XLSX_TIME },
	{ 50, 54, XLSX_DATE },
	{ 55, 56, XLSX_TIME },
	{ 57, 58, XLSX_DATE },
};

/* The length of what stands at ${code} and is no letter of a date: a quoted
 * text, brackets, an escaped or repeated character; 0 if there is none. */
static size_t
literal(const char *code)
{
	const char *end;

	switch (code[0]) {
	case '"':
		end = strchr(code + 1, '"');
		break;
	case '[':
		end = strchr(code, ']');
		break;
	case '\\':
	case '_':
	case '*':
		return code[1] != '\0' ? 2 : 1;
	default:
		return 0;
	}
	return end != NULL ? (size_t)(end + 1 - code) : strlen(code);
}

enum xlsx_style
xlsx_styles_of_code(const char *code)
{
	unsigned style = 0;
	bool months = false; /* or minutes */

	while (*code != '\0') {
		const size_t skip = literal(code);

		if (skip > 0) {
			code += skip;
			continue;
		}
		switch (tolower((unsigned char)*code)) {
		case 'y':
		case 'd':
			style |= XLSX_DATE;
			break;
		case 'h':
		case 's':
			style |= XLSX_TIME;
			break;
		case 'm':
			months = true;
			break;
		}
		code++;
	}
	return style == 0 && months ? XLSX_DATE : (enum xlsx_style)style;
}

static enum xlsx_style
style_of(const struct xlsx_styles *styles, long format)
{
	for (size_t i = 0; i < styles->formats.count; i++)
		if (styles->formats.at[i].id == format)
			return styles->formats.at[i].style;
	for (size_t i = 0; i < sizeof(built_in) / sizeof(*built_in); i++)
		if (format >= built_in[i].first && format <= built_in[i].last)
			return built_in[i].style;
	return XLSX_NUMBER;
}

enum xlsx_style
xlsx_styles_at(const struct xlsx_styles *styles, const char *number)
{
	char *end;
	const long i = strtol(number, &end, 10);

	if (end == number || *end != '\0' || i < 0 ||
		(size_t)i >= styles->cells.count)
		return XLSX_NUMBER;
	return style_of(styles, styles->cells.at[i]);
}

static int
add_format(struct xlsx_styles *styles, const char *id, const char *code,
	struct err *err)
{
	struct xlsx_format *format;

	if (id == NULL || code == NULL)
		return 0;
	format = vec_push(&styles->formats, &styles->arena, err);
	if (format == NULL)
		return -1;
	format->id = strtol(id, NULL, 10);
	format->style = xlsx_styles_of_code(code);
	return 0;
}

static int
add_cell(struct xlsx_styles *styles, const char *id, struct err *err)
{
	long *format = vec_push(&styles->cells, &styles->arena, err);

	if (format == NULL)
		return -1;
	*format = id != NULL ? strtol(id, NULL, 10) : 0;
	return 0;
}

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_styles *styles = ctx;
	const int depth = styles->depth++;
	const char *id;

	(void)space, (void)line, (void)column;
	if (depth == 0)
		return xlsx_book_root(name, "styleSheet", err);
	if (depth == 1) {
		styles->in_formats = strcmp(name, "numFmts") == 0;
		styles->in_cells = strcmp(name, "cellXfs") == 0;
	}
	if (depth != 2)
		return 0;
	id = xlsx_book_attribute(attributes, count, "numFmtId");
	if (styles->in_formats && strcmp(name, "numFmt") == 0)
		return add_format(styles, id,
			xlsx_book_attribute(attributes, count, "formatCode"),
			err);
	if (styles->in_cells && strcmp(name, "xf") == 0)
		return add_cell(styles, id, err);
	return 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct xlsx_styles *styles = ctx;

	(void)name, (void)text, (void)line, (void)column, (void)err;
	styles->depth--;
	return 0;
}

struct xml_handler
xlsx_styles_handler(struct xlsx_styles *styles)
{
	styles->depth = 0;
	styles->arena.limit = STYLES_MAX;
	return (struct xml_handler){ styles, on_start, on_end };
}

void
xlsx_styles_release(struct xlsx_styles *styles)
{
	arena_release(&styles->arena);
}
