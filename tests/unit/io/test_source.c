/*
 * Input files: plain, gzip and zip.  The archives are made here: gzip by
 * zlib, zip by hand, byte by byte, so that each defect can be put in.
 */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/source.h"
#include "scratch.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

/* All of a file's parts as "NAME:CONTENT;", or -1. */
static int
read_all(const char *path, size_t piece, struct buf *out, struct err *err)
{
	struct source_file *file;
	struct source_part part;
	char bytes[4096];
	int rc = -1;
	long got = 0;

	if (source_open(path, &file, err) < 0)
		return -1;
	while ((rc = source_next(file, &part, err)) == 1) {
		buf_printf(out, "%s:", part.name);
		while ((got = source_read(file, bytes, piece, err)) > 0)
			if (out->len < 100000)
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

/* --- making archives --------------------------------------------------- */

static void
put_gzip(struct buf *out, const char *bytes, size_t len)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes };
	unsigned char piece[4096];
	int rc;

	CHECK_INT(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8,
			  Z_DEFAULT_STRATEGY),
		Z_OK);
	z.avail_in = (unsigned)len;
	do {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		rc = deflate(&z, Z_FINISH);
		buf_add(out, (char *)piece, sizeof(piece) - z.avail_out);
	} while (rc == Z_OK);
	deflateEnd(&z);
}

static void
put_number(struct buf *out, unsigned long value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_putc(out, (char)(value >> 8 * i & 255));
}

#define FLAG_UTF8 0x0800
#define FLAG_ENCRYPTED 0x0001

struct zip {
	struct buf local, central;
	unsigned count;
};

/* An entry that is stored, with what its header says of it. */
static void
zip_add(struct zip *zip, const char *name, const char *content, size_t len,
	unsigned flags, unsigned long crc_change)
{
	const unsigned long crc =
		crc32(0, (const unsigned char *)content, (unsigned)len) ^
		crc_change;
	const size_t offset = zip->local.len;

	buf_add(&zip->local, "PK\3\4", 4);
	buf_add(&zip->central, "PK\1\2", 4);
	put_number(&zip->central, 20, 2);
	for (int i = 0; i < 2; i++) {
		struct buf *out = i == 0 ? &zip->local : &zip->central;

		put_number(out, 20, 2);
		put_number(out, flags, 2);
		put_number(out, 0, 2);
		put_number(out, 0, 4);
		put_number(out, crc, 4);
		put_number(out, len, 4);
		put_number(out, len, 4);
		put_number(out, strlen(name), 2);
		put_number(out, 0, 2);
	}
	put_number(&zip->central, 0, 2);
	put_number(&zip->central, 0, 2);
	put_number(&zip->central, 0, 2);
	put_number(&zip->central, 0, 4);
	put_number(&zip->central, offset, 4);
	buf_puts(&zip->local, name);
	buf_puts(&zip->central, name);
	buf_add(&zip->local, content, len);
	zip->count++;
}

static void
zip_end(struct zip *zip)
{
	const size_t offset = zip->local.len;

	buf_add(&zip->local, buf_text(&zip->central), zip->central.len);
	buf_add(&zip->local, "PK\5\6", 4);
	put_number(&zip->local, 0, 4);
	put_number(&zip->local, zip->count, 2);
	put_number(&zip->local, zip->count, 2);
	put_number(&zip->local, zip->central.len, 4);
	put_number(&zip->local, offset, 4);
	put_number(&zip->local, 0, 2);
	buf_release(&zip->central);
}

/* --- the tests --------------------------------------------------------- */

static char folder[64];

/* Write ${bytes} as ${name} and read it back; 0 or -1 with ${err}. */
static int
read_back(const char *name, const char *bytes, size_t len, size_t piece,
	struct buf *out, struct err *err)
{
	char path[256];

	scratch_put(folder, name, bytes, len, path);
	return read_all(path, piece, out, err);
}

static void
expect(const char *name, const char *bytes, size_t len, const char *want)
{
	static const size_t pieces[] = { 1, 5, 4096 };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf out = BUF_INIT;
		struct err err = ERR_INIT;

		if (read_back(name, bytes, len, pieces[i], &out, &err) < 0)
			CHECK_TEXT(err.message, want);
		else
			CHECK_TEXT(buf_text(&out), want);
		buf_release(&out);
	}
}

static void
expect_bad(const char *name, const char *bytes, size_t len, enum err_code code,
	const char *want)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	char label[1200];

	CHECK_CASE(want, read_back(name, bytes, len, 4096, &out, &err) == -1);
	snprintf(label, sizeof(label), "want \"%s\", got \"%.900s\"", want,
		err.message);
	CHECK_CASE(label, strstr(err.message, want) != NULL);
	CHECK_CASE(label, err.code == code);
	buf_release(&out);
}

static void
test_plain(void)
{
	scratch_make(folder);
	expect("a.csv", "x,y\n", 4, "a.csv:x,y\n;");
	expect("a.zip", "no zip", 6, "a.zip:no zip;");
	expect("empty", "", 0, "empty:;");
	scratch_remove(folder);
}

