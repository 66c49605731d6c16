/*
 * Workbooks.  They are made here, part by part, so that each can be left out,
 * put in another place, or changed; libarchive packs them.
 */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/source.h"
#include "io/xlsx_cell.h"
#include "io/xlsx_number.h"
#include "io/xlsx_styles.h"
#include "scarce.h"
#include "scratch.h"

#include <archive.h>
#include <archive_entry.h>

#include <string.h>
#include <sys/stat.h>

/* --- making workbooks -------------------------------------------------- */

#define RELATION                                                               \
	"http://schemas.openxmlformats.org/officeDocument/2006/"               \
	"relationships/"
#define MAIN                                                                   \
	"xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

#define PACKAGE                                                                \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Relationships>"          \
	"<Relationship Id=\"r1\" Type=\"" RELATION "officeDocument\" "         \
	"Target=\"xl/workbook.xml\"/></Relationships>"
#define RELATIONS                                                              \
	"<Relationships>"                                                      \
	"<Relationship Id=\"r1\" Type=\"" RELATION "worksheet\" "              \
	"Target=\"worksheets/sheet1.xml\"/>"                                   \
	"<Relationship Id=\"r2\" Type=\"" RELATION "worksheet\" "              \
	"Target=\"/xl/worksheets/../worksheets/./sheet2.xml\"/>"               \
	"<Relationship Id=\"r3\" Type=\"" RELATION "sharedStrings\" "          \
	"Target=\"sharedStrings.xml\"/>"                                       \
	"<Relationship Id=\"r4\" Type=\"" RELATION "styles\" "                 \
	"Target=\"styles.xml\"/>"                                              \
	"<Relationship Id=\"r5\" Type=\"" RELATION "chartsheet\" "             \
	"Target=\"chartsheets/sheet1.xml\"/>"                                  \
	"<Relationship Id=\"r6\" Type=\"" RELATION "worksheet\" "              \
	"TargetMode=\"External\" Target=\"http://example.com/x.xlsx\"/>"       \
	"</Relationships>"
#define BOOK_OF(properties, sheets)                                            \
	"<workbook " MAIN ">" properties "<sheets>" sheets "</sheets>"         \
	"<definedNames><definedName name=\"x\">1</definedName>"                \
	"</definedNames></workbook>"
#define ONE_SHEET "<sheet name=\"流水\" sheetId=\"7\" id=\"r1\"/>"
#define STRINGS                                                                \
	"<sst count=\"9\"><si><t>摘要</t></si>\n"                            \
	"<si><t xml:space=\"preserve\"> a </t></si>"                           \
	"<si><r><rPr><b/></rPr><t>甲 </t></r><r><t>乙</t></r>"               \
	"<rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh><phoneticPr/></si>"            \
	"<si><t>x_x000A_y_x005F_x000A_ _x12_</t></si><si/></sst>"
#define STYLES                                                                 \
	"<styleSheet><numFmts count=\"2\">"                                    \
	"<numFmt numFmtId=\"176\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/>"  \
	"<numFmt numFmtId=\"177\" formatCode=\"#,##0.00&quot;d&quot;\"/>"      \
	"</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"         \
	"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"                   \
	"<xf numFmtId=\"22\"/><xf numFmtId=\"21\"/><xf numFmtId=\"176\"/>"     \
	"<xf numFmtId=\"177\"/></cellXfs>"                                     \
	"<dxfs><dxf><numFmt numFmtId=\"5\" formatCode=\"yyyy\"/></dxf></dxfs>" \
	"</styleSheet>"
#define SHEET(rows)                                                            \
	"<worksheet " MAIN "><dimension ref=\"A1\"/><sheetData>" rows          \
	"</sheetData><mergeCells/></worksheet>"

/* Parts by their names; a content of NULL leaves one out. */
struct part {
	const char *name, *content;
	size_t len; /* 0: to the NUL */
};

enum {
	TYPES,
	PACKAGE_PART,
	BOOK,
	BOOK_RELATIONS,
	TEXTS,
	LOOKS,
	FIRST,
	SECOND,
	PARTS
};

