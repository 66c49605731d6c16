/*
 * Workbooks: their sheets become lines of CSV.
 */
#include "scratch.h"
#include "suite.h"
#include "xlsx_maker.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/source.h"

#include <string.h>

/* --- rows and cells ---------------------------------------------------- */

static const struct {
	const char *rows; /* of the sheet */
	const char *want; /* its text, or what the message holds */
} sheets[] = {
	/* Where cells stand. */
	{ R(N("1") N("2")), "流水:1,2\n;" },
	{ R(C("r=\"B1\"", "<v>1</v>") C("r=\"D1\"", "<v>2</v>")),
		"流水:,1,,2\n;" },
	{ R(C("r=\"B1\"", "<v>1</v>") N("2")), "流水:,1,2\n;" },
	{ R(N("1") C("r=\"C1\"", "") C("r=\"XFD1\" s=\"1\"", "")),
		"流水:1\n;" },
	{ "<row r=\"3\">" C("r=\"A3\"", "<v>1</v>") "</row>", "流水:\n\n1\n;" },
	{ R(N("1")) "<row r=\"4\" spans=\"1:2\">" N("2") "</row>" R(N("3")),
		"流水:1\n\n\n2\n3\n;" },
	{ R(N("1")) R("") R(C("", "")) R(N("2")) R("") R(""),
		"流水:1\n\n\n2\n;" },
	{ "<row r=\"1048577\">" N("1") "</row>", "0: \"1048577\" is not" },
	{ "<row r=\"2\"/><row r=\"2\"/>", "2: \"2\" is not the number" },
	{ "<row r=\"0\"/>", "0: \"0\" is not the number" },
	{ "<row r=\"x\"/>", "0: \"x\" is not the number" },
	{ R(C("r=\"A2\"", "")), "1: \"A2\" is not the next cell" },
	{ R(C("r=\"B1\"", "") C("r=\"B1\"", "")),
		"1: \"B1\" is not the next cell" },
	{ R(C("r=\"B1\"", "") C("r=\"A1\"", "")),
		"1: \"A1\" is not the next cell" },
	{ R(C("r=\"a1\"", "")), "1: \"a1\" is not the next cell" },
	{ R(C("r=\"A\"", "")), "1: \"A\" is not the next cell" },
	{ R(C("r=\"XFE1\"", "")), "1: \"XFE1\" is not the next cell" },
	{ R(C("r=\"SS1\"", "<v>1</v>")), "1:513: SS1: more than 512 values" },
	/* Texts. */
	{ R(T("s", "0") T("s", "1")), "流水:摘要, a \n;" },
	{ R(T("s", "2")), "流水:甲 乙\n;" },
	{ R(T("s", "3") T("s", "4")), "流水:x y_x000A_ _x12_\n;" },
	{ R(T("s", "5")), "1:1: A1: there is no shared string 5" },
	{ R(N("1") T("s", "-1")), "1:2: B1: there is no shared string -1" },
	{ R(T("s", "1 2")), "there is no shared string 1 2" },
	{ R(T("s", "")) R(N("1")), "流水:\n1\n;" },
	{ R(C("t=\"inlineStr\"", "<is><t>a,b</t></is>")
			  C("t=\"inlineStr\"", "<is><t>\"</t></is>")),
		"流水:\"a,b\",\"\"\"\"\n;" },
	{ R(C("t=\"inlineStr\"",
		  "<is><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r>"
		  "<rPh><t>c</t></rPh></is>")),
		"流水:a b\n;" },
	{ R(C("t=\"inlineStr\"", "<is><t>a\nb&#13;&#10;c</t></is>")),
		"流水:a b c\n;" },
	{ R(C("t=\"inlineStr\"", "<is><t>_x0007_</t></is>")),
		"1:1: A1: a control" },
	{ R(T("str", "甲&amp;乙") T("b", "1") T("b", "0")),
		"流水:甲&乙,TRUE,FALSE\n;" },
	{ R(T("b", "2")), "1:1: A1: \"2\" is neither true" },
	{ R(T("d", "2026-11-16T09:00:00")), "流水:2026-11-16T09:00:00\n;" },
	{ R(T("x", "1")), "1:1: A1: a cell of the unknown type \"x\"" },
	/* Formulas: what was computed counts. */
	{ R(C("", "<f>SUM(A2:A9)</f><v>12.5</v>")), "流水:12.5\n;" },
	{ R(C("t=\"str\"", "<f>A2</f><v></v>") N("1")), "流水:,1\n;" },
	{ R(C("", "<f>A2</f>")), "1:1: A1: a formula without its value" },
	{ R(C("", "<f>A2</f><v/>")), "1:1: A1: a formula without its value" },
	{ R(C("t=\"str\"", "<f>A2</f>")), "a formula without its value" },
	{ "<row r=\"7\">" C(
		  "r=\"C7\" t=\"e\"", "<f>A2</f><v>#REF!</v>") "</row>",
		"7:3: C7: the error #REF!" },
	/* Numbers. */
	{ R(N("100.00") N("-0.50") N("267.10000000000002")),
		"流水:100.00,-0.50,267.1\n;" },
	{ R(N("6.2220200000000001E+18")), "流水:6.22202E+18\n;" },
	{ R(N("abc")), "1:1: A1: \"abc\" is not a number" },
	/* Styles. */
	{ R(S("0", "46342") S("1", "46342") S("2", "46342.5")),
		"流水:46342,2026-11-16,2026-11-16 12:00:00\n;" },
	{ R(S("3", "0.75") S("4", "46342") S("5", "46342.5")),
		"流水:18:00:00,2026-11-16 00:00:00,46342.5\n;" },
	{ R(S("6", "46342") S("x", "46342")), "流水:46342,46342\n;" },
	{ R(S("1", "60")), "1:1: A1: 60 is not the number of a day" },
	{ R(S("1", "x")), "1:1: A1: \"x\" is not a number" },
	{ R("<c s=\"1\" t=\"str\"><v>46342</v></c>"), "流水:46342\n;" },
	/* What is none of it. */
	{ R("<x/>" N("1") "<x><c><v>5</v></c></x>"), "流水:1\n;" },
	{ R(N("1")) "</sheetData><x><row><c><v>5</v></c></row></x><sheetData>",
		"流水:1\n;" },
	{ "", "no visible sheet of the workbook is filled" },
};

