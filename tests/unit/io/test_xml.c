/* The XML reader: what it hands over, in pieces of any size, and what it
 * refuses, with the place. */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct heard {
	struct buf text;
	const char *refuse; /* the element at which to say no */
};

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct heard *heard = ctx;

	(void)line, (void)column;
	if (heard->refuse != NULL && strcmp(heard->refuse, name) == 0)
		return err_set(err, ERR_CONFLICT, "%s is refused", name);
	buf_printf(&heard->text, "<%s%s%s", space, *space ? "|" : "", name);
	for (size_t i = 0; i < count; i++)
		buf_printf(&heard->text, " %s=%s", attributes[i].name,
			attributes[i].value);
	buf_puts(&heard->text, ">");
	return 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct heard *heard = ctx;

	(void)line, (void)column, (void)err;
	buf_printf(&heard->text, "%s</%s>", text, name);
	return 0;
}

static int
read_text(const char *text, size_t len, size_t piece, struct heard *heard,
	struct err *err)
{
	const struct xml_handler handler = { heard, on_start, on_end };
	struct xml_reader *reader;
	int rc = xml_reader_open(&handler, &reader, err);

	for (size_t at = 0; rc == 0 && at < len; at += piece)
		rc = xml_reader_feed(reader, text + at,
			len - at < piece ? len - at : piece, err);
	if (rc == 0)
		rc = xml_reader_finish(reader, err);
	xml_reader_close(reader);
	return rc;
}

#define GB_XML "<?xml version=\"1.0\" encoding=\"GB18030\"?>"

static const struct {
	const char *text, *want;
} good[] = {
	{ "<a/>", "<a></a>" },
	{ "<a> x \n y </a>", "<a>x \n y</a>" },
	{ "<a>1<b>2</b>3</a>", "<a><b>2</b>13</a>" },
	{ "<a>\n <b> </b>\n </a>", "<a><b></b></a>" },
	{ "<p:a xmlns:p=\"urn:x\"><p:b q=\"1\"/></p:a>",
		"<urn:x|a><urn:x|b q=1></b></a>" },
	{ "<a b='&amp;&#38;&amp;#38;c&amp;'/>", "<a b=&&&#38;c&></a>" },
	{ "<a xmlns='u' v='&lt;&amp;&#20013;'/>", "<u|a v=<&中></a>" },
	{ "<a>&lt;&amp;&gt;&quot;&#x4e2d;</a>", "<a><&>\"中</a>" },
	{ "<a><![CDATA[<b>&]]></a>", "<a><b>&</a>" },
	{ "<?xml version='1.0'?><!-- c --><a><?p i?>x<!-- d -->y</a>",
		"<a>xy</a>" },
	{ "\xef\xbb\xbf<a>中</a>", "<a>中</a>" },
	{ "\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\r\n<a>b</a>\r\n",
		"<a>b</a>" },
	{ GB_XML "<a>\xd6\xd0\xb9\xfa</a>", "<a>中国</a>" },
	{ "<?xml version='1.0' encoding = 'GBK' ?><a b='\xd6\xd0'/>",
		"<a b=中></a>" },
	{ "<?xml version='1.0' encoding='gb2312'?><a>\xb9\xfa</a>",
		"<a>国</a>" },
	{ GB_XML "<a>\x81\x30\x86\x38</a>", NULL },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
		"<a>é</a>" },
};

static const size_t pieces[] = { 1, 2, 3, 7, 64, 100000 };

static void
test_good(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		for (size_t j = 0; j < sizeof(pieces) / sizeof(*pieces); j++) {
			struct heard heard = { .refuse = NULL };
			struct err err = ERR_INIT;

			if (read_text(good[i].text, strlen(good[i].text),
				    pieces[j], &heard, &err) < 0)
				CHECK_TEXT(err.message, good[i].text);
			else if (good[i].want != NULL)
				CHECK_TEXT(buf_text(&heard.text), good[i].want);
			buf_release(&heard.text);
		}
	}
}