static const struct part whole[PARTS] = {
	[TYPES] = { "[Content_Types].xml", "<Types/>", 0 },
	[PACKAGE_PART] = { "_rels/.rels", PACKAGE, 0 },
	[BOOK] = { "xl/workbook.xml", BOOK_OF("", ONE_SHEET), 0 },
	[BOOK_RELATIONS] = { "xl/_rels/workbook.xml.rels", RELATIONS, 0 },
	[TEXTS] = { "xl/sharedStrings.xml", STRINGS, 0 },
	[LOOKS] = { "xl/styles.xml", STYLES, 0 },
	[FIRST] = { "xl/worksheets/sheet1.xml",
		SHEET("<row><c><v>1</v></c></row>"), 0 },
	[SECOND] = { "xl/worksheets/sheet2.xml",
		SHEET("<row><c><v>2</v></c></row>"), 0 },
};

static la_ssize_t
on_write(struct archive *archive, void *ctx, const void *bytes, size_t len)
{
	(void)archive;
	buf_add(ctx, bytes, len);
	return (la_ssize_t)len;
}

static void
pack_one(struct archive *archive, const struct part *part)
{
	struct archive_entry *entry = archive_entry_new();
	const size_t len = part->len > 0 ? part->len : strlen(part->content);

	archive_entry_set_pathname(entry, part->name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)len);
	CHECK_INT(archive_write_header(archive, entry), ARCHIVE_OK);
	CHECK_INT(archive_write_data(archive, part->content, len), len);
	archive_entry_free(entry);
}

/* The parts in the order of ${order}, or as they come. */
static void
pack(struct buf *zip, const struct part *parts, const int *order, int count)
{
	struct archive *archive = archive_write_new();

	buf_clear(zip);
	CHECK_INT(archive_write_set_format_zip(archive), ARCHIVE_OK);
	CHECK_INT(archive_write_set_bytes_per_block(archive, 0), ARCHIVE_OK);
	CHECK_INT(archive_write_open(archive, zip, NULL, on_write, NULL),
		ARCHIVE_OK);
	for (int i = 0; i < count; i++) {
		const struct part *part = &parts[order != NULL ? order[i] : i];

		if (part->content != NULL)
			pack_one(archive, part);
	}
	CHECK_INT(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
}

/* --- reading them ------------------------------------------------------ */

static char folder[64];

/* All sheets as "NAME:TEXT;", of the file at ${path}; -1 with ${err}. */
static int
read_path(const char *path, size_t piece, struct buf *out, struct err *err)
{
	struct source_file *file;
	struct source_part part;
	char bytes[4096];
	long got = 0;
	int rc;

	buf_clear(out);
	if (source_open(path, &file, err) < 0)
		return -1;
	while ((rc = source_next(file, &part, err)) == 1) {
		buf_printf(out, "%s:", part.name);
		while ((got = source_read(file, bytes, piece, err)) > 0)
			buf_add(out, bytes, (size_t)got);
		if (got < 0)
			break;
		buf_puts(out, ";");
	}
	if (rc == 0 && strcmp(path, "-") != 0)
		CHECK_INT(source_done(file), source_size(file));
	source_close(file);
	return got < 0 ? -1 : rc;
}

static int
read_zip(const struct buf *zip, size_t piece, struct buf *out, struct err *err)
{
	char path[256];

	scratch_put(folder, "a.xlsx", zip->s, zip->len, path);
	return read_path(path, piece, out, err);
}

/* The parts read: the text, or a message in which ${want} stands. */
static void
expect_order(const char *label, const struct part *parts, const int *order,
	int count, const char *want)
{
	struct buf zip = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;

	pack(&zip, parts, order, count);
	if (read_zip(&zip, 4096, &out, &err) == 0) {
		CHECK_TEXT(buf_text(&out), want);
	} else {
		char all[1300];

		snprintf(all, sizeof(all), "%s: want \"%s\", got \"%s\"", label,
			want, err.message);
		CHECK_CASE(all, strstr(err.message, want) != NULL);
		CHECK_CASE(all, err_status(err.code) == 3);
	}
	buf_release(&zip);
	buf_release(&out);
}

static void
expect(const char *label, const struct part *parts, const char *want)
{
	expect_order(label, parts, NULL, PARTS, want);
}

/* The workbook with one part changed. */
static void
expect_with(int which, const char *content, const char *want)
{
	struct part parts[PARTS];

	memcpy(parts, whole, sizeof(parts));
	parts[which].content = content;
	expect(content != NULL ? content : parts[which].name, parts, want);
}

/* --- rows and cells ---------------------------------------------------- */

#define C(attributes, inside) "<c " attributes ">" inside "</c>"
#define N(value) "<c><v>" value "</v></c>"
#define S(style, value) "<c s=\"" style "\"><v>" value "</v></c>"
#define R(inside) "<row>" inside "</row>"
#define T(type, value) "<c t=\"" type "\"><v>" value "</v></c>"

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
	scratch_make(folder);
	for (size_t i = 0; i < sizeof(sheets) / sizeof(*sheets); i++) {
		struct buf sheet = BUF_INIT;

		buf_printf(&sheet,
			"<worksheet><dimension ref=\"A1\"/><cols/><sheetData>"
			"\n %s </sheetData><x><row><c><v>9</v></c></row></x>"
			"</worksheet>",
			sheets[i].rows);
		expect_with(FIRST, sheet.s, sheets[i].want);
		buf_release(&sheet);
	}
	scratch_remove(folder);
}

