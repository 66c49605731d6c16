/*
 * ISO 20022 camt.052, 053 and 054: what a bank tells of the bookings of an
 * account, as an intraday report, as a statement, as a notice:
 * docs/formats/camt.md.  The XML is read by io/xml.h; here is what to do at
 * which element.
 */
#include "format/iso20022/camt.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"

#include <stdlib.h>
#include <string.h>

extern const struct format format_camt052;
extern const struct format format_camt053;
extern const struct format format_camt054;

static const struct camt_kind kinds[] = {
	{ &format_camt052, "camt.052", "BkToCstmrAcctRptV01", "Rpt" },
	{ &format_camt053, "camt.053", "BkToCstmrStmtV01", "Stmt" },
	{ &format_camt054, "camt.054", "BkToCstmrDbtCdtNtfctnV01", "Ntfctn" },
};

/* --- slots ------------------------------------------------------------- */

/* For messages: an element with the one it stands in, "BookgDt/Dt". */
static const char *
name_of(const char *path)
{
	const char *at = strrchr(path, '/');

	if (at == NULL)
		return path;
	while (at > path && at[-1] != '/')
		at--;
	return at;
}

const char *
camt_text(const struct parser *parser, enum camt_slot slot)
{
	return buf_text(&parser->slots[slot].text);
}

void
camt_clear(struct parser *parser, enum camt_slot first, enum camt_slot last)
{
	for (int i = (int)first; i <= (int)last; i++)
		if (parser->slots[i].text.len > 0)
			buf_clear(&parser->slots[i].text);
}

int
camt_refuse(const struct parser *parser, enum camt_slot slot, struct err *err)
{
	const struct camt_text *at = &parser->slots[slot];

	return err_within(err, "%ld:%ld: %s", at->line, at->column,
		at->path != NULL ? name_of(at->path) : parser->kind->statement);
}

static int
too_long(const char *path, long line, long column, struct err *err)
{
	return err_at(err, ERR_LIMIT, line, column,
		_("%s: a text of more than %zu bytes"), name_of(path),
		CAMT_FIELD_MAX);
}

/* ${text} of the element at ${path} (or of its Ccy) into ${slot}, by its
 * ${mode}. */
static int
keep(struct parser *parser, enum camt_slot slot, enum camt_mode mode,
	const char *path, const char *text, size_t len, long line, long column,
	struct err *err)
{
	struct camt_text *const kept = &parser->slots[slot];

	if (len == 0)
		return 0;
	if (kept->text.len > 0 && mode == MODE_ONCE)
		return err_at(err, ERR_INPUT, line, column,
			_("%s: it is there twice"), name_of(path));
	if (kept->text.len > 0 && mode == MODE_KEEP)
		return 0;
	if (kept->text.len + len + 1 > parser->field_max)
		return too_long(path, line, column, err);
	if (kept->text.len > 0)
		buf_putc(&kept->text, ' ');
	if (memchr(text, '\n', len) != NULL || memchr(text, '\r', len) != NULL)
		texts_fold(&kept->text, text, len);
	else
		buf_add(&kept->text, text, len);
	kept->path = path;
	kept->line = line;
	kept->column = column;
	return buf_check(&kept->text, err);
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
				attributes[i].value, attributes[i].len, line,
				column, err);
	return 0;
}

/* Outside of Document: any envelope is passed over. */
static int
look_for_document(struct parser *parser, const char *space, const char *name,
	long line, long column, struct err *err)
{
	if (strcmp(name, parser->elements.root->name) != 0)
		return 0;
	if (iso20022_check(parser->message, space, line, column, err) < 0)
		return -1;
	parser->has_document = true;
	elements_open(&parser->elements);
	return 0;
}

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct parser *const parser = ctx;
	const struct camt_field *field;

	if (parser->elements.at == NULL)
		return look_for_document(
			parser, space, name, line, column, err);
	field = elements_enter(&parser->elements, name);
	if (field == NULL)
		return 0;
	enter(parser, field->event, line, column);
	if (field->currency == SLOT_NONE)
		return 0;
	return keep_currency(
		parser, field, attributes, count, line, column, err);
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct parser *const parser = ctx;
	const struct camt_field *field;
	size_t len;

	(void)name;
	if (parser->elements.at == NULL)
		return 0;
	field = elements_leave(&parser->elements);
	if (field == NULL)
		return 0;
	if (field->event != EVENT_NONE)
		return leave(parser, field->event, err);
	len = strlen(text);
	if (len > parser->field_max)
		return too_long(field->path, line, column, err);
	if (field->mode == MODE_REMARK) {
		camt_remark(parser, text);
		return 0;
	}
	return keep(parser, field->slot, field->mode, field->path, text, len,
		line, column, err);
}

/* --- the format -------------------------------------------------------- */

static const struct camt_kind *
kind_of(const struct format *format)
{
	const struct camt_kind *kind = kinds;

	while (kind->format != format)
		kind++;
	return kind;
}

static enum probe
probe(const struct format *format, const char *head, size_t len)
{
	const struct iso_message *message = iso20022_of_head(head, len);

	return message == iso20022_named(kind_of(format)->message) ? PROBE_YES
								   : PROBE_NO;
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
	elements_release(&parser->elements);
	free(parser);
}

static struct parser *
camt_open(const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *parser = calloc(1, sizeof(*parser));
	struct xml_handler handler = { parser, on_start, on_end };

	if (parser == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	parser->sink = *sink;
	parser->kind = kind_of(format);
	parser->field_max = CAMT_FIELD_MAX;
	parser->message = iso20022_named(parser->kind->message);
	if (camt_elements(&parser->elements, parser->kind, err) < 0 ||
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
		err_at(err, ERR_INPUT, 1, 1, _("Document: no %s/%s in it"),
			parser->message->body, parser->kind->statement);
		return err_hint(err, _("Download it again."));
	}
	return 0;
}

#define FUNCTIONS                                                              \
	.source = SOURCE_BANK, .probe = probe, .open = camt_open,              \
	.feed = camt_feed, .finish = camt_finish, .close = camt_close

#define VARIANTS                                                               \
	N_("any version; UTF-8, ISO-8859-1, GBK, GB18030; any prefix, none, "  \
	   "any envelope")

const struct format format_camt052 = {
	.name = "camt052",
	.title = N_("Intraday report of an account, ISO 20022 camt.052"),
	.variants = VARIANTS,
	FUNCTIONS,
};

const struct format format_camt053 = {
	.name = "camt053",
	.title = N_("Bank statement, ISO 20022 camt.053"),
	.variants = VARIANTS,
	FUNCTIONS,
};

const struct format format_camt054 = {
	.name = "camt054",
	.title = N_("Notice of bookings, ISO 20022 camt.054"),
	.variants = VARIANTS,
	FUNCTIONS,
};
