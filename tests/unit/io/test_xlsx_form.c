/*
 * Filling somebody else's workbook: its head is read, rows are put into the
 * XML of a sheet at the right place whatever stands around it, all else stays.
 */
#include "suite.h"

#include "base/err.h"
#include "io/source.h"
#include "io/unzip.h"
#include "io/xlsx_form.h"
#include "io/xlsx_splice.h"
#include "io/zip.h"
#include "scratch.h"

#include <string.h>
#include <sys/stat.h>

/* --- rows into XML ------------------------------------------------------- */

static const char *const first_row[] = { "甲 & <乙>", NULL, "_x0041_ \"q\"" };
static const char *const second_row[] = { NULL, " b ", NULL };

static int
two_rows(void *ctx, const char *const **cells, struct err *err)
{
	int *given = ctx;

	(void)err;
	*cells = *given == 0 ? first_row : second_row;
	return (*given)++ < 2;
}

static int
failing_row(void *ctx, const char *const **cells, struct err *err)
{
	(void)ctx, (void)cells;
	return err_set(err, ERR_INPUT, "no row");
}

static int
collect(void *ctx, struct err *err)
{
	struct buf **bufs = ctx;

	(void)err;
	buf_add(bufs[0], buf_text(bufs[1]), bufs[1]->len);
	buf_clear(bufs[1]);
	return 0;
}

#define CELL_A                                                                 \
	"<c r=\"A4\" s=\"7\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"   \
	"甲 &amp; &lt;乙&gt;</t></is></c>"
#define CELL_C                                                                 \
	"<c r=\"C4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"           \
	"_x005F_x0041_ &quot;q&quot;</t></is></c>"
#define CELL_B                                                                 \
	"<c r=\"B5\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> b </t>"    \
	"</is></c>"
#define ROWS                                                                   \
	"<row r=\"4\">" CELL_A CELL_C "</row>\n<row r=\"5\">" CELL_B "</"      \
								     "row>\n"

static const struct {
	const char *label, *xml, *want; /* NULL: refused */
} splices[] = {
	{ "before the end of the data",
		"<w><sheetData><row r=\"3\"><c/></row></sheetData><x/></w>",
		"<w><sheetData><row r=\"3\"><c/></row>" ROWS
		"</sheetData><x/></w>" },
	{ "in place of blank rows",
		"<sheetData><row r=\"3\"/><row r=\"4\"><c s=\"1\"/></row>\n"
		"<row ht=\"1\" r = '9'/></sheetData>",
		"<sheetData><row r=\"3\"/>\n" ROWS "</sheetData>" },
	{ "rows without numbers count",
		"<sheetData><row/><row/><row/><row><c/></row></sheetData>",
		"<sheetData><row/><row/><row/>" ROWS "</sheetData>" },
	{ "an attribute is no other one",
		"<sheetData><row spans=\"1:9\" ar=\"7\" r=\"3\">a</row>"
		"</sheetData>",
		"<sheetData><row spans=\"1:9\" ar=\"7\" r=\"3\">a</row>" ROWS
		"</sheetData>" },
	{ "not in a comment, a section, a value",
		"<?p </sheetData>?><!-- </sheetData> > --><a b='</sheetData>'/>"
		"<![CDATA[</sheetData>]]><sheetData></sheetData >",
		"<?p </sheetData>?><!-- </sheetData> > --><a b='</sheetData>'/>"
		"<![CDATA[</sheetData>]]><sheetData>" ROWS "</sheetData >" },
	{ "no data at all", "<w><sheetData/></w>", NULL },
	{ "cut off", "<w><sheetData></sheetData><x", NULL },
};

static struct form_column columns[] = { { "a", "", "", "7" },
	{ "b", "", "", "" }, { "c", "", "", "" } };
static const struct form_sheet sheet = { .at = columns, .count = 3 };

