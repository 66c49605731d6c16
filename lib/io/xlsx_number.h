#ifndef IO_XLSX_NUMBER_H
#define IO_XLSX_NUMBER_H

#include <stdbool.h>

#include "io/xlsx_styles.h"

/*
 * Numbers of cells, in decimal digits only.
 *
 * A spreadsheet holds numbers of 53 bits and writes 17 digits of them, of
 * which 15 are what was entered: 267.10000000000002 is 267.1.  So a number of
 * more than 15 digits is rounded to 15, as the spreadsheet shows it.  What
 * takes more than 15 places before or after the point is in E-notation
 * (6.21E+18): as an identifier it has lost digits and is refused by the
 * formats.
 */

struct err;

#define XLSX_NUMBER_SIZE 64

/** xlsx_number_text(said, text): ${said}, an xsd:double, as above; -1 if it is
 * no number. */
int xlsx_number_text(const char *said, char text[XLSX_NUMBER_SIZE]);

/** xlsx_number_date(said, style, since_1904, text, err): the serial number of
 * a day and its fraction as YYYY-MM-DD, with HH:MM:SS if it has a fraction or
 * ${style} shows one; HH:MM:SS alone for a fraction of no day.  Rounded to the
 * second.  29 February 1900, which never was, is refused. */
int xlsx_number_date(const char *said, enum xlsx_style style, bool since_1904,
	char text[XLSX_NUMBER_SIZE], struct err *err);

#endif
