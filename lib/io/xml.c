#include "io/xml.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/limits.h"
#include "io/transcode.h"
#include "io/xml_head.h"
#include "io/xml_text.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ATTRIBUTES_MAX 64

struct xml_reader {
	struct xml_handler handler;
	const char *verbatim; /* NULL, or elements whose text keeps blanks */
	xmlParserCtxtPtr parser;
	struct transcoder *transcoder; /* NULL until the head was seen */
	char head[XML_HEAD_SIZE];
	size_t head_len;

	bool failed; /* with the first failure, which stays */
	bool ending; /* places are at the end of the file */
	struct err failure;

	struct xml_texts texts; /* of the open elements */
	struct buf values;	/* of the attributes */
};

/* --- the first failure ------------------------------------------------- */

/* What is in ${reader}->failure is final; libxml2 is told to stop. */
static void
fail(struct xml_reader *reader)
{
	reader->failed = true;
	xmlStopParser(reader->parser);
}

static void
place(const struct xml_reader *reader, long *line, long *column)
{
	const struct _xmlParserInput *input = reader->parser->input;

	if (reader->ending || input == NULL) {
		transcoder_place(reader->transcoder, line, column);
		return;
	}
	*line = input->line;
	*column = input->col > 0 ? input->col : 0;
}

/* The same, and the place is yet to be put before the message. */
static void
fail_here(struct xml_reader *reader)
{
	long line, column;

	place(reader, &line, &column);
	err_within(&reader->failure, "%ld:%ld", line, column);
	fail(reader);
}

static void
refuse(struct xml_reader *reader, enum err_code code, const char *what)
{
	if (reader->failed)
		return;
	err_set(&reader->failure, code, "%s", what);
	fail_here(reader);
}

/* libxml2's message without its line end, cut where it quotes the file. */
static void
on_error(void *ctx, xmlErrorPtr error)
{
	struct xml_reader *reader = ctx;
	const char *what = error->message != NULL ? error->message : "";
	const int len = (int)strcspn(what, "\r\n");
	long line = error->line, column = error->int2;

	if (reader->failed || error->level < XML_ERR_ERROR)
		return;
	if (error->code == XML_ERR_NO_MEMORY) {
		err_set(&reader->failure, ERR_MEMORY, _("memory is exhausted"));
		fail(reader);
		return;
	}
	if (reader->ending) {
		long end_line, end_column;

		/* What has no sense libxml2 reads to the end, and then tells
		 * the line where it began. */
		place(reader, &end_line, &end_column);
		if (line >= end_line && reader->texts.depth > 0) {
			refuse(reader, ERR_INPUT,
				_("not well-formed XML: the file is cut off"));
			return;
		}
		if (line >= end_line) {
			line = end_line;
			column = end_column;
		}
	}
	err_at(&reader->failure, ERR_INPUT, line, column,
		_("not well-formed XML: %.*s"), len < 200 ? len : 200, what);
	fail(reader);
}

/* Between files nothing is of interest, least of all on standard error. */
static void
on_stray_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error;
}

/* --- what libxml2 calls ------------------------------------------------ */

static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *external_id,
	const xmlChar *system_id)
{
	(void)name, (void)external_id, (void)system_id;
	refuse(ctx, ERR_INPUT, _("a DOCTYPE is not accepted"));
}

static void
on_reference(void *ctx, const xmlChar *name)
{
	(void)name;
	refuse(ctx, ERR_INPUT, _("an entity is not accepted"));
}

static void
on_text(void *ctx, const xmlChar *chars, int count)
{
	struct xml_reader *reader = ctx;

	if (!reader->failed &&
		xml_texts_add(&reader->texts, (const char *)chars,
			(size_t)count, &reader->failure) < 0)
		fail_here(reader);
}

/* The attributes as libxml2 hands them over, five pointers each, made whole
 * texts in ${reader}->values. */