static void
test_gzip(void)
{
	struct buf one = BUF_INIT;
	size_t len;

	scratch_make(folder);
	put_gzip(&one, "hello", 5);
	len = one.len;
	expect("a.gz", one.s, len, "a.gz:hello;");
	expect_bad("a.gz", one.s, len - 1, ERR_INPUT, "cut off");
	expect_bad("a.gz", one.s, 12, ERR_INPUT, "cut off");
	one.s[len - 6] ^= 1; /* the checksum */
	expect_bad("a.gz", one.s, len, ERR_INPUT, "damaged");
	one.s[len - 6] ^= 1;
	one.s[len - 2] ^= 1; /* the length */
	expect_bad("a.gz", one.s, len, ERR_INPUT, "damaged");
	one.s[len - 2] ^= 1;
	put_gzip(&one, " world", 6); /* a second member */
	expect("a.gz", one.s, one.len, "a.gz:hello world;");
	buf_puts(&one, "garbage");
	expect_bad("a.gz", one.s, one.len, ERR_INPUT, "damaged");
	buf_clear(&one);
	put_gzip(&one, "", 0);
	expect("a.gz", one.s, one.len, "a.gz:;");
	buf_release(&one);
	scratch_remove(folder);
}

#define GBK_NAME "\xd5\xcb\xce\xf1\xc3\xf7\xcf\xb8.csv"

static void
test_zip(void)
{
	struct zip zip = { .count = 0 };

	scratch_make(folder);
	zip_add(&zip, "folder/", "", 0, 0, 0);
	zip_add(&zip, "folder/a.csv", "first", 5, 0, 0);
	zip_add(&zip, "明细.csv", "second", 6, FLAG_UTF8, 0);
	zip_add(&zip, "无标记.csv", "third", 5, 0, 0);
	zip_add(&zip, GBK_NAME, "", 0, 0, 0);
	zip_end(&zip);
	expect("a.zip", zip.local.s, zip.local.len,
		"folder/a.csv:first;明细.csv:second;无标记.csv:third;账务明细"
		".csv:;");
	expect("not-called-zip", zip.local.s, zip.local.len,
		"folder/a.csv:first;明细.csv:second;无标记.csv:third;账务明细"
		".csv:;");
	expect_bad("a.zip", zip.local.s, 60, ERR_INPUT, "damaged");
	buf_release(&zip.local);
	scratch_remove(folder);
}

static const char long_name[] =
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

static const struct {
	const char *name;
	unsigned flags;
	unsigned long crc_change;
	const char *content, *want;
} bad_entries[] = {
	{ "../a", 0, 0, "x", "leads out of the archive" },
	{ "a/../../b", 0, 0, "x", "leads out of the archive" },
	{ "..", 0, 0, "x", "leads out of the archive" },
	{ "/etc/passwd", 0, 0, "x", "leads out of the archive" },
	{ "a//b", 0, 0, "x", "leads out of the archive" },
	{ "a.", 0, 0, "x", "leads out of the archive" },
	{ "x/a\\b", 0, 0, "x", "a backslash or a drive" },
	{ "C:a", 0, 0, "x", "a backslash or a drive" },
	{ "a\nb", 0, 0, "x", "name of a zip entry: a control" },
	{ "\xe2\x80\xae"
	  "a",
		FLAG_UTF8, 0, "x", "name of a zip entry: a control" },
	{ long_name, 0, 0, "x", "more than 255 bytes" },
	{ "a.csv", FLAG_ENCRYPTED, 0, "123456789012345", "encrypted" },
	{ "a.csv", 0, 1, "content", "damaged" },
	{ "a.zip", 0, 0, "PK\3\4....", "a.zip: a zip file in an archive" },
	{ "a", 0, 0, "\x1f\x8b....", "a: a gzip file in an archive" },
	{ "a", 0, 0, "7z\xbc\xaf\x27\x1c", "a: a 7z file in an archive" },
	{ "[Content_Types].xml", 0, 0, "<Types/>", "an office file among" },
};

static void
test_bad_entries(void)
{
	scratch_make(folder);
	for (size_t i = 0; i < sizeof(bad_entries) / sizeof(*bad_entries);
		i++) {
		const char *content = bad_entries[i].content;
		struct zip zip = { .count = 0 };

		zip_add(&zip, "good.csv", "good", 4, 0, 0);
		zip_add(&zip, bad_entries[i].name, content, strlen(content),
			bad_entries[i].flags, bad_entries[i].crc_change);
		zip_end(&zip);
		expect_bad("a.zip", zip.local.s, zip.local.len, ERR_INPUT,
			bad_entries[i].want);
		buf_release(&zip.local);
	}
	scratch_remove(folder);
}

static void
check_count(int count, bool good)
{
	struct zip zip = { .count = 0 };
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	for (int i = 0; i < count; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%d.csv", i);
		zip_add(&zip, name, "x", 1, 0, 0);
	}
	zip_end(&zip);
	CHECK_INT(read_back("a.zip", zip.local.s, zip.local.len, 4096, &out,
			  &err),
		good ? 0 : -1);
	CHECK_INT(err.code, good ? ERR_NONE : ERR_LIMIT);
	buf_release(&out);
	buf_release(&zip.local);
}

