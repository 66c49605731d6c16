/*
 * What stands in the cells of workbooks: numbers, days, references.
 */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/xlsx_cell.h"
#include "io/xlsx_number.h"
#include "io/xlsx_styles.h"

#include <string.h>

static void
test_numbers(void)
{
	static const struct {
		const char *said, *text; /* NULL: none */
	} cases[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.00", "0.00" },
		{ "100", "100" },
		{ "007", "007" },
		{ "-12.50", "-12.50" },
		{ "+5", "5" },
		{ ".5", "0.5" },
		{ "5.", "5" },
		{ "267.10000000000002", "267.1" },
		{ "1234.5599999999999", "1234.56" },
		{ "0.30000000000000004", "0.3" },
		{ "999999999999999.9", "1E+15" },
		{ "99.999999999999999", "100" },
		{ "-0.999999999999999999", "-1" },
		{ "123456789012345", "123456789012345" },
		{ "1234567890123456", "1.23456789012346E+15" },
		{ "6222020000000000123", "6.22202E+18" },
		{ "6.21E+18", "6.21E+18" },
		{ "6.21E18", "6.21E+18" },
		{ "-6e20", "-6E+20" },
		{ "1E-2", "0.01" },
		{ "1.2E3", "1200" },
		{ "1.5e+2", "150" },
		{ "1E14", "100000000000000" },
		{ "1E15", "1E+15" },
		{ "1E-15", "0.000000000000001" },
		{ "1E-16", "1E-16" },
		{ "5.5511151231257827E-17", "5.55111512312578E-17" },
		{ "0E300", "0" },
		{ "100.000000000000000000", "100" },
		{ "", NULL },
		{ "-", NULL },
		{ ".", NULL },
		{ "1.2.3", NULL },
		{ "1,5", NULL },
		{ "1E", NULL },
		{ "1E+", NULL },
		{ "1E9999", NULL },
		{ "E5", NULL },
		{ "NaN", NULL },
		{ "INF", NULL },
		{ "0x10", NULL },
		{ "1 ", NULL },
	};
	char text[XLSX_NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int rc = xlsx_number_text(cases[i].said, text);

		CHECK_CASE(cases[i].said, (rc == 0) == (cases[i].text != NULL));
		if (rc == 0)
			CHECK_TEXT(text, cases[i].text);
	}
}

static void
test_dates(void)
{
	static const struct {
		const char *said;
		enum xlsx_style style;
		bool since_1904;
		const char *text; /* NULL: none */
	} cases[] = {
		{ "1", XLSX_DATE, false, "1900-01-01" },
		{ "59", XLSX_DATE, false, "1900-02-28" },
		{ "60", XLSX_DATE, false, NULL },
		{ "61", XLSX_DATE, false, "1900-03-01" },
		{ "46342", XLSX_DATE, false, "2026-11-16" },
		{ "4.6342E4", XLSX_DATE, false, "2026-11-16" },
		{ "401768", XLSX_DATE, false, "2999-12-31" },
		{ "401769", XLSX_DATE, false, NULL },
		{ "1E300", XLSX_DATE, false, NULL },
		{ "-1", XLSX_DATE, false, NULL },
		{ "0", XLSX_DATE, false, NULL },
		{ "0", XLSX_DATE, true, "1904-01-01" },
		{ "44880", XLSX_DATE, true, "2026-11-16" },
		{ "0", XLSX_TIME, false, "00:00:00" },
		{ "0.5", XLSX_TIME, true, "12:00:00" },
		{ "0.5", XLSX_DATE, false, "12:00:00" },
		{ "0.5", XLSX_DATE, true, "1904-01-01 12:00:00" },
		{ "46342", XLSX_DATE_TIME, false, "2026-11-16 00:00:00" },
		{ "46342.5", XLSX_DATE, false, "2026-11-16 12:00:00" },
		/* 17:42:28 is 0.737824074... of a day. */
		{ "46342.737824074073", XLSX_DATE_TIME, false,
			"2026-11-16 17:42:28" },
		{ "46342.737824074", XLSX_DATE_TIME, false,
			"2026-11-16 17:42:28" },
		/* Half a second is rounded up, less is not. */
		{ "46342.0000057871", XLSX_DATE_TIME, false,
			"2026-11-16 00:00:01" },
		{ "46342.0000057870", XLSX_DATE_TIME, false,
			"2026-11-16 00:00:00" },
		{ "46342.99999", XLSX_DATE_TIME, false, "2026-11-16 23:59:59" },
		{ "46342.999999", XLSX_DATE_TIME, false,
			"2026-11-17 00:00:00" },
		{ "46342,5", XLSX_DATE_TIME, false, NULL },
	};
	char text[XLSX_NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		const int rc = xlsx_number_date(cases[i].said, cases[i].style,
			cases[i].since_1904, text, &err);

		CHECK_CASE(cases[i].said, (rc == 0) == (cases[i].text != NULL));
		if (rc == 0)
			CHECK_TEXT(text, cases[i].text);
		else
			CHECK_INT(err.code, ERR_INPUT);
	}
}

