#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/iso20022/iso20022.h"
#include "io/decode.h"

#include <string.h>
#include <strings.h>

extern const struct format format_abc;
extern const struct format format_alipay_account;
extern const struct format format_alipay_summary;
extern const struct format format_alipay_summary_account;
extern const struct format format_alipay_trade;
extern const struct format format_boc;
extern const struct format format_bocom;
extern const struct format format_camt052;
extern const struct format format_camt053;
extern const struct format format_camt054;
extern const struct format format_ccb;
extern const struct format format_citic;
extern const struct format format_citic_dltrnall;
extern const struct format format_cmb;
extern const struct format format_icbc_csv;
extern const struct format format_icbc_qpd;
extern const struct format format_icbc_web;
extern const struct format format_mt940;
extern const struct format format_mt942;
extern const struct format format_pab;
extern const struct format format_pab_old;
extern const struct format format_pain002;
extern const struct format format_treasury;
extern const struct format format_wechat_fund;
extern const struct format format_wechat_trade;

const struct format *const formats[] = {
	&format_abc,
	&format_alipay_account,
	&format_alipay_summary,
	&format_alipay_summary_account,
	&format_alipay_trade,
	&format_boc,
	&format_bocom,
	&format_camt052,
	&format_camt053,
	&format_camt054,
	&format_ccb,
	&format_citic,
	&format_citic_dltrnall,
	&format_cmb,
	&format_icbc_csv,
	&format_icbc_qpd,
	&format_icbc_web,
	&format_mt940,
	&format_mt942,
	&format_pab,
	&format_pab_old,
	&format_pain002,
	&format_treasury,
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

static const struct format *
find_in(const struct format *const *list, const char *name)
{
	for (const struct format *const *f = list; f != NULL && *f != NULL; f++)
		if (strcmp((*f)->name, name) == 0)
			return *f;
	return NULL;
}

const struct format *
format_find(const char *name)
{
	return find_in(formats, name);
}

const struct format *
format_find_with(const struct format *const *own, const char *name)
{
	const struct format *found = find_in(formats, name);

	return found != NULL ? found : find_in(own, name);
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
	return find_mistake(texts, sizeof(texts) / sizeof(*texts), head, len);
}

static int
refuse(const char *head, size_t len, struct err *err)
{
	const struct iso_message *message;
	const struct mistake *mistake;

	if (len == 0) {
		err_set(err, ERR_INPUT, _("the file is empty"));
		return err_hint(err, _("Download it again."));
	}
	message = iso20022_of_head(head, len);
	if (message != NULL && message->hint != NULL) {
		err_set(err, ERR_INPUT, _("%s, not a statement"),
			_(message->what));
		return err_hint(err, "%s", _(message->hint));
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

/* The one for which most speaks, so far, and one as good as it. */
struct choice {
	const struct format *best, *other;
	enum probe sure;
};

static void
choose(struct choice *choice, const struct format *const *list,
	const char *head, size_t len)
{
	for (const struct format *const *f = list; f != NULL && *f != NULL;
		f++) {
		const enum probe probe = (*f)->probe(*f, head, len);

		if (probe == PROBE_NO || probe < choice->sure)
			continue;
		choice->other = probe == choice->sure ? choice->best : NULL;
		choice->best = *f;
		choice->sure = probe;
	}
}

const struct format *
format_probe_with(const struct format *const *own, const char *head, size_t len,
	struct err *err)
{
	struct choice choice = { NULL, NULL, PROBE_NO };

	if (len > 0) {
		choose(&choice, formats, head, len);
		choose(&choice, own, head, len);
	}
	if (choice.best == NULL) {
		refuse(head, len, err);
		return NULL;
	}
	if (choice.other == NULL)
		return choice.best;
	err_set(err, ERR_INPUT, _("it may be %s or %s"), choice.other->name,
		choice.best->name);
	err_hint(err, _("Say which with --as."));
	return NULL;
}

const struct format *
format_probe(const char *head, size_t len, struct err *err)
{
	return format_probe_with(NULL, head, len, err);
}
