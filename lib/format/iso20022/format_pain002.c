/*
 * ISO 20022 pain.002, the payment status report: what a bank makes of the
 * payments that were sent to it: docs/formats/pain002.md.  It is told of a
 * whole message (group), of a block of payments, of one payment.
 */
#include "format/format.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "format/iso20022/iso20022.h"
#include "format/iso20022/pain002.h"
#include "format/texts.h"
#include "io/xml.h"

#include <stdlib.h>
#include <string.h>

#define FIELD_MAX ((size_t)4096)

extern const struct format format_pain002;

struct parser {
	struct sink sink;
	struct xml_reader *xml;
	struct elements elements;
	bool has_document, has_group;
	bool in_block, block_told;
	long group_line, block_line, payment_line; /* where each began */
	struct buf slots[SLOT_COUNT];
};

static const char *
text_of(const struct parser *parser, enum pain_slot slot)
{
	return buf_text(&parser->slots[slot]);
}

static void
clear(struct parser *parser, enum pain_slot first, enum pain_slot last)
{
	for (int i = (int)first; i <= (int)last; i++)
		buf_clear(&parser->slots[i]);
}

/* Words that stand where an id is mandatory and there is none. */
static const char *
id_of(const struct parser *parser, enum pain_slot slot)
{
	const char *text = text_of(parser, slot);

	return strcmp(text, "NOTPROVIDED") == 0 ? "" : text;
}

/* --- what is told ------------------------------------------------------ */

static int
check_message(const struct parser *parser, long line, struct err *err)
{
	if (*text_of(parser, MESSAGE) != '\0')
		return 0;
	return err_at(err, ERR_INPUT, line, 0, _("%s is missing"),
		GROUP "/OrgnlMsgId");
}

static int
tell(struct parser *parser, const struct payment_status *status,
	struct err *err)
{
	if (check_message(parser, status->line, err) < 0)
		return -1;
	if (parser->sink.status == NULL)
		return 0;
	return parser->sink.status(parser->sink.ctx, status, err);
}

static int
tell_group(struct parser *parser, struct err *err)
{
	const struct payment_status status = {
		.line = parser->group_line,
		.message_id = text_of(parser, MESSAGE),
		.payment_id = "",
		.end_to_end_id = "",
		.status = text_of(parser, G_STATUS),
		.reason = text_of(parser, G_REASON),
		.text = text_of(parser, G_TEXT),
	};

	if (check_message(parser, status.line, err) < 0)
		return -1;
	/* It may name the message and leave the rest to what follows. */
	if (*status.status == '\0' && *status.reason == '\0' &&
		*status.text == '\0')
		return 0;
	return tell(parser, &status, err);
}

/* Once all of it is known: its first payment begins, or it ends. */
static int
tell_block(struct parser *parser, struct err *err)
{
	const struct payment_status status = {
		.line = parser->block_line,
		.message_id = text_of(parser, MESSAGE),
		.payment_id = text_of(parser, B_PAYMENT),
		.end_to_end_id = "",
		.status = text_of(parser, B_STATUS),
		.reason = text_of(parser, B_REASON),
		.text = text_of(parser, B_TEXT),
	};

	if (!parser->in_block || parser->block_told)
		return 0;
	parser->block_told = true;
	if (*status.status == '\0' && *status.reason == '\0' &&
		*status.text == '\0')
		return 0;
	/* Without an id it would be told of the whole message. */
	if (*status.payment_id == '\0')
		return err_at(err, ERR_INPUT, status.line, 0,
			_("%s is missing"), BLOCK "/OrgnlPmtInfId");
	return tell(parser, &status, err);
}

static int
tell_payment(struct parser *parser, struct err *err)
{
	const char *end_to_end = id_of(parser, T_END_TO_END);
	const char *own = text_of(parser, T_PAYMENT);
	const struct payment_status status = {
		.line = parser->payment_line,
		.message_id = text_of(parser, MESSAGE),
		.payment_id = *own != '\0' ? own : text_of(parser, B_PAYMENT),
		.end_to_end_id = *end_to_end != '\0'
			? end_to_end
			: id_of(parser, T_INSTRUCTION),
		.status = text_of(parser, T_STATUS),
		.reason = text_of(parser, T_REASON),
		.text = text_of(parser, T_TEXT),
	};

	/* Without an id it would be told of the whole block. */
	if (*status.end_to_end_id == '\0')
		return err_at(err, ERR_INPUT, status.line, 0,
			_("%s is missing"), PAYMENT "/OrgnlEndToEndId");
	return tell(parser, &status, err);
}

/* --- elements ---------------------------------------------------------- */