/* In pieces of ${step} bytes. */
static void
splice(const char *xml, size_t step, struct buf *out, int *rc, struct err *err)
{
	int given = 0;
	struct xlsx_splice s = { .sheet = &sheet,
		.rows = { two_rows, &given } };
	struct buf *bufs[] = { out, &s.out };

	*rc = 0;
	for (size_t at = 0; at < strlen(xml) && *rc == 0; at += step) {
		const size_t left = strlen(xml) - at;

		*rc = xlsx_splice_feed(&s, xml + at, left < step ? left : step,
			collect, bufs, err);
	}
	if (*rc == 0)
		*rc = xlsx_splice_end(&s, err);
	xlsx_splice_release(&s);
}

static void
rows_are_put_in_place(void)
{
	static const size_t steps[] = { 1, 7, 100000 };

	for (size_t i = 0; i < sizeof(splices) / sizeof(*splices); i++)
		for (size_t k = 0; k < 3; k++) {
			struct buf out = BUF_INIT;
			struct err err = ERR_INIT;
			int rc;

			splice(splices[i].xml, steps[k], &out, &rc, &err);
			CHECK_CASE(splices[i].label,
				(rc < 0) == (splices[i].want == NULL));
			if (splices[i].want != NULL)
				CHECK_TEXT(buf_text(&out), splices[i].want);
			buf_release(&out);
		}
}

static void
a_row_that_fails_ends_it(void)
{
	static const char xml[] = "<sheetData></sheetData>";
	struct xlsx_splice s = { .sheet = &sheet,
		.rows = { failing_row, NULL } };
	struct buf out = BUF_INIT;
	struct buf *bufs[] = { &out, &s.out };
	struct err err = ERR_INIT;

	CHECK_INT(xlsx_splice_feed(&s, xml, strlen(xml), collect, bufs, &err),
		-1);
	CHECK_TEXT(err.message, "no row");
	xlsx_splice_release(&s);
	buf_release(&out);
}

/* --- workbooks ------------------------------------------------------------ */

#define RELATION                                                               \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

#define HEAD                                                                    \
	"<worksheet><cols><col min=\"2\" max=\"16384\" style=\"5\"/></cols>"    \
	"<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>说明</t></is></c>" \
	"</row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>必填</t></is>" \
	"</c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c>"               \
	"<c r=\"B3\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
#define TAIL                                                                   \
	"</sheetData><dataValidations>"                                        \
	"<dataValidation type=\"list\" sqref=\"A4:A9 C4\"><formula1>"          \
	"\"x,y\"</formula1></dataValidation>"                                  \
	"<dataValidation type=\"list\" sqref=\"B4\"><formula1>s!$A$1:$A$2"     \
	"</formula1></dataValidation>"                                         \
	"<dataValidation type=\"whole\" sqref=\"B4\"><formula1>\"z\""          \
	"</formula1></dataValidation></dataValidations></worksheet>"

struct part {
	const char *name, *content;
};

static const struct part whole[] = {
	{ "_rels/.rels",
		"<Relationships><Relationship Id=\"r\" Type=\"" RELATION
		"officeDocument\" Target=\"xl/workbook.xml\"/>"
		"</Relationships>" },
	{ "xl/sharedStrings.xml", "<sst><si><t>甲</t></si></sst>" },
	{ "xl/workbook.xml",
		"<workbook><sheets><sheet name=\"表\" id=\"r1\"/>"
		"<sheet name=\"v\" id=\"r2\" state=\"hidden\"/></sheets>"
		"</workbook>" },
	{ "xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"r1\" Type=\"" RELATION
		"worksheet\" Target=\"s1.xml\"/><Relationship Id=\"r2\" "
		"Type=\"" RELATION "worksheet\" Target=\"s2.xml\"/>"
		"<Relationship Id=\"r3\" Type=\"" RELATION
		"sharedStrings\" Target=\"sharedStrings.xml\"/>"
		"</Relationships>" },
	{ "xl/s1.xml", HEAD TAIL },
	{ "xl/s2.xml",
		"<worksheet><sheetData><row r=\"4\"><c r=\"A4\" "
		"t=\"inlineStr\"><is><t>pt:20260401</t></is></c></row>"
		"</sheetData></worksheet>" },
	{ "other.bin", "\x01\x02 any bytes" },
};

#define PARTS (sizeof(whole) / sizeof(*whole))

static int
to_buf(void *ctx, const void *bytes, size_t len, struct err *err)
{
	(void)err;
	buf_add(ctx, bytes, len);
	return 0;
}

