#ifndef UNIT_IO_XLSX_MAKER_H
#define UNIT_IO_XLSX_MAKER_H

#include <stddef.h>

/*
 * Workbooks for tests, made part by part, so that each can be left out, put in
 * another place, or changed; libarchive packs them.
 */

struct buf;
struct err;

/* --- what stands in them --- */

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
#define TWO_SHEETS "<sheet name=\"一\" id=\"r1\"/><sheet name=\"二\" id=\"r2\"/>"
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

/* --- cells --- */

#define C(attributes, inside) "<c " attributes ">" inside "</c>"
#define N(value) "<c><v>" value "</v></c>"
#define S(style, value) "<c s=\"" style "\"><v>" value "</v></c>"
#define R(inside) "<row>" inside "</row>"
#define T(type, value) "<c t=\"" type "\"><v>" value "</v></c>"

/* --- making and reading them --- */

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

/* A workbook with all of its parts. */
extern const struct part xlsx_maker_whole[PARTS];

/* Where they lie: scratch_make() it first. */
extern char xlsx_maker_folder[64];

/** xlsx_maker_pack(zip, parts, order, count): the parts in the order of
 * ${order}, or (NULL) as they come. */
void xlsx_maker_pack(struct buf *zip, const struct part *parts,
	const int *order, int count);

/** xlsx_maker_read_path(path, piece, out, err): all sheets as "NAME:TEXT;", of
 * the file at ${path}, read in pieces; -1 with ${err}. */
int xlsx_maker_read_path(
	const char *path, size_t piece, struct buf *out, struct err *err);

/** xlsx_maker_read_zip(zip, piece, out, err): the same of its bytes. */
int xlsx_maker_read_zip(
	const struct buf *zip, size_t piece, struct buf *out, struct err *err);

/** xlsx_maker_expect_order(label, parts, order, count, want): packed and read
 * they are the text ${want}, or a message in which it stands. */
void xlsx_maker_expect_order(const char *label, const struct part *parts,
	const int *order, int count, const char *want);

/** xlsx_maker_expect(label, parts, want): the same of PARTS in their order. */
void xlsx_maker_expect(
	const char *label, const struct part *parts, const char *want);

/** xlsx_maker_expect_with(which, content, want): of the whole one with one part
 * changed. */
void xlsx_maker_expect_with(int which, const char *content, const char *want);

#endif
