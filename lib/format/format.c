#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>
#include <strings.h>

extern const struct format format_alipay_account;
extern const struct format format_alipay_summary;
extern const struct format format_alipay_summary_account;
extern const struct format format_alipay_trade;
extern const struct format format_camt053;
extern const struct format format_wechat_fund;
extern const struct format format_wechat_trade;

const struct format *const formats[] = {
	&format_alipay_account,
	&format_alipay_summary_account,
	&format_alipay_summary,
	&format_alipay_trade,
	&format_camt053,
	&format_wechat_fund,
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
		N_("Save it as CSV, or ask the bank for another format.") },
	{ BYTES("PK\x03\x04"), N_("a zip archive or an Excel workbook (.xlsx)"),
		N_("Unpack it, or save the workbook as CSV.") },
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
	N_("Banks' pages often name it .xls: open it and save it as CSV, or "  \
	   "download the data, not the page.")
#define NO_BILL                                                                \
	N_("It is the channel's answer, not a bill: if it says that there is " \
	   "none, state that with \"yifen import --no-bill\".")

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
recognise(const char *head, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";
	const struct mistake *found;

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
	return find_mistake(texts, sizeof(texts) / sizeof(*texts), head, len);
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
