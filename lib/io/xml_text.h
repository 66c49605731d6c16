#ifndef IO_XML_TEXT_H
#define IO_XML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "io/limits.h"

/* Texts of XML as libxml2 hands them over: gathered, bounded, checked. */

struct err;

/** xml_text_is_clean(text, len): whether it holds none of the code points of
 * reliability.md G23.  Character references can say what the bytes may not. */
bool xml_text_is_clean(const char *text, size_t len);

/** xml_text_add_value(values, value, len): an attribute's value, in which
 * libxml2 leaves an ampersand as "&#38;" (not so in texts), and a NUL. */
void xml_text_add_value(struct buf *values, const char *value, size_t len);

/* The texts of the elements that are open, outermost first. */
struct xml_texts {
	size_t depth;
	size_t starts[LIMIT_DEPTH_LARGEST];
	bool verbatim[LIMIT_DEPTH_LARGEST]; /* blanks at its ends stay */
	struct buf text;
	size_t depth_max, text_max; /* LIMIT_DEPTH, LIMIT_TEXT */
};

/** xml_texts_init(texts): none is open. */
void xml_texts_init(struct xml_texts *texts);

/** xml_texts_open(texts, verbatim, err): an element begins, whose text keeps
 * the blanks at its ends or not; ERR_LIMIT if it lies too deep.  The message
 * names no place. */
int xml_texts_open(struct xml_texts *texts, bool verbatim, struct err *err);

/** xml_texts_add(texts, text, len, err): more of the innermost one's text;
 * blanks before it are dropped unless it is verbatim; outside of all elements
 * everything is. */
int xml_texts_add(
	struct xml_texts *texts, const char *text, size_t len, struct err *err);

/** xml_texts_end(texts): the innermost element's text, without blanks at its
 * ends unless it is verbatim; it lives until xml_texts_close(), which must
 * follow. */
const char *xml_texts_end(struct xml_texts *texts);
void xml_texts_close(struct xml_texts *texts);

#endif