static void
test_sheets(void)
{
	scratch_make(xlsx_maker_folder);
	for (size_t i = 0; i < sizeof(sheets) / sizeof(*sheets); i++) {
		struct buf sheet = BUF_INIT;

		buf_printf(&sheet,
			"<worksheet><dimension ref=\"A1\"/><cols/><sheetData>"
			"\n %s </sheetData><x><row><c><v>9</v></c></row></x>"
			"</worksheet>",
			sheets[i].rows);
		xlsx_maker_expect_with(FIRST, sheet.s, sheets[i].want);
		buf_release(&sheet);
	}
	scratch_remove(xlsx_maker_folder);
}

/* --- the workbook ------------------------------------------------------ */

static const struct {
	int which;
	const char *content, *want;
} books[] = {
	{ BOOK, BOOK_OF("", TWO_SHEETS), "一:1\n;二:2\n;" },
	{ BOOK, BOOK_OF("", "<sheet name=\"二\" id=\"r2\"/>"), "二:2\n;" },
	{ BOOK,
		BOOK_OF("",
			"<sheet name=\"一\" id=\"r1\" state=\"hidden\"/>"
			"<sheet name=\"二\" id=\"r2\" state=\"visible\"/>"),
		"二:2\n;" },
	{ BOOK,
		BOOK_OF("",
			"<sheet name=\"一\" id=\"r1\" "
			"state=\"veryHidden\"/>"),
		"no visible sheet" },
	{ BOOK, BOOK_OF("", "<sheet name=\"图\" id=\"r5\"/>" ONE_SHEET),
		"流水:1\n;" },
	{ BOOK, BOOK_OF("", "<sheet id=\"r1\"/>"), "a sheet has no name" },
	{ BOOK, BOOK_OF("", "<sheet name=\"一\"/>"), "no relation" },
	{ BOOK, BOOK_OF("", ""), "no visible sheet" },
	{ BOOK, "<document/>", "xl/workbook.xml: not a part of a workbook" },
	{ BOOK, "<!DOCTYPE workbook><workbook/>", "a DOCTYPE" },
	{ BOOK, "<workbook>", "xl/workbook.xml:1:11: not well-formed" },
	{ BOOK, NULL, "the workbook lacks xl/workbook.xml" },
	{ BOOK_RELATIONS, NULL, "lacks xl/_rels/workbook.xml.rels" },
	{ TEXTS, NULL, "the workbook lacks xl/sharedStrings.xml" },
	{ LOOKS, NULL, "the workbook lacks xl/styles.xml" },
	{ FIRST, NULL, "the workbook lacks its sheet 流水" },
	{ SECOND, NULL, "流水:1\n;" },
	{ TYPES, NULL, "流水:1\n;" },
	{ PACKAGE_PART, NULL, "the workbook lacks _rels/.rels" },
	{ PACKAGE_PART, "<Relationships/>", "without a workbook" },
	{ PACKAGE_PART,
		"<Relationships><Relationship Id=\"1\" Type=\"" RELATION
		"officeDocument\" Target=\"/word/document.xml\"/>"
		"</Relationships>",
		"a Word document (.docx)" },
	{ PACKAGE_PART,
		"<Relationships><Relationship Id=\"1\" Type=\"" RELATION
		"officeDocument\" Target=\"xl/workbook.bin\"/>"
		"</Relationships>",
		"a binary workbook (.xlsb)" },
	/* Strict, with a prefix; names in another case; what is not meant. */
	{ PACKAGE_PART,
		"<p:Relationships xmlns:p=\"x\"><p:Relationship Id=\"1\" "
		"Type=\"http://purl.oclc.org/ooxml/officeDocument/"
		"relationships/officeDocument\" Target=\"XL/Workbook.xml\"/>"
		"<p:Relationship Id=\"2\" Type=\"x/thumbnail\" "
		"Target=\"docProps/thumbnail.jpeg\"/></p:Relationships>",
		"流水:1\n;" },
	{ TEXTS, "<sst><si><t>_x0000_</t></si></sst>",
		"xl/sharedStrings.xml: shared string 0: a control" },
	{ TEXTS, "<worksheet/>", "<worksheet>, where <sst> belongs" },
	{ LOOKS, "<sst/>", "<sst>, where <styleSheet> belongs" },
	{ FIRST, "<sst/>", "<sst>, where <worksheet> belongs" },
	{ FIRST, "<worksheet><sheetData><row><c><v>1</v></c></row>",
		"xl/worksheets/sheet1.xml:1:49: not well-formed" },
	{ FIRST, "<worksheet>\xff</worksheet>", "sheet1.xml:1:12: " },
	{ BOOK, BOOK_OF("<workbookPr date1904=\"1\"/>", ONE_SHEET),
		"流水:1\n;" },
};

