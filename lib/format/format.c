#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/decode.h"

#include <string.h>
#include <strings.h>

extern const struct format format_alipay_summary;
extern const struct format format_alipay_trade;
extern const struct format format_camt053;
extern const struct format format_wechat_trade;

const struct format *const formats[] = {
	&format_alipay_summary,
	&format_alipay_trade,
	&format_camt053,
	&format_wechat_trade,
	NULL,
};

/* Files that people hand in by mistake, and what to do about them. */
struct mistake {
	const char *begin; /* the first bytes, letters in any case */
	size_t len;
	const char *what;
	const char *hint;
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct mistake binaries[] = {
	{ BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		N_("an old Excel workbook (.xls)"),
		N_("Open it, and save it as .xlsx or CSV, without a "
		   "password.") },
	{ BYTES("PK\x03\x04"), N_("a zip archive or an Excel workbook (.xlsx)"),
		N_("Import it as it is: both are opened.") },
	{ BYTES("PK\x05\x06"), N_("an empty zip archive"),
		N_("Download it again.") },
	{ BYTES("\x1f\x8b"), N_("a gzip file inside another"),
		N_("Unpack it once.") },
	{ BYTES("Rar!"), N_("a RAR archive"), N_("Unpack it.") },
	{ BYTES("7z\xbc\xaf"), N_("a 7z archive"), N_("Unpack it.") },
	{ BYTES("%PDF"), N_("a PDF document"),
		N_("Export the data in a format that \"yifen formats\" "
		   "lists.") },
	{ BYTES("\xff\xfe"), N_("a text in UTF-16"),
		N_("Save it as CSV in UTF-8.") },
	{ BYTES("\xfe\xff"), N_("a text in UTF-16"),
		N_("Save it as CSV in UTF-8.") },
};

#define NO_HTML                                                                \
	N_("Banks' pages often name it .xls: open it and save it as .xlsx or " \
	   "CSV, or download the data, not the page.")
#define NO_BILL                                                                \
	N_("It is the channel's answer, not a bill: if it says that there is " \
	   "none, state that with \"yifen import --no-bill\".")

/* What gives a file away wherever it stands.  A workbook with a password lies
 * in a compound file like an old one, in a stream of that name (MS-OFFCRYPTO
 * 2.3.4.1); one of Excel 2003 may be XML. */
#define STREAM "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
static const struct mistake marks[] = {
	{ BYTES(STREAM), N_("a workbook with a password"),
		N_("Open it, and save it without one.") },
	{ BYTES("urn:schemas-microsoft-com:office:spreadsheet"),
		N_("an Excel workbook in XML of 2003"),
		N_("Open it, and save it as .xlsx or CSV.") },
};

/* Beginnings of text, after a BOM and white space. */
static const struct mistake texts[] = {
	{ BYTES("<!doctype html"), N_("an HTML page"), NO_HTML },
	{ BYTES("<html"), N_("an HTML page"), NO_HTML },
	{ BYTES("<head"), N_("an HTML page"), NO_HTML },
	{ BYTES("<meta"), N_("an HTML page"), NO_HTML },
	{ BYTES("<table"), N_("an HTML page"), NO_HTML },
	{ BYTES("<xml>"), N_("an error answer of a channel"), NO_BILL },
	{ BYTES("{"), N_("a JSON answer"), NO_BILL },
	{ BYTES("<"), N_("an XML file of another kind"),
		N_("\"yifen formats\" lists what can be imported.") },
};

/* Lines that begin so, in files of the same services. */
static const struct mistake lines[] = {
	{ BYTES("记账时间,微信支付业务单号"),
		N_("a WeChat fund bill (资金账单)"),
		N_("Download the trade bill (交易账单).") },
	{ BYTES("#支付宝账务"), N_("an Alipay account bill (账务)"),
		N_("Download the trade bill (业务明细).") },
	{ BYTES("账务流水号,"), N_("an Alipay account bill (账务)"),
		N_("Download the trade bill (业务明细).") },
};

const struct format *
format_find(const char *name)
{
	for (const struct format *const *f = formats; *f != NULL; f++)
		if (strcmp((*f)->name, name) == 0)
			return *f;
	return NULL;
}

static const struct mistake *
find_mistake(
	const struct mistake *table, size_t count, const char *head, size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (len >= table[i].len &&
			strncasecmp(head, table[i].begin, table[i].len) == 0)
			return &table[i];
	return NULL;
}

static const struct mistake *
find_mark(const char *head, size_t len)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (memmem(head, len, marks[i].begin, marks[i].len) != NULL)
			return &marks[i];
	return NULL;
}

/* Remember the mistake that a line shows, and stop at it. */
static int
look_at_line(
	void *ctx, long line, const char *text, size_t len, struct err *err)
{
	const struct mistake **found = ctx;

	(void)line;
	(void)err;
	*found = find_mistake(lines, sizeof(lines) / sizeof(*lines), text, len);
	return *found != NULL ? -1 : 0;
}

static const struct mistake *
search_lines(const char *head, size_t len)
{
	const struct mistake *found = NULL;
	struct decoder *decoder;
	struct err ignored = ERR_INIT;

	if (decoder_open(decode_guess(head, len), look_at_line, &found,
		    &decoder, &ignored) < 0)
		return NULL;
	if (decoder_feed(decoder, head, len, &ignored) == 0)
		decoder_finish(decoder, &ignored);
	decoder_close(decoder);
	return found;
}

static const struct mistake *
recognise(const char *head, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";
	const struct mistake *found = find_mark(head, len);

	if (found != NULL)
		return found;
	found = find_mistake(
		binaries, sizeof(binaries) / sizeof(*binaries), head, len);
	if (found != NULL)
		return found;
	if (len >= strlen(bom) && memcmp(head, bom, strlen(bom)) == 0) {
		head += strlen(bom);
		len -= strlen(bom);
	}
	while (len > 0 && strchr(" \t\r\n", head[0]) != NULL && *head != '\0') {
		head++;
		len--;
	}
	found = find_mistake(texts, sizeof(texts) / sizeof(*texts), head, len);
	return found != NULL ? found : search_lines(head, len);
}

static int
refuse(const char *head, size_t len, struct err *err)
{
	const struct mistake *mistake;

	if (len == 0) {
		err_set(err, ERR_INPUT, _("the file is empty"));
		return err_hint(err, _("Download it again."));
	}
	mistake = recognise(head, len);
	if (mistake != NULL) {
		err_set(err, ERR_INPUT, _("%s: not a format that is known"),
			_(mistake->what));
		return err_hint(err, "%s", _(mistake->hint));
	}
	err_set(err, ERR_INPUT, _("not a format that is known"));
	return err_hint(err,
		_("\"yifen formats\" lists what can be imported; "
		  "--as says which one it is."));
}

const struct format *
format_probe(const char *head, size_t len, struct err *err)
{
	const struct format *best = NULL, *other = NULL;
	enum probe sure = PROBE_NO;

	for (const struct format *const *f = formats; *f != NULL; f++) {
		const enum probe probe =
			len > 0 ? (*f)->probe(*f, head, len) : PROBE_NO;

		if (probe == PROBE_NO || probe < sure)
			continue;
		other = probe == sure ? best : NULL;
		best = *f;
		sure = probe;
	}
	if (best == NULL) {
		refuse(head, len, err);
		return NULL;
	}
	if (other == NULL)
		return best;
	err_set(err, ERR_INPUT, _("it may be %s or %s"), other->name,
		best->name);
	err_hint(err, _("Say which with --as."));
	return NULL;
}