/* --- the workbook ------------------------------------------------------ */

#define TWO "<sheet name=\"一\" id=\"r1\"/><sheet name=\"二\" id=\"r2\"/>"

static const struct {
	int which;
	const char *content, *want;
} books[] = {
	{ BOOK, BOOK_OF("", TWO), "一:1\n;二:2\n;" },
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
	scratch_make(folder);
	expect("whole", whole, "流水:1\n;");
	for (size_t i = 0; i < sizeof(books) / sizeof(*books); i++)
		expect_with(books[i].which, books[i].content, books[i].want);
	scratch_remove(folder);
}

static void
test_1904(void)
{
	struct part parts[PARTS];

	scratch_make(folder);
	memcpy(parts, whole, sizeof(parts));
	parts[BOOK].content =
		BOOK_OF("<workbookPr date1904=\"true\"/>", ONE_SHEET);
	parts[FIRST].content = SHEET(R(S("1", "0") S("1", "44880")));
	expect("1904", parts, "流水:1904-01-01,2026-11-16\n;");
	scratch_remove(folder);
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

	scratch_make(folder);
	memcpy(parts, whole, sizeof(parts));
	parts[FIRST].content = SHEET(R(T("s", "0") S("1", "46342")));
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++)
		expect_order("order", parts, orders[i], PARTS,
			"流水:摘要,2026-11-16\n;");
	scratch_remove(folder);
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

	scratch_make(folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct part parts[PARTS + 1];

		memcpy(parts, whole, sizeof(whole));
		parts[PARTS] = whole[cases[i].which];
		expect_order("twice", parts, NULL, PARTS + 1, cases[i].want);
	}
	scratch_remove(folder);
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

	scratch_make(folder);
	memcpy(parts, whole, sizeof(parts));
	parts[BOOK].content = BOOK_OF("", TWO);
	parts[FIRST].content = SHEET(R(N("1")) R(T("e", "#N/A")));
	pack(&zip, parts, NULL, PARTS);
	scratch_put(folder, "a.xlsx", zip.s, zip.len, path);
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
	scratch_remove(folder);
}

/* Texts that cells share, and rows, come in pieces of any size. */
static void
test_pieces(void)
{
	static const size_t pieces[] = { 1, 7, 4096 };
	struct buf sheet = BUF_INIT, want = BUF_INIT, zip = BUF_INIT;
	struct part parts[PARTS];

	scratch_make(folder);
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
	memcpy(parts, whole, sizeof(parts));
	parts[FIRST].content = sheet.s;
	pack(&zip, parts, NULL, PARTS);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf out = BUF_INIT;
		struct err err = ERR_INIT;

		CHECK_INT(read_zip(&zip, pieces[i], &out, &err), 0);
		CHECK_TEXT(buf_text(&out), buf_text(&want));
		buf_release(&out);
	}
	buf_release(&sheet);
	buf_release(&want);
	buf_release(&zip);
	scratch_remove(folder);
}

/* --- numbers, styles, references --------------------------------------- */

