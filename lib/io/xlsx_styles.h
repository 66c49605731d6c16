#ifndef IO_XLSX_STYLES_H
#define IO_XLSX_STYLES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "io/xml.h"

/*
 * Which styles show a number as a date or a time: the built-in number formats
 * 14-22, 27-36, 45-47 and 50-58 (ISO/IEC 29500-1 18.8.30, those of Chinese
 * included), and format codes with one of y, m, d, h, s outside of quotes,
 * brackets and escapes.
 */

enum xlsx_style {
	XLSX_NUMBER,
	XLSX_DATE = 1,
	XLSX_TIME = 2,
	XLSX_DATE_TIME = XLSX_DATE | XLSX_TIME,
};

struct xlsx_format {
	long id;
	enum xlsx_style style;
};

struct xlsx_styles {
	struct arena arena;
	struct {
		VEC(struct xlsx_format);
	} formats; /* those that the workbook makes itself */
	struct {
		VEC(long);
	} cells; /* the number format of each style of a cell */
	int depth;
	bool in_formats, in_cells;
};

/** xlsx_styles_handler(styles): who reads the part. */
struct xml_handler xlsx_styles_handler(struct xlsx_styles *styles);

/** xlsx_styles_at(styles, number): how style ${number} of a cell shows it. */
enum xlsx_style
xlsx_styles_at(const struct xlsx_styles *styles, const char *number);

/** xlsx_styles_of_code(code): how a format code shows a number. */
enum xlsx_style xlsx_styles_of_code(const char *code);

void xlsx_styles_release(struct xlsx_styles *styles);

#endif
