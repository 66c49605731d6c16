/*
 * ISO 20022 camt.053, the bank-to-customer statement: docs/formats/camt053.md.
 * The XML is read by io/xml.h; here is what to do at which element.
 */
#include "format/camt.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

#define MESSAGE "camt.053.001."
#define VERSION_MIN 2
#define VERSION_MAX 13

extern const struct format format_camt053;

/* --- slots ------------------------------------------------------------- */

const char *
camt_text(const struct parser *parser, enum camt_slot slot)
{
	return buf_text(&parser->slots[slot].text);
}

void
camt_clear(struct parser *parser, enum camt_slot first, enum camt_slot last)
{
	for (int i = (int)first; i <= (int)last; i++)
		buf_clear(&parser->slots[i].text);
}

int
camt_refuse(const struct parser *parser, enum camt_slot slot, struct err *err)
{
	const struct camt_text *at = &parser->slots[slot];

	return err_within(err, "%ld:%ld: %s", at->line, at->column,
		at->name != NULL ? at->name : "Stmt");
}

static int
too_long(const char *name, long line, long column, struct err *err)
{
	return err_at(err, ERR_LIMIT, line, column,
		_("%s: a text of more than %zu bytes"), name, CAMT_FIELD_MAX);
}

/* For messages: an element with the one it stands in, "BookgDt/Dt". */
static const char *
name_of(const struct camt_field *field)
{
	const char *at = strrchr(field->path, '/');

	while (at > field->path && at[-1] != '/')
		at--;
	return at;
}

/* ${text} of an element (or of its Ccy) into ${slot}, by its ${mode}. */
static int
keep(struct parser *parser, enum camt_slot slot, enum camt_mode mode,
	const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct camt_text *const kept = &parser->slots[slot];

	if (*text == '\0')
		return 0;
	if (kept->text.len > 0 && mode == MODE_ONCE)
		return err_at(err, ERR_INPUT, line, column,
			_("%s: it is there twice"), name);
	if (kept->text.len > 0 && mode == MODE_KEEP)
		return 0;
	if (kept->text.len + strlen(text) + 1 > CAMT_FIELD_MAX)
		return too_long(name, line, column, err);
	if (kept->text.len > 0)
		buf_putc(&kept->text, ' ');
	if (strpbrk(text, "\r\n") != NULL)
		camt_fold(&kept->text, text);
	else
		buf_puts(&kept->text, text);
	kept->name = name;
	kept->line = line;
	kept->column = column;
	return buf_check(&kept->text, err);
}

/* --- the namespace ----------------------------------------------------- */

/* What banks hand out besides statements. */
static const struct {
	const char *message;
	const char *what;
} others[] = {
	{ "camt.052", N_("an intraday report") },
	{ "camt.054", N_("a notice of single bookings") },
	{ "camt.", N_("another message of cash management") },
	{ "pain.", N_("a payment order or its status") },
	{ "pacs.", N_("a message between banks") },
};

static int
refuse_message(const char *space, long line, long column, struct err *err)
{
	const char *what = N_("an XML file of another kind");

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strstr(space, others[i].message) != NULL) {
			what = others[i].what;
			break;
		}
	}
	err_at(err, ERR_INPUT, line, column, _("%.100s: %s, not a statement"),
		space, _(what));
	return err_hint(
		err, _("Download the statement of the closed day (camt.053)."));
}

/* The namespace's tail tells message and version: any bank's prefix. */
static int
check_namespace(const char *space, long line, long column, struct err *err)
{
	const char *found = strstr(space, MESSAGE);
	long version;

	if (*space == '\0')
		return err_at(err, ERR_INPUT, line, column,
			_("Document: no namespace, so no message and version "
			  "of ISO 20022"));
	if (found == NULL)
		return refuse_message(space, line, column, err);
	found += strlen(MESSAGE);
	version =
		strspn(found, "0123456789") == 2 ? strtol(found, NULL, 10) : 0;
	if (version >= VERSION_MIN && version <= VERSION_MAX)
		return 0;
	return err_at(err, ERR_INPUT, line, column,
		_("%s%.10s is not known: versions %02d to %d are read"),
		MESSAGE, found, VERSION_MIN, VERSION_MAX);
}

/* --- elements ---------------------------------------------------------- */

static void
enter(struct parser *parser, enum camt_event event, long line, long column)
{
	switch (event) {
	case EVENT_STMT:
		camt_statement_start(parser, line, column);
		break;
	case EVENT_ACCT:
		parser->has_account = true;
		break;
	case EVENT_BAL:
		camt_clear(parser, BAL_TYPE, BAL_DAY);
		break;
	case EVENT_NTRY:
		camt_entry_start(parser, line, column);
		break;
	case EVENT_TX:
	case EVENT_RETURN:
	case EVENT_NONE:
		break;
	}
}

static int
leave(struct parser *parser, enum camt_event event, struct err *err)
{
	switch (event) {
	case EVENT_STMT:
		return camt_statement_end(parser, err);
	case EVENT_BAL:
		return camt_balance_end(parser, err);
	case EVENT_NTRY:
		return camt_entry_end(parser, err);
	case EVENT_TX:
		return camt_detail_end(parser, err);
	case EVENT_RETURN:
		camt_return_end(parser);
		return 0;
	case EVENT_ACCT:
	case EVENT_NONE:
		break;
	}
	return 0;
}

