#ifndef IO_XLSX_TEXT_H
#define IO_XLSX_TEXT_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * A text of a workbook, in one piece or in runs of rich text, which are
 * joined; readings (furigana, <rPh>) are no part of it.  Characters that XML
 * may not hold are written _xHHHH_ (ISO/IEC 29500-1 22.9.2.19).
 */

struct err;

struct xlsx_text {
	struct buf text;
	bool in_reading;
};

/** xlsx_text_begin(text): none is known yet. */
void xlsx_text_begin(struct xlsx_text *text);

/** xlsx_text_start(text, name), xlsx_text_end(text, name, said, err): an
 * element within it starts, ends. */
void xlsx_text_start(struct xlsx_text *text, const char *name);
int xlsx_text_end(struct xlsx_text *text, const char *name, const char *said,
	struct err *err);

/** xlsx_text_add(buf, said, err): ${said} with its escapes undone; -1 if it
 * holds what no text may (reliability.md G23). */
int xlsx_text_add(struct buf *buf, const char *said, struct err *err);

#endif