/* The workbook, with another content of one of its parts. */
static void
make_book(struct buf *zip, const char *name, const char *content)
{
	struct err err = ERR_INIT;
	struct zip *made;

	CHECK_INT(zip_open(to_buf, zip, &made, &err), 0);
	for (size_t i = 0; i < PARTS; i++) {
		const char *text = strcmp(whole[i].name, name) == 0
			? content
			: whole[i].content;

		if (text == NULL)
			continue;
		CHECK_INT(zip_entry(made, whole[i].name, &err), 0);
		CHECK_INT(zip_add(made, text, strlen(text), &err), 0);
	}
	CHECK_INT(zip_end(made, &err), 0);
	zip_close(made);
}

static struct xlsx_form *
open_book(const char *name, const char *content, struct err *err)
{
	static const char *const names[] = { "表" };
	struct buf zip = BUF_INIT;
	struct xlsx_form *form = NULL;
	char folder[64], path[256];

	make_book(&zip, name, content);
	scratch_make(folder);
	scratch_put(folder, "t.xlsx", buf_text(&zip), zip.len, path);
	xlsx_form_open(path, names, 1, "v", &form, err);
	buf_release(&zip);
	scratch_remove(folder);
	return form;
}

static void
the_head_is_read(void)
{
	struct err err = ERR_INIT;
	struct xlsx_form *form = open_book("", NULL, &err);
	const struct form_sheet *head;

	CHECK_TEXT(err.message, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(form);
	head = xlsx_form_sheet(form, 0);
	CHECK_TEXT(xlsx_form_stamp(form), "pt:20260401");
	CHECK_TEXT(head->at[0].header, "甲");
	CHECK_TEXT(head->at[0].rule, "必填");
	CHECK_TEXT(head->at[0].list, "x,y");
	CHECK_TEXT(head->at[0].style, "");
	CHECK_TEXT(head->at[1].header, "b");
	CHECK_TEXT(head->at[1].list, "");
	CHECK_TEXT(head->at[1].style, "5");
	CHECK_TEXT(head->at[2].list, "x,y");
	xlsx_form_close(form);
}

static const struct {
	const char *name, *content, *why;
} wrong[] = {
	{ "xl/s2.xml", "<worksheet><sheetData/></worksheet>",
		"v: there is no version stamp \"pt:...\"" },
	{ "xl/s2.xml", NULL, "the workbook has no sheet v" },
	{ "xl/s1.xml",
		HEAD "<row r=\"7\"><c t=\"inlineStr\"><is><t>x</t></is></c>"
		     "</row>" TAIL,
		"表: row 4 is filled already" },
	{ "xl/s1.xml", "<worksheet><sheetData>", "表" },
};

static void
what_is_not_as_expected_is_refused(void)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct err err = ERR_INIT;
		struct xlsx_form *form =
			open_book(wrong[i].name, wrong[i].content, &err);

		CHECK_CASE(wrong[i].why, form == NULL);
		CHECK_INT(err.code, ERR_INPUT);
		CHECK_CASE(wrong[i].why,
			strstr(err.message, wrong[i].why) != NULL);
		xlsx_form_close(form);
	}
}

struct bytes {
	const struct buf *buf;
	size_t at;
};

static long
from_buf(void *ctx, char *bytes, size_t size, struct err *err)
{
	struct bytes *from = ctx;
	size_t len = from->buf->len - from->at;

	(void)err;
	len = len < size ? len : size;
	memcpy(bytes, from->buf->s + from->at, len);
	from->at += len;
	return (long)len;
}

static void
check_entry(const char *name, const char *got)
{
	for (size_t i = 0; i < PARTS; i++)
		if (strcmp(whole[i].name, name) == 0 &&
			strcmp(name, "xl/s1.xml") != 0) {
			CHECK_TEXT(got, whole[i].content);
			return;
		}
	CHECK_TEXT(name, "xl/s1.xml");
	CHECK_TEXT(got,
		HEAD
		"<row r=\"4\">"
		"<c r=\"A4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
		"甲 &amp; &lt;乙&gt;</t></is></c>"
		"<c r=\"C4\" s=\"5\" t=\"inlineStr\"><is>"
		"<t xml:space=\"preserve\">_x005F_x0041_ &quot;q&quot;</t>"
		"</is></c></row>\n<row r=\"5\"><c r=\"B5\" s=\"5\" "
		"t=\"inlineStr\"><is><t xml:space=\"preserve\"> b </t></is>"
		"</c></row>\n" TAIL);
}