static void
test_numbers(void)
{
	static const struct {
		const char *said, *text; /* NULL: none */
	} cases[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.00", "0.00" },
		{ "100", "100" },
		{ "007", "007" },
		{ "-12.50", "-12.50" },
		{ "+5", "5" },
		{ ".5", "0.5" },
		{ "5.", "5" },
		{ "267.10000000000002", "267.1" },
		{ "1234.5599999999999", "1234.56" },
		{ "0.30000000000000004", "0.3" },
		{ "999999999999999.9", "1E+15" },
		{ "99.999999999999999", "100" },
		{ "-0.999999999999999999", "-1" },
		{ "123456789012345", "123456789012345" },
		{ "1234567890123456", "1.23456789012346E+15" },
		{ "6222020000000000123", "6.22202E+18" },
		{ "6.21E+18", "6.21E+18" },
		{ "6.21E18", "6.21E+18" },
		{ "-6e20", "-6E+20" },
		{ "1E-2", "0.01" },
		{ "1.2E3", "1200" },
		{ "1.5e+2", "150" },
		{ "1E14", "100000000000000" },
		{ "1E15", "1E+15" },
		{ "1E-15", "0.000000000000001" },
		{ "1E-16", "1E-16" },
		{ "5.5511151231257827E-17", "5.55111512312578E-17" },
		{ "0E300", "0" },
		{ "100.000000000000000000", "100" },
		{ "", NULL },
		{ "-", NULL },
		{ ".", NULL },
		{ "1.2.3", NULL },
		{ "1,5", NULL },
		{ "1E", NULL },
		{ "1E+", NULL },
		{ "1E9999", NULL },
		{ "E5", NULL },
		{ "NaN", NULL },
		{ "INF", NULL },
		{ "0x10", NULL },
		{ "1 ", NULL },
	};
	char text[XLSX_NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int rc = xlsx_number_text(cases[i].said, text);

		CHECK_CASE(cases[i].said, (rc == 0) == (cases[i].text != NULL));
		if (rc == 0)
			CHECK_TEXT(text, cases[i].text);
	}
}

static void
test_dates(void)
{
	static const struct {
		const char *said;
		enum xlsx_style style;
		bool since_1904;
		const char *text; /* NULL: none */
	} cases[] = {
		{ "1", XLSX_DATE, false, "1900-01-01" },
		{ "59", XLSX_DATE, false, "1900-02-28" },
		{ "60", XLSX_DATE, false, NULL },
		{ "61", XLSX_DATE, false, "1900-03-01" },
		{ "46342", XLSX_DATE, false, "2026-11-16" },
		{ "4.6342E4", XLSX_DATE, false, "2026-11-16" },
		{ "401768", XLSX_DATE, false, "2999-12-31" },
		{ "401769", XLSX_DATE, false, NULL },
		{ "1E300", XLSX_DATE, false, NULL },
		{ "-1", XLSX_DATE, false, NULL },
		{ "0", XLSX_DATE, false, NULL },
		{ "0", XLSX_DATE, true, "1904-01-01" },
		{ "44880", XLSX_DATE, true, "2026-11-16" },
		{ "0", XLSX_TIME, false, "00:00:00" },
		{ "0.5", XLSX_TIME, true, "12:00:00" },
		{ "0.5", XLSX_DATE, false, "12:00:00" },
		{ "0.5", XLSX_DATE, true, "1904-01-01 12:00:00" },
		{ "46342", XLSX_DATE_TIME, false, "2026-11-16 00:00:00" },
		{ "46342.5", XLSX_DATE, false, "2026-11-16 12:00:00" },
		/* 17:42:28 is 0.737824074... of a day. */
		{ "46342.737824074073", XLSX_DATE_TIME, false,
			"2026-11-16 17:42:28" },
		{ "46342.737824074", XLSX_DATE_TIME, false,
			"2026-11-16 17:42:28" },
		/* Half a second is rounded up, less is not. */
		{ "46342.0000057871", XLSX_DATE_TIME, false,
			"2026-11-16 00:00:01" },
		{ "46342.0000057870", XLSX_DATE_TIME, false,
			"2026-11-16 00:00:00" },
		{ "46342.99999", XLSX_DATE_TIME, false, "2026-11-16 23:59:59" },
		{ "46342.999999", XLSX_DATE_TIME, false,
			"2026-11-17 00:00:00" },
		{ "46342,5", XLSX_DATE_TIME, false, NULL },
	};
	char text[XLSX_NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		const int rc = xlsx_number_date(cases[i].said, cases[i].style,
			cases[i].since_1904, text, &err);

		CHECK_CASE(cases[i].said, (rc == 0) == (cases[i].text != NULL));
		if (rc == 0)
			CHECK_TEXT(text, cases[i].text);
		else
			CHECK_INT(err.code, ERR_INPUT);
	}
}

