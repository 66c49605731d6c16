#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "handout/item.h"
#include "handout/pain001.h"
#include "io/utf8.h"
#include "io/xml.h"
#include "model/day.h"
#include "model/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct transfer plain = { .end_to_end_id = "YF7A1",
	.account = "15019001000000001",
	.name = "示例草原建设工程有限公司",
	.bank_code = "102191000011",
	.bank_name = "示例银行呼和浩特分行",
	.amount = 1,
	.remark = "482913" };

static struct pain001
head_of(int64_t count)
{
	return (struct pain001){ .day = day_of(2026, 11, 16),
		.batch_no = 12,
		.party = "yifen",
		.account = "15010000100000001",
		.count = count,
		.total = count };
}

/* A message with one transfer; the caller releases ${out}. */
static void
write_one(struct buf *out, const struct transfer *transfer)
{
	const struct pain001 head = head_of(1);

	pain001_begin(out, &head);
	pain001_add(out, transfer);
	pain001_end(out);
}

static void
test_whole(void)
{
	struct buf out = BUF_SECRET;
	size_t len;
	char *want = slurp("fixtures/handout/pain001.xml", &len);

	CU_ASSERT_PTR_NOT_NULL_FATAL(want);
	write_one(&out, &plain);
	CHECK_INT(out.len, len);
	CHECK_TEXT(buf_text(&out), want);
	free(want);
	buf_release(&out);
}

/* The text of a name, as it stands in the message. */
static const struct {
	const char *label, *name, *written;
} texts[] = {
	{ "letters", "示例公司 A-1", "示例公司 A-1" },
	{ "markup", "<A>&\"B\"'", "&lt;A&gt;&amp;&quot;B&quot;&apos;" },
	{ "no end of a section", "]]>", "]]&gt;" },
	{ "an entity is text", "&amp;", "&amp;amp;" },
	{ "white space", "a\tb\nc\rd", "a&#9;b&#10;c&#13;d" },
	{ "a control character", "a\001b",
		"a\xef\xbf\xbd"
		"b" },
	{ "a noncharacter", "a\xef\xbf\xbf", "a\xef\xbf\xbd" },
	{ "a surrogate", "\xed\xa0\x80",
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "no UTF-8",
		"a\xff"
		"b",
		"a\xef\xbf\xbd"
		"b" },
	{ "a character cut short", "a\xe4\xb8", "a\xef\xbf\xbd\xef\xbf\xbd" },
	{ "beyond the BMP", "\xf0\xa0\xae\xb7", "\xf0\xa0\xae\xb7" },
};

static void
test_texts(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct transfer transfer = plain;
		struct buf out = BUF_SECRET;
		char want[256];

		transfer.name = texts[i].name;
		write_one(&out, &transfer);
		snprintf(want, sizeof(want), "<Cdtr><Nm>%s</Nm></Cdtr>",
			texts[i].written);
		CHECK_CASE(
			texts[i].label, strstr(buf_text(&out), want) != NULL);
		buf_release(&out);
	}
}

/* --- read back by the program's own parser --- */

/* What a message says of itself, and what it holds. */
struct counted {
	long transfers, stated_twice;
	int64_t total;
	char count[16], sum[32], name[512];
};

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	(void)ctx;
	(void)line;
	(void)column;
	(void)err;
	CHECK_TEXT(space, "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09");
	if (strcmp(name, "InstdAmt") == 0) {
		CHECK_INT(count, 1);
		CHECK_TEXT(attributes[0].value, "CNY");
	}
	return 0;
}

/* The first time it is stated, or the same again. */
static void
state(struct counted *c, char *stated, size_t size, const char *text)
{
	if (*stated == '\0')
		snprintf(stated, size, "%s", text);
	else
		c->stated_twice += strcmp(stated, text) == 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct counted *c = ctx;
	int64_t fen = 0;

	(void)line;
	(void)column;
	if (strcmp(name, "NbOfTxs") == 0)
		state(c, c->count, sizeof(c->count), text);
	else if (strcmp(name, "CtrlSum") == 0)
		state(c, c->sum, sizeof(c->sum), text);
	else if (strcmp(name, "Nm") == 0)
		snprintf(c->name, sizeof(c->name), "%s", text);
	else if (strcmp(name, "InstdAmt") == 0) {
		c->transfers++;
		if (money_parse(text, strlen(text), &fen, err) < 0)
			return -1;
		c->total += fen;
	}
	return 0;
}

