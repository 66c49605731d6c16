/*
 * Limits: how they are set, and that each holds: what is as large is taken,
 * what is one larger is refused and told how to raise it.  That of entries of
 * a file is tested by tests/cli/limits.sh.
 */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "format/columns.h"
#include "io/csv.h"
#include "io/decode.h"
#include "io/limits.h"
#include "io/source.h"
#include "io/xlsx_strings.h"
#include "io/xml.h"
#include "scratch.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

static void
set(const char *name, long long value)
{
	struct err err = ERR_INIT;
	char text[64];

	snprintf(text, sizeof(text), "%s=%lld", name, value);
	CHECK_CASE(text, limits_set(text, &err) == 0);
}

static void
reset(void)
{
	struct err err = ERR_INIT;

	CHECK_INT(limits_set("", &err), 0);
}

/* --- setting them ------------------------------------------------------ */

static void
test_set(void)
{
	struct err err = ERR_INIT;
	char text[LIMIT_TEXT_SIZE];

	CHECK_INT(limits_get(LIMIT_LINE), 65536);
	CHECK_INT(limits_set("line=131072,ratio-from=0,entries=200", &err), 0);
	CHECK_INT(limits_get(LIMIT_LINE), 131072);
	CHECK_INT(limits_get(LIMIT_RATIO_FROM), 0);
	CHECK_INT(limits_size(LIMIT_ENTRIES), 200);
	CHECK_INT(limits_get(LIMIT_FIELD), 4096);
	CHECK_TEXT(limits_text(LIMIT_LINE, text), "128 KiB");
	CHECK_TEXT(limits_text(LIMIT_FILE, text), "4 GiB");
	CHECK_TEXT(limits_text(LIMIT_STRINGS, text), "256 MiB");
	CHECK_TEXT(limits_text(LIMIT_ENTRIES, text), "200");
	CHECK_INT(limits_set("file=1001", &err), 0);
	CHECK_TEXT(limits_text(LIMIT_FILE, text), "1001 B");
	CHECK_INT(limits_get(LIMIT_LINE), 65536);
	reset();
	CHECK_TEXT(limits_text(LIMIT_FILE, text), "4 GiB");
}

/* The defaults are those of reliability.md G24 and G25. */
static void
test_defaults(void)
{
	static const int64_t want[LIMITS] = {
		[LIMIT_FILE] = 4LL << 30,
		[LIMIT_LINE] = 64 << 10,
		[LIMIT_FIELD] = 4 << 10,
		[LIMIT_ROWS] = 20000000,
		[LIMIT_DEPTH] = 64,
		[LIMIT_TEXT] = 64 << 10,
		[LIMIT_ENTRIES] = 64,
		[LIMIT_OUTPUT] = 4LL << 30,
		[LIMIT_RATIO] = 100,
		[LIMIT_RATIO_FROM] = 100000,
		[LIMIT_STRINGS] = 256 << 20,
	};

	for (int i = 0; i < LIMITS; i++)
		CHECK_INT(limits_get((enum limit)i), want[i]);
}

static void
test_wrong(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "lines=5", "there is no limit 'lines'" },
		{ "lin=100", "there is no limit 'lin'" },
		{ "=5", "there is no limit ''" },
		{ ",", "there is no limit ''" },
		{ "line=100,", "there is no limit ''" },
		{ "line=100;field=100", "line is a number from 64 to" },
		{ "line", "line is a number from 64 to 16777216" },
		{ "line=", "line is a number" },
		{ "line=x", "line is a number" },
		{ "line= 100", "line is a number" },
		{ "line=+100", "line is a number" },
		{ "line=-100", "line is a number" },
		{ "line=100k", "line is a number" },
		{ "line=63", "line is a number" },
		{ "line=16777217", "line is a number" },
		{ "line=99999999999999999999", "line is a number" },
		{ "depth=256", "depth is a number from 4 to 255" },
		{ "line=100,line=100", "line stands there twice" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;

		CHECK_CASE(
			cases[i].text, limits_set(cases[i].text, &err) == -1);
		CHECK_CASE(err.message,
			strstr(err.message, cases[i].want) != NULL);
		CHECK_CASE(cases[i].text, err.code == ERR_USAGE);
		CHECK_INT(limits_get(LIMIT_LINE), 65536);
	}
}