static int
keep_currency(struct parser *parser, const struct camt_field *field,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(attributes[i].name, "Ccy") == 0)
			return keep(parser, field->currency, MODE_KEEP, "Ccy",
				attributes[i].value, line, column, err);
	return 0;
}

/* Outside of Document: any envelope is passed over. */
static int
look_for_document(struct parser *parser, const char *space, const char *name,
	long line, long column, struct err *err)
{
	if (strcmp(name, parser->root->name) != 0)
		return 0;
	if (check_namespace(space, line, column, err) < 0)
		return -1;
	parser->has_document = true;
	parser->node = parser->root;
	return 0;
}

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct parser *const parser = ctx;
	struct camt_node *child;

	if (parser->node == NULL)
		return look_for_document(
			parser, space, name, line, column, err);
	child = parser->skipped > 0 ? NULL : camt_child(parser->node, name);
	if (child == NULL) {
		parser->skipped++;
		return 0;
	}
	parser->node = child;
	if (child->field == NULL)
		return 0;
	enter(parser, child->field->event, line, column);
	if (child->field->currency == SLOT_NONE)
		return 0;
	return keep_currency(
		parser, child->field, attributes, count, line, column, err);
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct parser *const parser = ctx;
	struct camt_node *const node = parser->node;
	const struct camt_field *field;

	(void)name;
	if (node == NULL)
		return 0;
	if (parser->skipped > 0) {
		parser->skipped--;
		return 0;
	}
	parser->node = node->parent;
	field = node->field;
	if (field == NULL)
		return 0;
	if (field->event != EVENT_NONE)
		return leave(parser, field->event, err);
	if (strlen(text) > CAMT_FIELD_MAX)
		return too_long(name_of(field), line, column, err);
	if (field->mode == MODE_REMARK) {
		camt_remark(parser, text);
		return 0;
	}
	return keep(parser, field->slot, field->mode, name_of(field), text,
		line, column, err);
}

/* --- the format -------------------------------------------------------- */

static bool
has(const char *head, size_t len, const char *word)
{
	return memmem(head, len, word, strlen(word)) != NULL;
}

/* Other messages of ISO 20022 are a MAYBE, so that they are refused here,
 * where it is known what they are. */
static enum probe
probe(const struct format *format, const char *head, size_t len)
{
	const char *text = head;

	(void)format;
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	while (text < head + len && strchr(" \t\r\n", *text) != NULL &&
		*text != '\0')
		text++;
	if (text == head + len || *text != '<')
		return PROBE_NO;
	if (has(head, len, "camt.053."))
		return PROBE_YES;
	if (has(head, len, "<Document") || has(head, len, ":Document") ||
		has(head, len, "BkToCstmr"))
		return PROBE_MAYBE;
	return PROBE_NO;
}

static void
camt_close(struct parser *parser)
{
	if (parser == NULL)
		return;
	xml_reader_close(parser->xml);
	for (int i = 0; i < SLOT_COUNT; i++)
		buf_release(&parser->slots[i].text);
	for (int i = 0; i < AGREED_COUNT; i++)
		buf_release(&parser->agreed[i]);
	buf_release(&parser->remark);
	arena_release(&parser->arena);
	free(parser);
}

static struct parser *
camt_open(const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *parser = calloc(1, sizeof(*parser));
	struct xml_handler handler = { parser, on_start, on_end };

	(void)format;
	if (parser == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	parser->sink = *sink;
	parser->root = camt_tree(&parser->arena, err);
	if (parser->root == NULL ||
		xml_reader_open(&handler, &parser->xml, err) < 0) {
		camt_close(parser);
		return NULL;
	}
	return parser;
}

static int
camt_feed(struct parser *parser, const char *bytes, size_t len, struct err *err)
{
	return xml_reader_feed(parser->xml, bytes, len, err);
}

static int
camt_finish(struct parser *parser, struct err *err)
{
	if (xml_reader_finish(parser->xml, err) < 0)
		return -1;
	if (!parser->has_document)
		return err_at(err, ERR_INPUT, 1, 1,
			_("no Document of ISO 20022 in it"));
	if (parser->statements == 0) {
		err_at(err, ERR_INPUT, 1, 1,
			_("Document: no statement (BkToCstmrStmt/Stmt) in "
			  "it"));
		return err_hint(err,
			_("Download the statement of the closed day "
			  "(camt.053)."));
	}
	return 0;
}

const struct format format_camt053 = {
	.name = "camt053",
	.title = N_("Bank statement, ISO 20022 camt.053"),
	.variants = N_("camt.053.001.02 to camt.053.001.13; UTF-8, "
		       "ISO-8859-1, GBK, GB18030"),
	.source = SOURCE_BANK,
	.probe = probe,
	.open = camt_open,
	.feed = camt_feed,
	.finish = camt_finish,
	.close = camt_close,
};