static void
test_codes(void)
{
	static const struct {
		const char *code;
		enum xlsx_style style;
	} cases[] = {
		{ "General", XLSX_NUMBER },
		{ "G/通用格式", XLSX_NUMBER },
		{ "@", XLSX_NUMBER },
		{ "0.00E+00", XLSX_NUMBER },
		{ "#,##0.00\"yd\"", XLSX_NUMBER },
		{ "[Red]-0.00;[$-404]0", XLSX_NUMBER },
		{ "_d0*s\\m", XLSX_NUMBER },
		{ "\"d", XLSX_NUMBER },
		{ "[d", XLSX_NUMBER },
		{ "0\\", XLSX_NUMBER },
		{ "yyyy\"年\"m\"月\"", XLSX_DATE },
		{ "m/d", XLSX_DATE },
		{ "mmm", XLSX_DATE },
		{ "[$-804]YYYY-MM-DD;@", XLSX_DATE },
		{ "h:mm AM/PM", XLSX_TIME },
		{ "mm:ss.0", XLSX_TIME },
		{ "[h]:mm:ss", XLSX_TIME },
		{ "yyyy\\-mm\\-dd\\ hh:mm", XLSX_DATE_TIME },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].code,
			xlsx_styles_of_code(cases[i].code) == cases[i].style);
}

/* The built-in formats that are dates or times, and their neighbours. */
static void
test_built_in(void)
{
	static const char dates[] = "0000000000000"
				    "0" /* 13 */
				    "1111"
				    "2222"
				    "3"
				    "0000" /* 23 to 26 */
				    "11111"
				    "2222"
				    "1"
				    "00000000" /* 37 to 44 */
				    "222"
				    "00"
				    "11111"
				    "22"
				    "11"
				    "00";

	for (long i = 0; dates[i] != '\0'; i++) {
		long id = i;
		struct xlsx_styles styles = { .cells = { &id, 1, 1 } };
		char label[16];

		snprintf(label, sizeof(label), "%ld", i);
		CHECK_CASE(label,
			(int)xlsx_styles_at(&styles, "0") == dates[i] - '0');
	}
}

static void
test_places(void)
{
	static const struct {
		const char *name;
		long row, column; /* 0: none */
	} cases[] = {
		{ "A1", 1, 1 },
		{ "Z9", 9, 26 },
		{ "AA10", 10, 27 },
		{ "SR7", 7, 512 },
		{ "XFD1048576", 1048576, 16384 },
		{ "XFE1", 0, 0 },
		{ "A1048577", 0, 0 },
		{ "A0", 0, 0 },
		{ "A01", 0, 0 },
		{ "A", 0, 0 },
		{ "1", 0, 0 },
		{ "", 0, 0 },
		{ "a1", 0, 0 },
		{ "A1 ", 0, 0 },
		{ "$A$1", 0, 0 },
		{ "A1:B2", 0, 0 },
		{ "AAAAAAAAAAAAAAAAAAAAAA1", 0, 0 },
		{ "A99999999999999999999999", 0, 0 },
	};
	char name[XLSX_CELL_NAME_SIZE];
	long row, column;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int rc = xlsx_cell_place(cases[i].name, &row, &column);

		CHECK_CASE(cases[i].name, (rc == 0) == (cases[i].row > 0));
		if (rc < 0)
			continue;
		CHECK_INT(row, cases[i].row);
		CHECK_INT(column, cases[i].column);
		CHECK_TEXT(xlsx_cell_name(row, column, name), cases[i].name);
	}
}

/* --- guards ------------------------------------------------------------ */

/* A cell at the end of the world is fine; a text that many cells share is a
 * bomb, and so is a part that is nearly nothing when packed. */