static int
copy_attributes(struct xml_reader *reader, const xmlChar **from, size_t count,
	struct xml_attribute *attributes)
{
	buf_clear(&reader->values);
	for (size_t i = 0; i < count; i++) {
		const char *value = (const char *)from[5 * i + 3];
		const size_t len = (size_t)(from[5 * i + 4] - from[5 * i + 3]);

		if (len > limits_size(LIMIT_TEXT) ||
			!xml_text_is_clean(value, len)) {
			refuse(reader, ERR_INPUT,
				_("an attribute is too long or holds a "
				  "control, invisible or private character"));
			return -1;
		}
		attributes[i].name = (const char *)from[5 * i];
		attributes[i].len = reader->values.len;
		xml_text_add_value(&reader->values, value, len);
	}
	if (buf_check(&reader->values, &reader->failure) < 0) {
		fail(reader);
		return -1;
	}
	/* Now that the buffer moves no more; no value holds a NUL. */
	for (size_t i = 0; i < count; i++) {
		attributes[i].value = reader->values.s + attributes[i].len;
		attributes[i].len = strlen(attributes[i].value);
	}
	return 0;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *space, int space_count, const xmlChar **spaces,
	int count, int defaulted, const xmlChar **from)
{
	struct xml_reader *reader = ctx;
	struct xml_attribute attributes[ATTRIBUTES_MAX];
	long line, column;

	(void)prefix, (void)space_count, (void)spaces, (void)defaulted;
	if (reader->failed)
		return;
	if (xml_texts_open(&reader->texts,
		    reader->verbatim != NULL &&
			    strcmp(reader->verbatim, (const char *)name) == 0,
		    &reader->failure) < 0) {
		fail_here(reader);
		return;
	}
	if (count > ATTRIBUTES_MAX) {
		refuse(reader, ERR_LIMIT, _("more than 64 attributes"));
		return;
	}
	if (count > 0 &&
		copy_attributes(reader, from, (size_t)count, attributes) < 0)
		return;
	place(reader, &line, &column);
	if (reader->handler.start(reader->handler.ctx,
		    space != NULL ? (const char *)space : "",
		    (const char *)name, attributes, (size_t)count, line, column,
		    &reader->failure) < 0)
		fail(reader);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *space)
{
	struct xml_reader *reader = ctx;
	const char *text;
	long line, column;

	(void)prefix, (void)space;
	if (reader->failed)
		return;
	text = xml_texts_end(&reader->texts);
	place(reader, &line, &column);
	if (reader->handler.end(reader->handler.ctx, (const char *)name, text,
		    line, column, &reader->failure) < 0)
		fail(reader);
	xml_texts_close(&reader->texts);
}

/* 0, or the first failure, again and again. */
static int
outcome(const struct xml_reader *reader, struct err *err)
{
	if (!reader->failed)
		return 0;
	*err = reader->failure;
	return -1;
}

/* To libxml2, which does not tell all of its failures to the parser's own
 * handler: a lack of memory while it looks at a namespace is one. */
static int
parse_chunk(struct xml_reader *reader, const char *text, size_t len, bool end)
{
	int rc;

	xmlSetStructuredErrorFunc(reader, on_error);
	rc = xmlParseChunk(reader->parser, text, (int)len, end);
	xmlSetStructuredErrorFunc(NULL, on_stray_error);
	return rc;
}

/* Checked UTF-8 to libxml2; its failure, or that of a callback. */
static int
parse(struct xml_reader *reader, const char *text, size_t len, struct err *err)
{
	if (len > 0)
		parse_chunk(reader, text, len, false);
	if (!reader->failed && reader->parser->errNo != XML_ERR_OK)
		refuse(reader, ERR_INPUT, _("not well-formed XML"));
	return outcome(reader, err);
}