/* --- each of them ------------------------------------------------------ */

static char folder[64];

static void
repeat(struct buf *buf, const char *text, size_t count)
{
	while (count-- > 0)
		buf_puts(buf, text);
}

static int
read_source(const struct buf *bytes, struct err *err)
{
	struct source_file *file;
	struct source_part part;
	char path[256], piece[100];
	long got = 0;
	int rc;

	scratch_put(folder, "a", bytes->s, bytes->len, path);
	if (source_open(path, &file, err) < 0)
		return -1;
	while ((rc = source_next(file, &part, err)) == 1 && got >= 0)
		do
			got = source_read(file, piece, sizeof(piece), err);
		while (got > 0);
	source_close(file);
	return got < 0 ? -1 : rc;
}

/* A plain file of that many bytes. */
static int
read_plain(size_t size, struct err *err)
{
	struct buf bytes = BUF_INIT;
	int rc;

	repeat(&bytes, "x", size);
	rc = read_source(&bytes, err);
	buf_release(&bytes);
	return rc;
}

static int
on_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	(void)ctx, (void)line, (void)text, (void)len, (void)err;
	return 0;
}

static int
read_lines(enum encoding encoding, const struct buf *text, struct err *err)
{
	struct decoder *decoder;
	int rc = decoder_open(encoding, on_line, NULL, &decoder, err);

	if (rc == 0)
		rc = decoder_feed(decoder, text->s, text->len, err);
	if (rc == 0)
		rc = decoder_finish(decoder, err);
	decoder_close(decoder);
	return rc;
}

static int
read_utf8_line(size_t size, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "x", size);
	buf_puts(&text, "\r\n");
	rc = read_lines(ENCODING_UTF8, &text, err);
	buf_release(&text);
	return rc;
}

/* Two bytes become three: the line is measured as it lies in the file. */
static int
read_gb18030_line(size_t size, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "\xd6\xd0", size / 2);
	repeat(&text, "x", size % 2);
	rc = read_lines(ENCODING_GB18030, &text, err);
	buf_release(&text);
	return rc;
}

static int
on_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	(void)ctx, (void)line, (void)fields, (void)count, (void)err;
	return 0;
}

static int
read_csv(const struct buf *text, struct err *err)
{
	struct csv_reader *reader;
	int rc = csv_reader_open(on_row, NULL, &reader, err);

	if (rc < 0)
		return -1;
	rc = csv_reader_feed(reader, text->s, text->len, err);
	if (rc == 0)
		rc = csv_reader_finish(reader, err);
	csv_reader_close(reader);
	return rc;
}

static int
read_csv_line(size_t size, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "x", size);
	rc = read_csv(&text, err);
	buf_release(&text);
	return rc;
}

/* Two lines of a quoted field, with their ends. */
static int
read_csv_row(size_t size, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	buf_puts(&text, "\"\n");
	repeat(&text, "x", size - 4);
	buf_puts(&text, "\"\n");
	rc = read_csv(&text, err);
	buf_release(&text);
	return rc;
}

static int
read_csv_field(size_t size, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "x", size);
	buf_puts(&text, ",y\n");
	rc = read_csv(&text, err);
	buf_release(&text);
	return rc;
}

static int
check_cell(size_t size, struct err *err)
{
	static struct row row;
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "x", size);
	rc = row_split(&row, 1, text.s, text.len, ",", err);
	if (rc == 0)
		rc = cells_check_size(&row, row.cells, 1, "a", err);
	row_release(&row);
	buf_release(&text);
	return rc;
}

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	(void)ctx, (void)space, (void)name, (void)attributes, (void)count;
	(void)line, (void)column, (void)err;
	return 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	(void)ctx, (void)name, (void)text, (void)line, (void)column, (void)err;
	return 0;
}

