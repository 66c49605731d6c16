/*
 * The 汇总 file that lies beside the 业务明细 in an Alipay bill's zip
 * (formats.md 2.1 and 2.2): sums by shop, no transaction of its own.  It is
 * known, read to its end and found whole, and gives no statement: what counts
 * is the detail file, whose own footer is checked.
 */
#include "format/format.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/decode.h"

#include <stdlib.h>
#include <string.h>

#define TITLE "#支付宝业务汇总"
#define HEADER "门店编号,"
#define END_MARK "业务汇总列表结束"
#define HEAD_LINES 10

struct parser {
	struct decoder *decoder; /* NULL until the encoding is known */
	struct buf head;	 /* the bytes until then */
	bool header, end;
	long line;
};

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct parser *p = ctx;

	(void)len;
	p->line = line;
	if (text[0] == '#')
		p->end = p->end || strstr(text, END_MARK) != NULL;
	else if (!p->header && text[0] != '\0') {
		p->header = begins(text, HEADER);
		if (!p->header)
			return err_at(err, ERR_INPUT, line, 1,
				_("header: expected %s in column 1"),
				"门店编号");
	}
	return 0;
}

static struct parser *
open_summary(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	(void)format;
	(void)sink;
	if (p == NULL)
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return p;
}

/* The head is all there, or all there is: decode it, and what follows. */
static int
start(struct parser *p, struct err *err)
{
	const size_t len =
		p->head.len < FORMAT_HEAD ? p->head.len : FORMAT_HEAD;

	if (buf_check(&p->head, err) < 0 ||
		decoder_open(decode_guess(buf_text(&p->head), len), take_line,
			p, &p->decoder, err) < 0)
		return -1;
	return decoder_feed(p->decoder, buf_text(&p->head), p->head.len, err);
}

static int
feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	if (p->decoder != NULL)
		return decoder_feed(p->decoder, bytes, len, err);
	buf_add(&p->head, bytes, len);
	return p->head.len < FORMAT_HEAD ? 0 : start(p, err);
}

static int
finish(struct parser *p, struct err *err)
{
	if (p->decoder == NULL && start(p, err) < 0)
		return -1;
	if (decoder_finish(p->decoder, err) < 0)
		return -1;
	if (p->header && p->end)
		return 0;
	err_at(err, ERR_INPUT, p->line, 0,
		_("the file ends before its end mark (%s)"), END_MARK);
	return err_hint(err, _("It was cut off: download the bill again."));
}

static void
close_summary(struct parser *p)
{
	if (p == NULL)
		return;
	decoder_close(p->decoder);
	buf_release(&p->head);
	free(p);
}

/* The first lines decide: the title, or the header by itself. */
static int
probe_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	enum probe *found = ctx;

	(void)len;
	if (begins(text, TITLE) ||
		begins(text, HEADER "门店名称,交易订单总笔数"))
		*found = PROBE_YES;
	if (*found == PROBE_YES || line >= HEAD_LINES)
		return err_set(err, ERR_INPUT, "seen");
	return 0;
}

static enum probe
probe(const struct format *format, const char *head, size_t len)
{
	struct decoder *decoder = NULL;
	struct err err = ERR_INIT;
	enum probe found = PROBE_NO;

	(void)format;
	if (decoder_open(decode_guess(head, len), probe_line, &found, &decoder,
		    &err) == 0)
		(void)decoder_feed(decoder, head, len, &err);
	decoder_close(decoder);
	return found;
}

const struct format format_alipay_summary = {
	.name = "alipay-summary",
	.title = N_(
		"summary beside an Alipay bill (业务明细(汇总)), passed over"),
	.variants = N_("by shop; GB18030 and UTF-8; beside its detail file"),
	.source = SOURCE_ALIPAY,
	.probe = probe,
	.open = open_summary,
	.feed = feed,
	.finish = finish,
	.close = close_summary,
};