static int
read_back(const struct buf *out, struct counted *c, struct err *err)
{
	const struct xml_handler handler = { c, on_start, on_end };
	struct xml_reader *reader = NULL;
	int rc = -1;

	*c = (struct counted){ .transfers = 0 };
	if (xml_reader_open(&handler, &reader, err) == 0 &&
		xml_reader_feed(reader, buf_text(out), out->len, err) == 0)
		rc = xml_reader_finish(reader, err);
	xml_reader_close(reader);
	return rc;
}

static void
test_totals(void)
{
	static const long counts[] = { 1, 2, 100, 1234 };

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		const struct pain001 head = head_of(counts[i]);
		struct buf out = BUF_SECRET;
		struct err err = ERR_INIT;
		struct counted c;
		char want[32];

		pain001_begin(&out, &head);
		for (long k = 0; k < counts[i]; k++)
			pain001_add(&out, &plain);
		pain001_end(&out);
		CHECK_INT(read_back(&out, &c, &err), 0);
		CHECK_INT(c.transfers, counts[i]);
		CHECK_INT(c.total, counts[i]);
		snprintf(want, sizeof(want), "%ld", counts[i]);
		CHECK_TEXT(c.count, want);
		snprintf(want, sizeof(want), "%ld.%02ld", counts[i] / 100,
			counts[i] % 100);
		CHECK_TEXT(c.sum, want);
		/* Count and sum, in the block as in the header. */
		CHECK_INT(c.stated_twice, 2);
		buf_release(&out);
	}
}

/* Whatever a text holds, the message stays one that can be read. */
static void
test_any_byte(void)
{
	for (int byte = 1; byte < 256; byte++) {
		const char text[] = { 'a', (char)byte, 'b', '\0' };
		struct transfer t = plain;
		struct buf out = BUF_SECRET;
		struct err err = ERR_INIT;
		struct counted c;

		t.name = t.account = t.remark = t.end_to_end_id = text;
		t.bank_name = t.bank_code = text;
		write_one(&out, &t);
		CHECK_INT(read_back(&out, &c, &err), 0);
		CHECK_TEXT(err.message, "");
		CHECK_INT(c.transfers, 1);
		buf_release(&out);
	}
}

/* 140 characters of three bytes each. */
static void
test_long_name(void)
{
	char name[3 * 200 + 1] = "";
	struct transfer transfer = plain;
	struct buf out = BUF_SECRET;
	struct err err = ERR_INIT;
	struct counted c;

	for (int i = 0; i < 200; i++)
		memcpy(name + 3 * i, "司", 4);
	transfer.name = name;
	write_one(&out, &transfer);
	CHECK_INT(read_back(&out, &c, &err), 0);
	CHECK_INT(utf8_count(c.name, strlen(c.name)), 140);
	buf_release(&out);
}

static const struct {
	const char *bank_code, *bank_name, *written;
} banks[] = {
	{ "102191000011", "",
		"<FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS"
		"</Cd></ClrSysId><MmbId>102191000011</MmbId></ClrSysMmbId>"
		"</FinInstnId>" },
	{ "", "示例银行", "<FinInstnId><Nm>示例银行</Nm></FinInstnId>" },
	{ "", "",
		"<CdtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr>"
		"</FinInstnId></CdtrAgt>" },
};

static void
test_banks(void)
{
	for (size_t i = 0; i < sizeof(banks) / sizeof(*banks); i++) {
		struct transfer transfer = plain;
		struct buf out = BUF_SECRET;

		transfer.bank_code = banks[i].bank_code;
		transfer.bank_name = banks[i].bank_name;
		write_one(&out, &transfer);
		CHECK_CASE(banks[i].written,
			strstr(buf_text(&out), banks[i].written) != NULL);
		buf_release(&out);
	}
}

static void
test_unknown_account(void)
{
	struct pain001 head = head_of(0);
	struct buf out = BUF_INIT;

	head.account = "";
	pain001_begin(&out, &head);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&out),
		"<DbtrAcct><Id><Othr><Id>NOTPROVIDED</Id></Othr></Id>"));
	buf_release(&out);
}

static const struct test tests[] = {
	{ "a message of one transfer is the fixture's", test_whole },
	{ "each text is escaped", test_texts },
	{ "counts and sums are those of the transfers", test_totals },
	{ "no byte makes bad XML", test_any_byte },
	{ "a name is cut at 140 characters", test_long_name },
	{ "what is known of a bank is said", test_banks },
	{ "an account that is not known is said to be so",
		test_unknown_account },
	{ NULL, NULL },
};

const struct suite test_pain001 = { "handout/pain001", tests };