static int
read_xml(const struct xml_handler *handler, const struct buf *text,
	struct err *err)
{
	struct xml_reader *reader;
	int rc = xml_reader_open(handler, &reader, err);

	if (rc == 0)
		rc = xml_reader_feed(reader, text->s, text->len, err);
	if (rc == 0)
		rc = xml_reader_finish(reader, err);
	xml_reader_close(reader);
	return rc;
}

static int
read_depth(size_t size, struct err *err)
{
	const struct xml_handler handler = { NULL, on_start, on_end };
	struct buf text = BUF_INIT;
	int rc;

	repeat(&text, "<a>", size);
	repeat(&text, "</a>", size);
	rc = read_xml(&handler, &text, err);
	buf_release(&text);
	return rc;
}

static int
read_text(size_t size, struct err *err)
{
	const struct xml_handler handler = { NULL, on_start, on_end };
	struct buf text = BUF_INIT;
	int rc;

	buf_puts(&text, "<a>");
	repeat(&text, "x", size);
	buf_puts(&text, "</a>");
	rc = read_xml(&handler, &text, err);
	buf_release(&text);
	return rc;
}

/* Strings of 100 bytes, which count as 109, and a last one. */
static int
read_strings(size_t size, struct err *err)
{
	struct xlsx_strings strings = { .depth = 0 };
	const struct xml_handler handler = xlsx_strings_handler(&strings);
	struct buf text = BUF_INIT;
	int rc;

	buf_puts(&text, "<sst>");
	for (; size > 200; size -= 109) {
		buf_puts(&text, "<si><t>");
		repeat(&text, "x", 100);
		buf_puts(&text, "</t></si>");
	}
	buf_puts(&text, "<si><t>");
	repeat(&text, "x", size - 9);
	buf_puts(&text, "</t></si></sst>");
	rc = read_xml(&handler, &text, err);
	xlsx_strings_release(&strings);
	buf_release(&text);
	return rc;
}

static la_ssize_t
on_write(struct archive *archive, void *ctx, const void *bytes, size_t len)
{
	(void)archive;
	buf_add(ctx, bytes, len);
	return (la_ssize_t)len;
}

static int
read_entries(size_t size, struct err *err)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	struct buf zip = BUF_INIT;
	int rc;

	archive_write_set_format_zip(archive);
	archive_write_set_bytes_per_block(archive, 0);
	archive_write_open(archive, &zip, NULL, on_write, NULL);
	for (size_t i = 0; i < size; i++) {
		char name[32];

		snprintf(name, sizeof(name), "%zu", i);
		archive_entry_set_pathname(entry, name);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_size(entry, 1);
		CHECK_INT(archive_write_header(archive, entry), ARCHIVE_OK);
		CHECK_INT(archive_write_data(archive, "x", 1), 1);
	}
	archive_entry_free(entry);
	CHECK_INT(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	rc = read_source(&zip, err);
	buf_release(&zip);
	return rc;
}

static const struct {
	const char *name;
	size_t most; /* as it is set */
	int (*read)(size_t size, struct err *err);
} each[] = {
	{ "file", 1000, read_plain },
	{ "file", 30000, read_plain }, /* more than is looked at before */
	{ "line", 64, read_utf8_line },
	{ "line", 200, read_utf8_line },
	{ "line", 200000, read_utf8_line },
	{ "line", 101, read_gb18030_line },
	{ "line", 200000, read_gb18030_line },
	{ "line", 100, read_csv_line },
	{ "line", 100, read_csv_row },
	{ "field", 16, read_csv_field },
	{ "field", 5000, read_csv_field },
	{ "field", 16, check_cell },
	{ "field", 5000, check_cell },
	{ "depth", 4, read_depth },
	{ "depth", LIMIT_DEPTH_LARGEST, read_depth },
	{ "text", 64, read_text },
	{ "text", 100000, read_text },
	{ "entries", 1, read_entries },
	{ "entries", 100, read_entries },
	{ "output", 1000, read_plain },
	{ "strings", 1000, read_strings },
	{ "strings", 12345, read_strings },
};

