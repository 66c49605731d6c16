#ifndef IO_XML_ESCAPE_H
#define IO_XML_ESCAPE_H

#include <stddef.h>

/* Texts that are put into XML. */

struct buf;

/** xml_escape(out, text, len): with entities for what is markup and for white
 * space that would not come back as it was; U+FFFD stands for what is not
 * UTF-8 or may not be in XML 1.0 (production 2, and the control characters
 * that it advises against). */
void xml_escape(struct buf *out, const char *text, size_t len);

#endif
