#ifndef IO_XLSX_BOOK_H
#define IO_XLSX_BOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "io/xml.h"

/*
 * What a workbook consists of: the relations of the package name the workbook,
 * the workbook names its sheets, and its relations say where they lie
 * (ISO/IEC 29500-2, -1 18.2).
 */

struct xlsx_sheet_entry {
	const char *name;
	const char *id; /* of the relation */
	bool hidden;
	bool seen; /* its part was met in the zip */
};

struct xlsx_relation {
	const char *id;
	const char *path; /* of a worksheet's part in the zip */
};

struct xlsx_book {
	struct arena arena;
	const char *workbook, *relations; /* paths; NULL until known */
	const char *strings, *styles;	  /* NULL, too, if there are none */
	bool since_1904;		  /* day 0 is 1904-01-01 */
	struct {
		VEC(struct xlsx_sheet_entry);
	} sheets;
	struct {
		VEC(struct xlsx_relation);
	} worksheets;

	int depth; /* of the part that is being read */
	bool in_sheets;
};

#define XLSX_PACKAGE_RELATIONS "_rels/.rels"

/** xlsx_book_package(book), ..._workbook(book), ..._relations(book): who reads
 * "_rels/.rels", the workbook, the relations of the workbook. */
struct xml_handler xlsx_book_package(struct xlsx_book *book);
struct xml_handler xlsx_book_workbook(struct xlsx_book *book);
struct xml_handler xlsx_book_relations(struct xlsx_book *book);

/** xlsx_book_sheet(book, path): the sheet whose part lies there, or NULL. */
struct xlsx_sheet_entry *
xlsx_book_sheet(struct xlsx_book *book, const char *path);

/** xlsx_book_is_worksheet(book, sheet): whether it is one of cells; a sheet
 * may be a chart. */
bool xlsx_book_is_worksheet(
	const struct xlsx_book *book, const struct xlsx_sheet_entry *sheet);

/** xlsx_book_root(name, want, err): whether a part has the root element that
 * it must have; -1 if not. */
int xlsx_book_root(const char *name, const char *want, struct err *err);

/** xlsx_book_attribute(attributes, count, name): its value, or NULL. */
const char *xlsx_book_attribute(
	const struct xml_attribute *attributes, size_t count, const char *name);

void xlsx_book_release(struct xlsx_book *book);

#endif