/* Keep a failure that came from elsewhere: nothing is accepted after it. */
static int
keep(struct xml_reader *reader, const struct err *err)
{
	if (!reader->failed) {
		reader->failure = *err;
		fail(reader);
	}
	return -1;
}

static int
feed(struct xml_reader *reader, const char *bytes, size_t len, struct err *err)
{
	const char *text;
	size_t text_len;

	while (len > 0) {
		if (transcoder_next(reader->transcoder, &bytes, &len, &text,
			    &text_len, err) < 0)
			return keep(reader, err);
		if (parse(reader, text, text_len, err) < 0)
			return -1;
	}
	return 0;
}

/* The head is complete: choose the encoding, and go on with its bytes. */
static int
begin(struct xml_reader *reader, struct err *err)
{
	char name[XML_ENCODING_SIZE];
	size_t skip;

	if (xml_head_encoding(
		    reader->head, reader->head_len, name, &skip, err) < 0 ||
		transcoder_open(name, &reader->transcoder, err) < 0)
		return keep(reader, err);
	return feed(reader, reader->head + skip, reader->head_len - skip, err);
}

int
xml_reader_feed(struct xml_reader *reader, const char *bytes, size_t len,
	struct err *err)
{
	if (outcome(reader, err) < 0)
		return -1;
	/* Byte by byte, until the declaration's end is in the head. */
	while (reader->transcoder == NULL) {
		if (xml_head_is_enough(reader->head, reader->head_len)) {
			if (begin(reader, err) < 0)
				return -1;
			break;
		}
		if (len == 0)
			return 0;
		reader->head[reader->head_len++] = *bytes++;
		len--;
	}
	return feed(reader, bytes, len, err);
}

int
xml_reader_finish(struct xml_reader *reader, struct err *err)
{
	int rc;

	if (outcome(reader, err) < 0)
		return -1;
	if (reader->transcoder == NULL) {
		if (reader->head_len == 0)
			return err_at(
				err, ERR_INPUT, 1, 1, _("the file is empty"));
		if (begin(reader, err) < 0)
			return -1;
	}
	if (transcoder_finish(reader->transcoder, err) < 0)
		return keep(reader, err);
	reader->ending = true;
	rc = parse_chunk(reader, NULL, 0, true);
	if (rc != XML_ERR_OK || !reader->parser->wellFormed ||
		reader->parser->errNo != XML_ERR_OK || reader->texts.depth != 0)
		refuse(reader, ERR_INPUT, _("not well-formed XML"));
	return outcome(reader, err);
}

/* --- open and close ---------------------------------------------------- */

/* Nothing is ever fetched, whatever a document asks for. */
static xmlParserInputPtr
load_nothing(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

int
xml_reader_open(const struct xml_handler *handler, struct xml_reader **reader,
	struct err *err)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.externalSubset = on_doctype,
		.reference = on_reference,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.serror = on_error,
	};
	struct xml_reader *made = calloc(1, sizeof(*made));

	*reader = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->handler = *handler;
	xml_texts_init(&made->texts);
	xmlSetExternalEntityLoader(load_nothing);
	xmlSetStructuredErrorFunc(NULL, on_stray_error);
	made->parser = xmlCreatePushParserCtxt(&sax, made, NULL, 0, NULL);
	/* The encoding was dealt with before libxml2 sees a byte. */
	if (made->parser == NULL ||
		xmlCtxtUseOptions(made->parser,
			XML_PARSE_NONET | XML_PARSE_NOCDATA |
				XML_PARSE_IGNORE_ENC) != 0) {
		xml_reader_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	*reader = made;
	return 0;
}

void
xml_reader_keep_blanks(struct xml_reader *reader, const char *name)
{
	reader->verbatim = name;
}

void
xml_reader_close(struct xml_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->parser != NULL)
		xmlFreeParserCtxt(reader->parser);
	transcoder_close(reader->transcoder);
	buf_release(&reader->texts.text);
	buf_release(&reader->values);
	free(reader);
}
