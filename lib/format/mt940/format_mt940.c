/*
 * SWIFT MT940, customer statement, and MT942, interim report:
 * docs/formats/mt940.md.  The parts of the parser are in mt940.h.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdlib.h>

extern const struct format format_mt940;
extern const struct format format_mt942;

static bool
is_interim(const struct format *format)
{
	return format == &format_mt942;
}

static enum probe
probe(const struct format *format, const char *head, size_t len)
{
	return mt940_probe(is_interim(format), head, len);
}

static void
release(struct parser *parser)
{
	struct mt940_movement *const m = &parser->movement;
	struct buf *const bufs[] = { &parser->field.text, &parser->early,
		&parser->reference, &parser->account, &parser->page.reference,
		&parser->page.account, &m->reference, &m->bank_reference,
		&m->end_to_end, &m->name, &m->account, &m->remark };

	mt940_bytes_close(parser);
	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		buf_release(bufs[i]);
	free(parser);
}

static void
close_parser(struct parser *parser)
{
	if (parser != NULL)
		release(parser);
}

static struct parser *
open_parser(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *parser = calloc(1, sizeof(*parser));

	if (parser == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	parser->sink = *sink;
	parser->interim = is_interim(format);
	if (mt940_bytes_open(parser, err) < 0) {
		close_parser(parser);
		return NULL;
	}
	return parser;
}

static int
feed(struct parser *parser, const char *bytes, size_t len, struct err *err)
{
	return mt940_bytes_feed(parser, bytes, len, err);
}

static int
finish(struct parser *parser, struct err *err)
{
	if (mt940_bytes_finish(parser, err) < 0)
		return -1;
	return mt940_lines_finish(parser, err);
}

#define VARIANTS                                                               \
	N_("bare or in blocks; :86: as ?nn, >nn, <nn, /CODE/, TYT./TNR, "      \
	   ":NS: or free text; UTF-8, GB18030, ISO-8859-1, CP852")

const struct format format_mt940 = {
	.name = "mt940",
	.title = N_("Bank statement, SWIFT MT940"),
	.variants = VARIANTS,
	.source = SOURCE_BANK,
	.probe = probe,
	.open = open_parser,
	.feed = feed,
	.finish = finish,
	.close = close_parser,
};

const struct format format_mt942 = {
	.name = "mt942",
	.title = N_("Interim report, SWIFT MT942"),
	.variants = VARIANTS,
	.source = SOURCE_BANK,
	.probe = probe,
	.open = open_parser,
	.feed = feed,
	.finish = finish,
	.close = close_parser,
};
