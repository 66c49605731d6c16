#ifndef IO_XLSX_STRINGS_H
#define IO_XLSX_STRINGS_H

#include "base/arena.h"
#include "base/vec.h"
#include "io/xlsx_text.h"
#include "io/xml.h"

/* The texts that cells share by their number (ISO/IEC 29500-1 18.4). */

struct xlsx_strings {
	struct arena arena;
	VEC(const char *);
	size_t used; /* of LIMIT_STRINGS */
	struct xlsx_text text;
	int depth;
};

/** xlsx_strings_handler(strings): who reads the part. */
struct xml_handler xlsx_strings_handler(struct xlsx_strings *strings);

void xlsx_strings_release(struct xlsx_strings *strings);

#endif