static const struct {
	const char *text;
	size_t len; /* 0: to the NUL */
	const char *want;
} bad[] = {
	{ "", 0, "1:1: the file is empty" },
	{ "   \n ", 0, "not well-formed XML" },
	{ "<a>", 0, "1:4: not well-formed XML" },
	{ "<a>\n<b></a>", 0, "2:" },
	{ "<a></a><b/>", 0, "not well-formed XML" },
	{ "<a x='1' x='2'/>", 0, "not well-formed XML" },
	{ "<p:a/>", 0, "not well-formed XML" },
	{ "<!DOCTYPE a><a/>", 0, "1:12: a DOCTYPE is not accepted" },
	{ "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
	  "<a>&e;</a>",
		0, "a DOCTYPE is not accepted" },
	{ "<?xml version='1.0'?>\n\n<!DOCTYPE a SYSTEM 'http://x.invalid/d'>"
	  "<a/>",
		0, "3:" },
	{ "<a>&e;</a>", 0, "not well-formed XML: Entity 'e' not defined" },
	{ "<a b='&e;'/>", 0, "not well-formed XML" },
	{ "<a>\xc0\xaf</a>", 0, "1:4: not valid UTF-8: byte 0xc0" },
	{ "<a>\xed\xa0\x80</a>", 0, "1:4: not valid UTF-8: byte 0xed" },
	{ "<a>\n 中\xff</a>", 0, "2:3: not valid UTF-8: byte 0xff" },
	{ "<a>\xe4\xb8", 0, "the last character is cut off" },
	{ "<a>\0</a>", 8, "1:4: a control, invisible or private character" },
	{ "<a>b\x01</a>", 0, "1:5: a control, invisible or private" },
	{ "<a>&#0;</a>", 0, "not well-formed XML" },
	{ "<a>&#x202E;</a>", 0, "a control, invisible or private character" },
	{ "<a b='&#xE000;'/>", 0, "control, invisible or private character" },
	{ "<a>\xe2\x80\xae</a>", 0,
		"1:4: a control, invisible or private "
		"character (U+202E)" },
	{ "<!-- \xef\xbf\xbf --><a/>", 0, "1:6: a control" },
	{ "<a>\xef\xbb\xbf</a>", 0, "(U+FEFF)" },
	{ "\xff\xfe<\0a\0", 6, "1:1: UTF-16 and UTF-32 are not accepted" },
	{ "\xfe\xff\0<\0a", 6, "1:1: UTF-16 and UTF-32 are not accepted" },
	{ "<\0a\0/\0>\0", 8, "1:1: UTF-16 and UTF-32 are not accepted" },
	{ "<?xml version='1.0' encoding='UTF-7'?><a/>", 0,
		"1:1: the encoding \"UTF-7\" is not accepted" },
	{ "<?xml version='1.0' encoding='UTF-16'?><a/>", 0,
		"the encoding \"UTF-16\" is not accepted" },
	{ "\xef\xbb\xbf<?xml version='1.0' encoding='GBK'?><a/>", 0,
		"1:1: marked as UTF-8, but declared as GBK" },
	{ GB_XML "<a>\xd6\xff</a>", 0, "1:44: not valid GB18030: byte 0xd6" },
	{ GB_XML "<a>\xd6", 0, "the last character is cut off" },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\x85</a>", 0,
		"(U+0085)" },
	{ "<?xml version='1.0' encoding='UTF\x1b-8'?><a/>", 0,
		"1:1: the XML declaration names no encoding" },
	{ "<a>\n<b>x & y</b>\n<c/>\n</a>\n", 0, "2:" },
	{ "<a>\n<b>x</b>\n<c", 0, "3:3: not well-formed XML: the file is cut" },
	/* Of two faults the first is told, whatever reads it. */
	{ "<a>\n<b></c>\n</a>\n\xff", 0, "2:" },
	{ "<a>\n<b></c>\n</a>\n\xe2\x80\xae", 0, "2:" },
	{ GB_XML "<a>\n<b></c>\n</a>\n\xd6\xff", 0, "2:" },
	{ GB_XML "<a>\n<b></c>\n</a>\n\xa1\xa1\x01", 0, "2:" },
	{ GB_XML "<a>\xd6\xd0\n\xd6\x01</a>", 0, "2:1: not valid GB18030" },
	{ GB_XML "<a>\n\xd6\xd0\x01</a>", 0, "2:2: a control" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const size_t len =
			bad[i].len > 0 ? bad[i].len : strlen(bad[i].text);

		for (size_t j = 0; j < sizeof(pieces) / sizeof(*pieces); j++) {
			struct heard heard = { .refuse = NULL };
			struct err err = ERR_INIT;
			char label[1200];
			int rc;

			rc = read_text(
				bad[i].text, len, pieces[j], &heard, &err);
			snprintf(label, sizeof(label),
				"%s in pieces of %zu: got \"%.800s\"",
				bad[i].want, pieces[j], err.message);
			CHECK_CASE(label, rc == -1);
			CHECK_CASE(label,
				strstr(err.message, bad[i].want) != NULL);
			CHECK_CASE(label, err.code == ERR_INPUT);
			buf_release(&heard.text);
		}
	}
}