static void
test_bombs(void)
{
	struct buf sheet = BUF_INIT, text = BUF_INIT, zip = BUF_INIT;
	struct part parts[PARTS];

	scratch_make(folder);
	memcpy(parts, whole, sizeof(parts));
	parts[FIRST].content = SHEET("<row r=\"1048576\">" N("1") "</row>");
	pack(&zip, parts, NULL, PARTS);
	buf_puts(&text, "流水:");
	for (int i = 1; i < 1048576; i++)
		buf_putc(&text, '\n');
	buf_puts(&text, "1\n;");
	expect("last row", parts, buf_text(&text));
	buf_clear(&text);
	buf_puts(&text, "<sst><si><t>");
	for (int i = 0; i < 4000; i++)
		buf_putc(&text, (char)('a' + i % 26));
	buf_puts(&text, "</t></si></sst>");
	parts[TEXTS].content = text.s;
	buf_puts(&sheet, "<worksheet><sheetData><row>");
	for (int i = 0; i < 500; i++)
		buf_puts(&sheet, T("s", "0"));
	buf_puts(&sheet, "</row></sheetData></worksheet>");
	parts[FIRST].content = sheet.s;
	expect("shared", parts, "it unpacks to more than 100 times its size");
	buf_clear(&sheet);
	for (int i = 0; i < 1000000; i++)
		buf_putc(&sheet, ' ');
	parts[FIRST].content = sheet.s;
	expect("blanks", parts, "it unpacks to more than 100 times its size");
	buf_release(&sheet);
	buf_release(&text);
	buf_release(&zip);
	scratch_remove(folder);
}