static int
enter(struct parser *parser, enum pain_scope scope, long line, struct err *err)
{
	switch (scope) {
	case SCOPE_GROUP:
		parser->has_group = true;
		parser->group_line = line;
		clear(parser, MESSAGE, SLOT_COUNT - 1);
		break;
	case SCOPE_BLOCK:
		parser->in_block = true;
		parser->block_told = false;
		parser->block_line = line;
		clear(parser, B_PAYMENT, SLOT_COUNT - 1);
		break;
	case SCOPE_PAYMENT:
		parser->payment_line = line;
		clear(parser, T_PAYMENT, SLOT_COUNT - 1);
		return tell_block(parser, err);
	case SCOPE_NONE:
		break;
	}
	return 0;
}

static int
leave(struct parser *parser, enum pain_scope scope, struct err *err)
{
	int rc = 0;

	switch (scope) {
	case SCOPE_GROUP:
		return tell_group(parser, err);
	case SCOPE_BLOCK:
		rc = tell_block(parser, err);
		parser->in_block = false;
		clear(parser, B_PAYMENT, SLOT_COUNT - 1);
		return rc;
	case SCOPE_PAYMENT:
		return tell_payment(parser, err);
	case SCOPE_NONE:
		break;
	}
	return rc;
}

static int
keep(struct parser *parser, const struct pain_field *field, const char *text,
	long line, long column, struct err *err)
{
	struct buf *const kept = &parser->slots[field->slot];

	if (*text == '\0')
		return 0;
	if (kept->len > 0 && !field->joins)
		return err_at(err, ERR_INPUT, line, column,
			_("%s: it is there twice"), field->path);
	if (kept->len + strlen(text) + 1 > FIELD_MAX)
		return err_at(err, ERR_LIMIT, line, column,
			_("%s: a text of more than %zu bytes"), field->path,
			FIELD_MAX);
	if (kept->len > 0)
		buf_putc(kept, ' ');
	texts_fold(kept, text, strlen(text));
	return buf_check(kept, err);
}

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct parser *const parser = ctx;
	const struct pain_field *field;

	(void)attributes, (void)count;
	if (parser->elements.at != NULL) {
		field = elements_enter(&parser->elements, name);
		return field == NULL ? 0
				     : enter(parser, field->scope, line, err);
	}
	if (strcmp(name, parser->elements.root->name) != 0)
		return 0;
	parser->has_document = true;
	elements_open(&parser->elements);
	return iso20022_check(
		iso20022_named("pain.002"), space, line, column, err);
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct parser *const parser = ctx;
	const struct pain_field *field;

	(void)name;
	if (parser->elements.at == NULL)
		return 0;
	field = elements_leave(&parser->elements);
	if (field == NULL)
		return 0;
	return field->scope != SCOPE_NONE
		? leave(parser, field->scope, err)
		: keep(parser, field, text, line, column, err);
}

/* --- the format -------------------------------------------------------- */

static enum probe
probe(const struct format *format, const char *head, size_t len)
{
	(void)format;
	return iso20022_of_head(head, len) == iso20022_named("pain.002")
		? PROBE_YES
		: PROBE_NO;
}

static void
pain_close(struct parser *parser)
{
	if (parser == NULL)
		return;
	xml_reader_close(parser->xml);
	for (int i = 0; i < SLOT_COUNT; i++)
		buf_release(&parser->slots[i]);
	elements_release(&parser->elements);
	free(parser);
}

static struct parser *
pain_open(const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *parser = calloc(1, sizeof(*parser));
	struct xml_handler handler = { parser, on_start, on_end };

	(void)format;
	if (parser == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	parser->sink = *sink;
	if (pain002_elements(&parser->elements, err) < 0 ||
		xml_reader_open(&handler, &parser->xml, err) < 0) {
		pain_close(parser);
		return NULL;
	}
	return parser;
}

static int
pain_feed(struct parser *parser, const char *bytes, size_t len, struct err *err)
{
	return xml_reader_feed(parser->xml, bytes, len, err);
}

static int
pain_finish(struct parser *parser, struct err *err)
{
	if (xml_reader_finish(parser->xml, err) < 0)
		return -1;
	if (!parser->has_document)
		return err_at(err, ERR_INPUT, 1, 1,
			_("no Document of ISO 20022 in it"));
	if (parser->has_group)
		return 0;
	err_at(err, ERR_INPUT, 1, 1, _("Document: no %s/%s in it"),
		iso20022_named("pain.002")->body, GROUP);
	return err_hint(err, _("Download it again."));
}

const struct format format_pain002 = {
	.name = "pain002",
	.title = N_("Payment status report, ISO 20022 pain.002"),
	.variants = N_("any version; UTF-8, ISO-8859-1, GBK, GB18030; any "
		       "prefix, none, any envelope"),
	.source = SOURCE_BANK,
	.tells_status = true,
	.probe = probe,
	.open = pain_open,
	.feed = pain_feed,
	.finish = pain_finish,
	.close = pain_close,
};
