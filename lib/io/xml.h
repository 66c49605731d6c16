#ifndef IO_XML_H
#define IO_XML_H

#include <stddef.h>

/*
 * XML in pieces, by libxml2's SAX2 push parser: elements, attributes, text.
 * Recipe of reliability.md 4.1: a DOCTYPE, an entity, an external reference,
 * a depth over LIMIT_DEPTH, a text over LIMIT_TEXT is refused with line and
 * column; UTF-8, ISO-8859-1 and GB18030 declarations are taken, nothing is
 * fetched.
 */

struct err;
struct xml_reader;

struct xml_attribute {
	const char *name; /* local name */
	const char *value;
	size_t len;
};

/* Local names, without prefix.  ${text} of an element is handed over when the
 * element ends: all of its character data, joined, trimmed of white space at
 * both ends.  -1 stops the reading. */
struct xml_handler {
	void *ctx;
	int (*start)(void *ctx, const char *space, const char *name,
		const struct xml_attribute *attributes, size_t count, long line,
		long column, struct err *err);
	int (*end)(void *ctx, const char *name, const char *text, long line,
		long column, struct err *err);
};

int xml_reader_open(const struct xml_handler *handler,
	struct xml_reader **reader, struct err *err);

/** xml_reader_keep_blanks(reader, name): of elements of that name the text is
 * handed over with the white space at its ends.  ${name} must live on. */
void xml_reader_keep_blanks(struct xml_reader *reader, const char *name);

int xml_reader_feed(struct xml_reader *reader, const char *bytes, size_t len,
	struct err *err);
int xml_reader_finish(struct xml_reader *reader, struct err *err);
void xml_reader_close(struct xml_reader *reader);

#endif