static void
test_disguise(void)
{
	static const struct {
		struct part parts[2];
		const char *want;
	} cases[] = {
		{ { { "mimetype",
			    "application/vnd.oasis.opendocument."
			    "spreadsheet",
			    0 },
			  { "content.xml", "<x/>", 0 } },
			"an OpenDocument file (.ods)" },
		{ { { "content.xml", "<x/>", 0 },
			  { "META-INF/manifest.xml", "<x/>", 0 } },
			"an OpenDocument file (.ods)" },
		{ { { "bill.csv", "x", 0 },
			  { "[Content_Types].xml", "<x/>", 0 } },
			"an office file among other files" },
		{ { { "word/document.xml", "<x/>", 0 },
			  { "[Content_Types].xml", "<x/>", 0 } },
			"lacks _rels/.rels" },
		{ { { "_rels/.rels", "<html>", 0 }, { "x", NULL, 0 } },
			"_rels/.rels: not a part of a workbook: <html>" },
		{ { { "../a", "", 0 }, { "x", NULL, 0 } },
			"leads out of the archive" },
		{ { { "xl/../../a", "", 0 }, { "x", NULL, 0 } },
			"leads out of the archive" },
	};
	struct buf zip = BUF_INIT, packed = BUF_INIT, out = BUF_INIT;
	struct part outer[2] = { { "bill.csv", "x", 0 },
		{ "a.xlsx", NULL, 0 } };
	struct err err = ERR_INIT;

	scratch_make(folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_order(
			"disguise", cases[i].parts, NULL, 2, cases[i].want);
	pack(&zip, whole, NULL, PARTS);
	outer[1].content = zip.s;
	outer[1].len = zip.len;
	pack(&packed, outer, NULL, 2);
	CHECK_INT(read_zip(&packed, 4096, &out, &err), -1);
	CHECK_TEXT(err.message,
		"a.xlsx: a workbook or other office file in an archive");
	buf_release(&packed);
	buf_release(&out);
	buf_release(&zip);
	scratch_remove(folder);
}

/* Standard input, from a file, and through a pipe that cannot go back. */
static void
test_standard_input(void)
{
	const int kept = dup(STDIN_FILENO);
	struct buf zip = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;
	char path[256];
	int ends[2];

	scratch_make(folder);
	pack(&zip, whole, NULL, PARTS);
	scratch_put(folder, "in", zip.s, zip.len, path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(freopen(path, "rb", stdin));
	CHECK_INT(read_path("-", 4096, &out, &err), 0);
	CHECK_TEXT(buf_text(&out), "流水:1\n;");
	CHECK_INT(pipe(ends), 0);
	CHECK_INT(write(ends[1], zip.s, zip.len), zip.len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	CHECK_INT(read_path("-", 4096, &out, &err), 0);
	CHECK_TEXT(buf_text(&out), "流水:1\n;");
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
	buf_release(&zip);
	buf_release(&out);
	scratch_remove(folder);
}

/* A rich little workbook for the tests that break it. */
static void
pack_rich(struct buf *zip)
{
	struct part parts[PARTS];

	memcpy(parts, whole, sizeof(parts));
	parts[BOOK].content = BOOK_OF("", TWO);
	parts[FIRST].content = SHEET(R(T("s", "0") T("s", "2") S(
		"4", "46342.5")) "<row r=\"9\">" C("r=\"B9\" t=\"inlineStr\"",
		"<is><t>a</t></is>") "</row>");
	pack(zip, parts, NULL, PARTS);
}

static void
test_prefixes(void)
{
	struct buf zip = BUF_INIT, out = BUF_INIT, all = BUF_INIT;
	struct err err = ERR_INIT;
	size_t len;

	scratch_make(folder);
	pack_rich(&zip);
	CHECK_INT(read_zip(&zip, 4096, &all, &err), 0);
	len = zip.len;
	for (zip.len = 0; zip.len < len; zip.len++) {
		memset(&err, 0, sizeof(err));
		/* Without the directory at its end it may be read. */
		if (read_zip(&zip, 4096, &out, &err) == 0 && zip.len >= 30)
			CHECK_TEXT(buf_text(&out), buf_text(&all));
		else if (zip.len >= 30)
			CU_ASSERT(err.message[0] != '\0');
	}
	buf_release(&zip);
	buf_release(&out);
	buf_release(&all);
	scratch_remove(folder);
}

static void
test_changes(void)
{
	struct buf zip = BUF_INIT, out = BUF_INIT;

	scratch_make(folder);
	pack_rich(&zip);
	for (size_t i = 0; i < zip.len; i += 3) {
		struct err err = ERR_INIT;
		const char was = zip.s[i];

		zip.s[i] = (char)(was ^ (1 << i % 8));
		if (read_zip(&zip, 4096, &out, &err) < 0)
			CU_ASSERT(err.message[0] != '\0');
		zip.s[i] = was;
	}
	buf_release(&zip);
	buf_release(&out);
	scratch_remove(folder);
}

/* Each of the program's own allocations fails once. */
static void
test_memory(void)
{
	struct buf zip = BUF_INIT;
	char path[256];
	long count = 0;
	int rc;

	scratch_make(folder);
	pack_rich(&zip);
	scratch_put(folder, "a.xlsx", zip.s, zip.len, path);
	do {
		struct source_file *file;
		struct source_part part;
		struct err err = ERR_INIT;
		char bytes[64];
		long got = 0;

		scarce_after(count++);
		rc = source_open(path, &file, &err);
		if (rc == 0)
			while ((rc = source_next(file, &part, &err)) == 1 &&
				got >= 0)
				do
					got = source_read(file, bytes,
						sizeof(bytes), &err);
				while (got > 0);
		scarce_after(-1);
		source_close(file);
		if (got < 0)
			rc = -1;
		if (rc < 0)
			CHECK_INT(err.code, ERR_MEMORY);
	} while (rc < 0 && count < 1000);
	CHECK_INT(rc, 0);
	CHECK_CASE("some failed", count > 10);
	buf_release(&zip);
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "rows and cells become lines of CSV", test_sheets },
	{ "a workbook is what its relations say", test_books },
	{ "days may be counted from 1904", test_1904 },
	{ "the parts may lie in any order", test_orders },
	{ "no part may be there twice", test_twice },
	{ "a bad sheet is no harm to the next", test_next_sheet },
	{ "the text comes in pieces of any size", test_pieces },
	{ "numbers are decimal and of 15 digits", test_numbers },
	{ "serial numbers are days and seconds", test_dates },
	{ "a format code shows a date or a number", test_codes },
	{ "built-in formats show dates and times", test_built_in },
	{ "references name cells", test_places },
	{ "what unpacks too well is refused", test_bombs },
	{ "what is no workbook is named", test_disguise },
	{ "standard input may be a workbook", test_standard_input },
	{ "memory that runs out is told", test_memory },
	{ "every prefix of a workbook is survived", test_prefixes },
	{ "changed bytes of a workbook are survived", test_changes },
	{ NULL, NULL },
};

const struct suite test_xlsx = { "io/xlsx", tests };
