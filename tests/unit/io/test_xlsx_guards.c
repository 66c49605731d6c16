/*
 * Workbooks that are none, that are cut or changed, or that would exhaust the
 * machine; and memory that runs out.
 */
#include "scarce.h"
#include "scratch.h"
#include "suite.h"
#include "xlsx_maker.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/source.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A cell at the end of the world is fine; a text that many cells share is a
 * bomb, and so is a part that is nearly nothing when packed. */
static void
test_bombs(void)
{
	struct buf sheet = BUF_INIT, text = BUF_INIT, zip = BUF_INIT;
	struct part parts[PARTS];

	scratch_make(xlsx_maker_folder);
	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[FIRST].content = SHEET("<row r=\"1048576\">" N("1") "</row>");
	xlsx_maker_pack(&zip, parts, NULL, PARTS);
	buf_puts(&text, "流水:");
	for (int i = 1; i < 1048576; i++)
		buf_putc(&text, '\n');
	buf_puts(&text, "1\n;");
	xlsx_maker_expect("last row", parts, buf_text(&text));
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
	xlsx_maker_expect("shared", parts, "it unpacks to more than 100 times its size");
	buf_clear(&sheet);
	for (int i = 0; i < 1000000; i++)
		buf_putc(&sheet, ' ');
	parts[FIRST].content = sheet.s;
	xlsx_maker_expect("blanks", parts, "it unpacks to more than 100 times its size");
	buf_release(&sheet);
	buf_release(&text);
	buf_release(&zip);
	scratch_remove(xlsx_maker_folder);
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

	scratch_make(xlsx_maker_folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		xlsx_maker_expect_order(
			"disguise", cases[i].parts, NULL, 2, cases[i].want);
	xlsx_maker_pack(&zip, xlsx_maker_whole, NULL, PARTS);
	outer[1].content = zip.s;
	outer[1].len = zip.len;
	xlsx_maker_pack(&packed, outer, NULL, 2);
	CHECK_INT(xlsx_maker_read_zip(&packed, 4096, &out, &err), -1);
	CHECK_TEXT(err.message,
		"a.xlsx: a workbook or other office file in an archive");
	buf_release(&packed);
	buf_release(&out);
	buf_release(&zip);
	scratch_remove(xlsx_maker_folder);
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

	scratch_make(xlsx_maker_folder);
	xlsx_maker_pack(&zip, xlsx_maker_whole, NULL, PARTS);
	scratch_put(xlsx_maker_folder, "in", zip.s, zip.len, path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(freopen(path, "rb", stdin));
	CHECK_INT(xlsx_maker_read_path("-", 4096, &out, &err), 0);
	CHECK_TEXT(buf_text(&out), "流水:1\n;");
	CHECK_INT(pipe(ends), 0);
	CHECK_INT(write(ends[1], zip.s, zip.len), zip.len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	CHECK_INT(xlsx_maker_read_path("-", 4096, &out, &err), 0);
	CHECK_TEXT(buf_text(&out), "流水:1\n;");
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
	buf_release(&zip);
	buf_release(&out);
	scratch_remove(xlsx_maker_folder);
}

/* A rich little workbook for the tests that break it. */
static void
pack_rich(struct buf *zip)
{
	struct part parts[PARTS];

	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[BOOK].content = BOOK_OF("", TWO_SHEETS);
	parts[FIRST].content = SHEET(R(T("s", "0") T("s", "2") S(
		"4", "46342.5")) "<row r=\"9\">" C("r=\"B9\" t=\"inlineStr\"",
		"<is><t>a</t></is>") "</row>");
	xlsx_maker_pack(zip, parts, NULL, PARTS);
}

static void
test_prefixes(void)
{
	struct buf zip = BUF_INIT, out = BUF_INIT, all = BUF_INIT;
	struct err err = ERR_INIT;
	size_t len;

	scratch_make(xlsx_maker_folder);
	pack_rich(&zip);
	CHECK_INT(xlsx_maker_read_zip(&zip, 4096, &all, &err), 0);
	len = zip.len;
	for (zip.len = 0; zip.len < len; zip.len++) {
		memset(&err, 0, sizeof(err));
		/* Without the directory at its end it may be read. */
		if (xlsx_maker_read_zip(&zip, 4096, &out, &err) == 0 && zip.len >= 30)
			CHECK_TEXT(buf_text(&out), buf_text(&all));
		else if (zip.len >= 30)
			CU_ASSERT(err.message[0] != '\0');
	}
	buf_release(&zip);
	buf_release(&out);
	buf_release(&all);
	scratch_remove(xlsx_maker_folder);
}

static void
test_changes(void)
{
	struct buf zip = BUF_INIT, out = BUF_INIT;

	scratch_make(xlsx_maker_folder);
	pack_rich(&zip);
	for (size_t i = 0; i < zip.len; i += 3) {
		struct err err = ERR_INIT;
		const char was = zip.s[i];

		zip.s[i] = (char)(was ^ (1 << i % 8));
		if (xlsx_maker_read_zip(&zip, 4096, &out, &err) < 0)
			CU_ASSERT(err.message[0] != '\0');
		zip.s[i] = was;
	}
	buf_release(&zip);
	buf_release(&out);
	scratch_remove(xlsx_maker_folder);
}

/* Each of the program's own allocations fails once. */
static void
test_memory(void)
{
	struct buf zip = BUF_INIT;
	char path[256];
	long count = 0;
	int rc;

	scratch_make(xlsx_maker_folder);
	pack_rich(&zip);
	scratch_put(xlsx_maker_folder, "a.xlsx", zip.s, zip.len, path);
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
	scratch_remove(xlsx_maker_folder);
}

static const struct test tests[] = {
	{ "what unpacks too well is refused", test_bombs },
	{ "what is no workbook is named", test_disguise },
	{ "standard input may be a workbook", test_standard_input },
	{ "memory that runs out is told", test_memory },
	{ "every prefix of a workbook is survived", test_prefixes },
	{ "changed bytes of a workbook are survived", test_changes },
	{ NULL, NULL },
};

const struct suite test_xlsx_guards = { "io/xlsx_guards", tests };