static void
test_each(void)
{
	scratch_make(folder);
	for (size_t i = 0; i < sizeof(each) / sizeof(*each); i++) {
		struct err good = ERR_INIT, bad = ERR_INIT;
		char label[1200];

		set(each[i].name, (long long)each[i].most);
		CHECK_CASE(
			each[i].name, each[i].read(each[i].most, &good) == 0);
		CHECK_CASE(each[i].name,
			each[i].read(each[i].most + 1, &bad) == -1);
		snprintf(label, sizeof(label), "%s: %s", each[i].name,
			bad.message);
		CHECK_CASE(label, bad.code == ERR_LIMIT);
		snprintf(label, sizeof(label),
			"YIFEN_LIMITS=\"%s=", each[i].name);
		CHECK_CASE(label, strstr(bad.hint, label) != NULL);
	}
	reset();
	scratch_remove(folder);
}

/* An attribute, which is refused with the characters that none may hold. */
static void
test_attribute(void)
{
	const struct xml_handler handler = { NULL, on_start, on_end };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	set("text", 64);
	for (size_t size = 64; size <= 65; size++) {
		buf_clear(&text);
		buf_puts(&text, "<a b='");
		repeat(&text, "x", size);
		buf_puts(&text, "'/>");
		CHECK_INT(read_xml(&handler, &text, &err), size > 64 ? -1 : 0);
	}
	reset();
	buf_release(&text);
}

/* What is packed to ${len} bytes and unpacks to 50,000 may just do so. */
static void
test_ratio(void)
{
	static const long size = 50000;
	struct buf plain = BUF_INIT, packed = BUF_INIT;
	struct err err = ERR_INIT;
	z_stream z = { .next_in = NULL };
	static unsigned char bytes[4096];
	char text[64];

	scratch_make(folder);
	repeat(&plain, "x", (size_t)size);
	CHECK_INT(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8,
			  Z_DEFAULT_STRATEGY),
		Z_OK);
	z.next_in = (unsigned char *)plain.s;
	z.avail_in = (unsigned)plain.len;
	z.next_out = bytes;
	z.avail_out = sizeof(bytes);
	CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_add(&packed, (const char *)bytes, z.total_out);
	deflateEnd(&z);
	/* The quotient is compared without its remainder. */
	for (long ratio = size / (long)packed.len;
		ratio <= size / (long)packed.len + 1; ratio++) {
		snprintf(text, sizeof(text), "ratio=%ld,ratio-from=0", ratio);
		CHECK_INT(limits_set(text, &err), 0);
		CHECK_INT(read_source(&packed, &err),
			size / ratio >= (long)packed.len ? -1 : 0);
	}
	CHECK_INT(err.code, ERR_LIMIT);
	for (long from = size - 1; from <= size; from++) {
		snprintf(text, sizeof(text), "ratio=2,ratio-from=%ld", from);
		CHECK_INT(limits_set(text, &err), 0);
		CHECK_INT(read_source(&packed, &err), from < size ? -1 : 0);
	}
	reset();
	buf_release(&plain);
	buf_release(&packed);
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "limits are set by their names", test_set },
	{ "the defaults are those promised", test_defaults },
	{ "what is no limit, or no number of one, is refused", test_wrong },
	{ "each limit holds", test_each },
	{ "the limit of a text holds for attributes", test_attribute },
	{ "what unpacks too well is refused, from a size on", test_ratio },
	{ NULL, NULL },
};

const struct suite test_limits = { "io/limits", tests };