/* ${len} zeros as gzip; the same in a zip's own deflate takes the same way. */
static void
check_ratio(size_t len, bool good)
{
	struct buf zeros = BUF_INIT, zipped = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < len; i++)
		buf_putc(&zeros, '0');
	put_gzip(&zipped, zeros.s, zeros.len);
	CHECK_INT(read_back("z.gz", zipped.s, zipped.len, 4096, &out, &err),
		good ? 0 : -1);
	if (!good) {
		CHECK_INT(err.code, ERR_LIMIT);
		CU_ASSERT(strstr(err.message, "100 times") != NULL);
	}
	buf_release(&zeros);
	buf_release(&zipped);
	buf_release(&out);
}

static void
check_size(off_t size, bool good)
{
	char path[256];
	struct err err = ERR_INIT;
	struct source_file *file;

	scratch_put(folder, "big", "", 0, path);
	if (truncate(path, size) < 0) {
		CU_PASS("this file system takes no such file");
		return;
	}
	CHECK_INT(source_open(path, &file, &err), good ? 0 : -1);
	CHECK_INT(err.code, good ? ERR_NONE : ERR_LIMIT);
	source_close(file);
}

static void
test_limits(void)
{
	scratch_make(folder);
	check_count(64, true);
	check_count(65, false);
	check_ratio(100000, true); /* within the first 100 kB: any ratio */
	check_ratio(200000, false);
	check_ratio(50000000, false);
	check_size((off_t)4 << 30, true);
	check_size(((off_t)4 << 30) + 1, false);
	scratch_remove(folder);
}

static void
expect_refused(const char *path, const char *want)
{
	struct err err = ERR_INIT;
	struct source_file *file;

	CHECK_CASE(path, source_open(path, &file, &err) == -1);
	CHECK_CASE(path, file == NULL && err.code == ERR_IO);
	CHECK_CASE(err.message, strstr(err.message, want) != NULL);
	source_close(file);
}

static void
test_kinds(void)
{
	char path[256], link[256];

	scratch_make(folder);
	scratch_put(folder, "a", "x", 1, path);
	CHECK_INT(symlink(path, scratch_path(folder, "link", link)), 0);
	expect_refused(link, "a symbolic link is not followed");
	expect_refused(folder, "not a regular file");
	CHECK_INT(mkfifo(scratch_path(folder, "fifo", path), 0600), 0);
	expect_refused(path, "not a regular file");
	expect_refused("/dev/null", "not a regular file");
	expect_refused(scratch_path(folder, "none", path), path);
	expect_bad("a.7z", "7z\xbc\xaf\x27\x1c\0\4", 8, ERR_INPUT,
		"7z files are not opened");
	scratch_remove(folder);
}

/* Standard input, from a file that stands in for it. */
static void
test_standard_input(void)
{
	struct zip zip = { .count = 0 };
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	const int kept = dup(STDIN_FILENO);
	char path[256];

	scratch_make(folder);
	zip_add(&zip, "a.csv", "x", 1, 0, 0);
	zip_end(&zip);
	scratch_put(folder, "in", zip.local.s, zip.local.len, path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(freopen(path, "rb", stdin));
	CHECK_INT(read_all("-", 4096, &out, &err), 0);
	CHECK_TEXT(buf_text(&out), "a.csv:x;");
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
	buf_release(&out);
	buf_release(&zip.local);
	scratch_remove(folder);
}

/* A part that is left early: its rest is read, counted and checked. */
static void
test_left_early(void)
{
	struct zip zip = { .count = 0 };
	struct err err = ERR_INIT;
	struct source_file *file;
	struct source_part part;
	char path[256], byte;

	scratch_make(folder);
	zip_add(&zip, "a.csv", "first", 5, 0, 0);
	zip_add(&zip, "b.csv", "second", 6, 0, 0);
	zip_end(&zip);
	scratch_put(folder, "a.zip", zip.local.s, zip.local.len, path);
	CHECK_INT(source_open(path, &file, &err), 0);
	CHECK_INT(source_next(file, &part, &err), 1);
	CHECK_INT(source_read(file, &byte, 1, &err), 1);
	CHECK_INT(source_next(file, &part, &err), 1);
	CHECK_TEXT(part.name, "b.csv");
	CHECK_INT(source_read(file, &byte, 1, &err), 1);
	CHECK_INT(byte, 's');
	CHECK_INT(source_next(file, &part, &err), 0);
	CHECK_INT(source_next(file, &part, &err), 0);
	source_close(file);
	source_close(NULL);
	buf_release(&zip.local);
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "a plain file is one part", test_plain },
	{ "a gzip file is one part, all members and checked", test_gzip },
	{ "a zip's entries are parts, names in UTF-8 or GBK", test_zip },
	{ "a zip entry that means no good is refused", test_bad_entries },
	{ "source keeps its limits", test_limits },
	{ "only regular files are opened, no links", test_kinds },
	{ "standard input is a file like others", test_standard_input },
	{ "source_next passes over what was not read", test_left_early },
	{ NULL, NULL },
};

const struct suite test_source = { "io/source", tests };