/* ${count} times ${word}, between the two others. */
static char *
repeat(const char *before, const char *word, size_t count, const char *after)
{
	struct buf buf = BUF_INIT;

	buf_puts(&buf, before);
	for (size_t i = 0; i < count; i++)
		buf_puts(&buf, word);
	buf_puts(&buf, after);
	return buf.s;
}

static void
check_limit(char *text, int want, const char *label)
{
	struct heard heard = { .refuse = NULL };
	struct err err = ERR_INIT;

	CHECK_CASE(label,
		read_text(text, strlen(text), 4096, &heard, &err) == want);
	CHECK_CASE(label,
		want == 0 || err.code == ERR_LIMIT ||
			strstr(err.message, "too long") != NULL);
	buf_release(&heard.text);
	free(text);
}

static char *
nest(size_t depth)
{
	char *open = repeat("", "<a>", depth, "");
	char *both = repeat(open, "</a>", depth, "");

	free(open);
	return both;
}

static void
test_limits(void)
{
	check_limit(nest(64), 0, "64 deep");
	check_limit(nest(65), -1, "65 deep");
	check_limit(nest(300), -1, "300 deep");
	check_limit(repeat("<a>", "x", 65536, "</a>"), 0, "text of 64 kB");
	check_limit(repeat("<a>", "x", 65537, "</a>"), -1, "one more");
	check_limit(repeat("<a b='", "x", 65536, "'/>"), 0, "attribute");
	check_limit(repeat("<a b='", "x", 65537, "'/>"), -1, "one more");
	check_limit(repeat("<a>", "\n   <b/>", 100000, "</a>"), 0,
		"blanks between elements are no text");
}

/* The first failure of a callback is the one that comes back, always. */
static void
test_callback(void)
{
	const char *text = "<a><b/><c/></a>";
	struct heard heard = { .refuse = "b" };
	const struct xml_handler handler = { &heard, on_start, on_end };
	struct err err = ERR_INIT;
	struct xml_reader *reader;

	CHECK_INT(xml_reader_open(&handler, &reader, &err), 0);
	CHECK_INT(xml_reader_feed(reader, text, strlen(text), &err), -1);
	CHECK_INT(err.code, ERR_CONFLICT);
	CHECK_TEXT(err.message, "b is refused");
	err = (struct err)ERR_INIT;
	CHECK_INT(xml_reader_feed(reader, " ", 1, &err), -1);
	CHECK_TEXT(err.message, "b is refused");
	err = (struct err)ERR_INIT;
	CHECK_INT(xml_reader_finish(reader, &err), -1);
	CHECK_TEXT(err.message, "b is refused");
	CHECK_TEXT(buf_text(&heard.text), "<a>");
	xml_reader_close(reader);
	buf_release(&heard.text);
	xml_reader_close(NULL);
}

/* No prefix of a document is a document. */
static void
test_prefixes(void)
{
	const char *text = "<?xml version='1.0'?><a b='c'>d<e>中</e></a>";

	for (size_t len = 0; len < strlen(text); len++) {
		struct heard heard = { .refuse = NULL };
		struct err err = ERR_INIT;

		CHECK_INT(read_text(text, len, 5, &heard, &err), -1);
		buf_release(&heard.text);
	}
}

static void
test_blanks(void)
{
	static const char text[] =
		"<a> <t> x </t>\n<b> y <t> </t> z </b> <t>\n</t></a>";
	struct heard heard = { .refuse = NULL };
	const struct xml_handler handler = { &heard, on_start, on_end };
	struct xml_reader *reader;
	struct err err = ERR_INIT;

	CHECK_INT(xml_reader_open(&handler, &reader, &err), 0);
	xml_reader_keep_blanks(reader, "t");
	for (size_t i = 0; i < strlen(text); i++)
		CHECK_INT(xml_reader_feed(reader, text + i, 1, &err), 0);
	CHECK_INT(xml_reader_finish(reader, &err), 0);
	CHECK_TEXT(buf_text(&heard.text),
		"<a><t> x </t><b><t> </t>y  z</b><t>\n</t></a>");
	xml_reader_close(reader);
	buf_release(&heard.text);
}

static const struct test tests[] = {
	{ "xml_reader hands over elements and texts", test_good },
	{ "xml_reader refuses with line and column", test_bad },
	{ "xml_reader keeps its limits", test_limits },
	{ "xml_reader keeps a callback's failure", test_callback },
	{ "xml_reader takes no prefix for the whole", test_prefixes },
	{ "the blanks of some elements stay", test_blanks },
	{ NULL, NULL },
};

const struct suite test_xml = { "io/xml", tests };
