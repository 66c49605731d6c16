#ifndef IO_XML_HEAD_H
#define IO_XML_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* The beginning of an XML file: in which encoding the rest is. */

#define XML_HEAD_SIZE ((size_t)1024) /* the declaration stands in it */
#define XML_ENCODING_SIZE 48

struct err;

/** xml_head_is_enough(head, len): whether ${head} shows the encoding; it does
 * when it is XML_HEAD_SIZE long. */
bool xml_head_is_enough(const char *head, size_t len);

/** xml_head_encoding(head, len, name, skip, err): the encoding's name as
 * declared, "UTF-8" without a declaration; ${skip} bytes of a BOM stand
 * before the text.  UTF-16 and contradictions are ERR_INPUT. */
int xml_head_encoding(const char *head, size_t len,
	char name[XML_ENCODING_SIZE], size_t *skip, struct err *err);

#endif