/* Rows as wide as the sheet. */
static int
wide_rows(void *ctx, const char *const **cells, struct err *err)
{
	static const char *wide[512];
	const char *const *narrow;
	const int rc = two_rows(ctx, &narrow, err);

	for (size_t i = 0; i < 3; i++)
		wide[i] = narrow[i];
	*cells = wide;
	return rc;
}

static void
fill_and_unpack(struct xlsx_form *form, struct buf *zip)
{
	int given = 0, count = 0, rc;
	const struct form_rows rows = { wide_rows, &given };
	struct bytes bytes = { zip, 0 };
	struct unzip *unzip;
	struct err err = ERR_INIT;
	const char *name;

	CHECK_INT(xlsx_form_fill(form, &rows, to_buf, zip, &err), 0);
	CHECK_TEXT(err.message, "");
	CHECK_INT(unzip_open(from_buf, &bytes, &unzip, &err), 0);
	while ((rc = unzip_next(unzip, &name, &err)) == 1) {
		char content[4096];
		size_t len = 0;
		long got;

		while ((got = unzip_read(unzip, content + len,
				sizeof(content) - 1 - len, &err)) > 0)
			len += (size_t)got;
		content[len] = '\0';
		check_entry(name, content);
		count++;
	}
	CHECK_INT(rc, 0);
	CHECK_INT(count, PARTS);
	unzip_close(unzip);
}

/* Twice: the same bytes. */
static void
a_filled_book_is_the_same_but_for_its_rows(void)
{
	struct buf zips[2] = { BUF_INIT, BUF_INIT };
	struct err err = ERR_INIT;
	struct xlsx_form *form = open_book("", NULL, &err);

	CU_ASSERT_PTR_NOT_NULL_FATAL(form);
	fill_and_unpack(form, &zips[0]);
	fill_and_unpack(form, &zips[1]);
	CHECK_INT(zips[0].len, zips[1].len);
	CU_ASSERT(memcmp(zips[0].s, zips[1].s, zips[0].len) == 0);
	xlsx_form_close(form);
	buf_release(&zips[0]);
	buf_release(&zips[1]);
}

/* Our own reader sees the texts as they were given. */
static void
the_texts_come_back(void)
{
	struct buf zip = BUF_INIT;
	struct err err = ERR_INIT;
	struct xlsx_form *form = open_book("", NULL, &err);
	struct source_file *file;
	struct source_part part;
	char folder[64], path[256], text[512];
	long got;

	CU_ASSERT_PTR_NOT_NULL_FATAL(form);
	fill_and_unpack(form, &zip);
	scratch_make(folder);
	scratch_put(folder, "f.xlsx", buf_text(&zip), zip.len, path);
	CHECK_INT(source_open(path, &file, &err), 0);
	CHECK_INT(source_next(file, &part, &err), 1);
	CHECK_TEXT(part.name, "表");
	got = source_read(file, text, sizeof(text) - 1, &err);
	CU_ASSERT_FATAL(got > 0);
	text[got] = '\0';
	CHECK_TEXT(text,
		"说明\n必填\n甲,b\n甲 & <乙>,,\"_x0041_ \"\"q\"\"\"\n, b \n");
	source_close(file);
	xlsx_form_close(form);
	scratch_remove(folder);
	buf_release(&zip);
}

static const struct test tests[] = { { "rows are put in place",
					     rows_are_put_in_place },
	{ "a row that fails ends it", a_row_that_fails_ends_it },
	{ "the head is read", the_head_is_read },
	{ "what is not as expected is refused",
		what_is_not_as_expected_is_refused },
	{ "a filled book is the same but for its rows",
		a_filled_book_is_the_same_but_for_its_rows },
	{ "the texts come back", the_texts_come_back }, { NULL, NULL } };

const struct suite test_xlsx_form = { "io/xlsx_form", tests };