static void
test_books(void)
{
	scratch_make(xlsx_maker_folder);
	xlsx_maker_expect("whole", xlsx_maker_whole, "流水:1\n;");
	for (size_t i = 0; i < sizeof(books) / sizeof(*books); i++)
		xlsx_maker_expect_with(books[i].which, books[i].content, books[i].want);
	scratch_remove(xlsx_maker_folder);
}

static void
test_1904(void)
{
	struct part parts[PARTS];

	scratch_make(xlsx_maker_folder);
	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[BOOK].content =
		BOOK_OF("<workbookPr date1904=\"true\"/>", ONE_SHEET);
	parts[FIRST].content = SHEET(R(S("1", "0") S("1", "44880")));
	xlsx_maker_expect("1904", parts, "流水:1904-01-01,2026-11-16\n;");
	scratch_remove(xlsx_maker_folder);
}

/* Each order of the parts is read, in as many ways through as it takes. */
static void
test_orders(void)
{
	static const int orders[][PARTS] = {
		{ PACKAGE_PART, BOOK, BOOK_RELATIONS, LOOKS, TEXTS, FIRST,
			SECOND, TYPES },
		{ SECOND, FIRST, LOOKS, TEXTS, BOOK_RELATIONS, BOOK,
			PACKAGE_PART, TYPES },
		{ FIRST, SECOND, BOOK, PACKAGE_PART, TEXTS, BOOK_RELATIONS,
			LOOKS, TYPES },
		{ TEXTS, BOOK_RELATIONS, PACKAGE_PART, LOOKS, BOOK, FIRST,
			SECOND, TYPES },
	};
	struct part parts[PARTS];

	scratch_make(xlsx_maker_folder);
	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[FIRST].content = SHEET(R(T("s", "0") S("1", "46342")));
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++)
		xlsx_maker_expect_order("order", parts, orders[i], PARTS,
			"流水:摘要,2026-11-16\n;");
	scratch_remove(xlsx_maker_folder);
}

