#ifndef IO_XLSX_PACKAGE_H
#define IO_XLSX_PACKAGE_H

#include <stdbool.h>

#include "io/unzip.h"
#include "io/xlsx.h"
#include "io/xlsx_book.h"
#include "io/xlsx_cell.h"

/*
 * The zip file of a workbook and what all of its sheets have in common: which
 * they are, where they lie, shared texts and styles.  The zip is gone through
 * from its beginning until all of that is known, and again for the sheets.
 */

struct err;

#define XLSX_PIECE ((size_t)32 * 1024)

/* What is read before the sheets; later ones are known by earlier ones. */
enum xlsx_part {
	XLSX_PACKAGE,
	XLSX_WORKBOOK,
	XLSX_RELATIONS,
	XLSX_STRINGS,
	XLSX_STYLES,
	XLSX_PARTS
};

struct xlsx_package {
	struct xlsx_zip zip;
	struct unzip *unzip; /* on this way through the zip */
	struct xlsx_book book;
	struct xlsx_context context;
	bool is_read[XLSX_PARTS];
	int passes;
	int seen[XLSX_PARTS]; /* on which way it was met last */
	char piece[XLSX_PIECE];
};

/** xlsx_package_read(package, err): all but the sheets; ${package->zip} is
 * set, the rest is zero. */
int xlsx_package_read(struct xlsx_package *package, struct err *err);

/** xlsx_package_begin(package, err): at the first entry of the zip again. */
int xlsx_package_begin(struct xlsx_package *package, struct err *err);

/** xlsx_package_inflate(package, err): the next inflated bytes of the entry
 * into ${package->piece}, counted; 0 at its end, -1. */
long xlsx_package_inflate(struct xlsx_package *package, struct err *err);

/** xlsx_package_pass_over(package, err): an entry that is not wanted. */
int xlsx_package_pass_over(struct xlsx_package *package, struct err *err);

/** xlsx_package_parse(package, handler, err): the entry, as XML. */
int xlsx_package_parse(struct xlsx_package *package,
	const struct xml_handler *handler, struct err *err);

void xlsx_package_release(struct xlsx_package *package);

#endif
