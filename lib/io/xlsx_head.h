#ifndef IO_XLSX_HEAD_H
#define IO_XLSX_HEAD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/form.h"
#include "io/xlsx_cell.h"
#include "io/xml.h"

/* The head of a sheet that is to be filled (base/form.h): its first rows, the
 * styles of its columns, its lists of values. */

#define XLSX_HEAD_RULES 2
#define XLSX_HEAD_HEADERS 3
#define XLSX_HEAD_DATA 4

struct xlsx_head {
	struct arena *arena; /* of the texts */
	const struct xlsx_context *context;
	struct form_sheet sheet;
	const char *stamp; /* the first text that begins with "pt:"; or NULL */
	bool has_data;	   /* a text stands where data begin */

	/* Private. */
	bool in_data, is_list;
	long row, column;
	struct xlsx_cell cell;
	int cell_depth;	    /* 0: outside of a cell */
	const char *ranges; /* of the validation that is being read */
	struct buf text;
};

/** xlsx_head_handler(head): who reads the part; ${arena} and ${context} are
 * set, the rest is zero. */
struct xml_handler xlsx_head_handler(struct xlsx_head *head);

void xlsx_head_release(struct xlsx_head *head);

#endif