static void
test_twice(void)
{
	static const struct {
		int which;
		const char *want;
	} cases[] = {
		{ BOOK, "xl/workbook.xml: twice in the workbook" },
		{ TEXTS, "xl/sharedStrings.xml: twice in the workbook" },
		{ FIRST, "xl/worksheets/sheet1.xml: twice in the workbook" },
	};

	scratch_make(xlsx_maker_folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct part parts[PARTS + 1];

		memcpy(parts, xlsx_maker_whole, sizeof(xlsx_maker_whole));
		parts[PARTS] = xlsx_maker_whole[cases[i].which];
		xlsx_maker_expect_order("twice", parts, NULL, PARTS + 1, cases[i].want);
	}
	scratch_remove(xlsx_maker_folder);
}

/* A bad sheet is no harm to the next, and a sheet may be left early. */
static void
test_next_sheet(void)
{
	struct buf zip = BUF_INIT;
	struct part parts[PARTS];
	struct err err = ERR_INIT;
	struct source_file *file;
	struct source_part part;
	char path[256], byte;

	scratch_make(xlsx_maker_folder);
	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[BOOK].content = BOOK_OF("", TWO_SHEETS);
	parts[FIRST].content = SHEET(R(N("1")) R(T("e", "#N/A")));
	xlsx_maker_pack(&zip, parts, NULL, PARTS);
	scratch_put(xlsx_maker_folder, "a.xlsx", zip.s, zip.len, path);
	CHECK_INT(source_open(path, &file, &err), 0);
	CHECK_INT(source_next(file, &part, &err), 1);
	CHECK_TEXT(part.name, "一");
	for (int i = 0; i < 2; i++) {
		CHECK_INT(source_read(file, &byte, 1, &err), -1);
		CHECK_TEXT(err.message, "2:1: A2: the error #N/A");
	}
	CHECK_INT(source_next(file, &part, &err), 1);
	CHECK_TEXT(part.name, "二");
	CHECK_INT(source_read(file, &byte, 1, &err), 1);
	CHECK_INT(byte, '2');
	CHECK_INT(source_next(file, &part, &err), 0);
	source_close(file);
	buf_release(&zip);
	scratch_remove(xlsx_maker_folder);
}

/* Texts that cells share, and rows, come in pieces of any size. */
static void
test_pieces(void)
{
	static const size_t pieces[] = { 1, 7, 4096 };
	struct buf sheet = BUF_INIT, want = BUF_INIT, zip = BUF_INIT;
	struct part parts[PARTS];

	scratch_make(xlsx_maker_folder);
	buf_puts(&sheet, "<worksheet><sheetData>");
	buf_puts(&want, "流水:");
	for (int i = 1; i <= 2000; i++) {
		buf_printf(&sheet,
			"<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c>"
			"<c r=\"C%d\" t=\"s\"><v>0</v></c></row>",
			2 * i, 2 * i, i, 2 * i);
		buf_printf(&want, "\n%d,,摘要\n", i);
	}
	buf_puts(&sheet, "</sheetData></worksheet>");
	buf_puts(&want, ";");
	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[FIRST].content = sheet.s;
	xlsx_maker_pack(&zip, parts, NULL, PARTS);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf out = BUF_INIT;
		struct err err = ERR_INIT;

		CHECK_INT(xlsx_maker_read_zip(&zip, pieces[i], &out, &err), 0);
		CHECK_TEXT(buf_text(&out), buf_text(&want));
		buf_release(&out);
	}
	buf_release(&sheet);
	buf_release(&want);
	buf_release(&zip);
	scratch_remove(xlsx_maker_folder);
}

static const struct test tests[] = {
	{ "rows and cells become lines of CSV", test_sheets },
	{ "a workbook is what its relations say", test_books },
	{ "days may be counted from 1904", test_1904 },
	{ "the parts may lie in any order", test_orders },
	{ "no part may be there twice", test_twice },
	{ "a bad sheet is no harm to the next", test_next_sheet },
	{ "the text comes in pieces of any size", test_pieces },
	{ NULL, NULL },
};

const struct suite test_xlsx = { "io/xlsx", tests };