static void
test_codes(void)
{
	static const struct {
		const char *code;
		enum xlsx_style style;
	} cases[] = {
		{ "General", XLSX_NUMBER },
		{ "G/通用格式", XLSX_NUMBER },
		{ "@", XLSX_NUMBER },
		{ "0.00E+00", XLSX_NUMBER },
		{ "#,##0.00\"yd\"", XLSX_NUMBER },
		{ "[Red]-0.00;[$-404]0", XLSX_NUMBER },
		{ "_d0*s\\m", XLSX_NUMBER },
		{ "\"d", XLSX_NUMBER },
		{ "[d", XLSX_NUMBER },
		{ "0\\", XLSX_NUMBER },
		{ "yyyy\"年\"m\"月\"", XLSX_DATE },
		{ "m/d", XLSX_DATE },
		{ "mmm", XLSX_DATE },
		{ "[$-804]YYYY-MM-DD;@", XLSX_DATE },
		{ "h:mm AM/PM", XLSX_TIME },
		{ "mm:ss.0", XLSX_TIME },
		{ "[h]:mm:ss", XLSX_TIME },
		{ "yyyy\\-mm\\-dd\\ hh:mm", XLSX_DATE_TIME },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].code,
			xlsx_styles_of_code(cases[i].code) == cases[i].style);
}

/* The built-in formats that are dates or times, and their neighbours. */
static void
test_built_in(void)
{
	static const char dates[] = "0000000000000"
				    "0" /* 13 */
				    "1111"
				    "2222"
				    "3"
				    "0000" /* 23 to 26 */
				    "11111"
				    "2222"
				    "1"
				    "00000000" /* 37 to 44 */
				    "222"
				    "00"
				    "11111"
				    "22"
				    "11"
				    "00";

	for (long i = 0; dates[i] != '\0'; i++) {
		long id = i;
		struct xlsx_styles styles = { .cells = { &id, 1, 1 } };
		char label[16];

		snprintf(label, sizeof(label), "%ld", i);
		CHECK_CASE(label,
			(int)xlsx_styles_at(&styles, "0") == dates[i] - '0');
	}
}

static void
test_places(void)
{
	static const struct {
		const char *name;
		long row, column; /* 0: none */
	} cases[] = {
		{ "A1", 1, 1 },
		{ "Z9", 9, 26 },
		{ "AA10", 10, 27 },
		{ "SR7", 7, 512 },
		{ "XFD1048576", 1048576, 16384 },
		{ "XFE1", 0, 0 },
		{ "A1048577", 0, 0 },
		{ "A0", 0, 0 },
		{ "A01", 0, 0 },
		{ "A", 0, 0 },
		{ "1", 0, 0 },
		{ "", 0, 0 },
		{ "a1", 0, 0 },
		{ "A1 ", 0, 0 },
		{ "$A$1", 0, 0 },
		{ "A1:B2", 0, 0 },
		{ "AAAAAAAAAAAAAAAAAAAAAA1", 0, 0 },
		{ "A99999999999999999999999", 0, 0 },
	};
	char name[XLSX_CELL_NAME_SIZE];
	long row, column;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int rc = xlsx_cell_place(cases[i].name, &row, &column);

		CHECK_CASE(cases[i].name, (rc == 0) == (cases[i].row > 0));
		if (rc < 0)
			continue;
		CHECK_INT(row, cases[i].row);
		CHECK_INT(column, cases[i].column);
		CHECK_TEXT(xlsx_cell_name(row, column, name), cases[i].name);
	}
}

static const struct test tests[] = {
	{ "numbers are decimal and of 15 digits", test_numbers },
	{ "serial numbers are days and seconds", test_dates },
	{ "a format code shows a date or a number", test_codes },
	{ "built-in formats show dates and times", test_built_in },
	{ "references name cells", test_places },
	{ NULL, NULL },
};

const struct suite test_xlsx_values = { "io/xlsx_values", tests };
