#include "xlsx_maker.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/source.h"
#include "scratch.h"
#include "suite.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdio.h>
#include <string.h>

const struct part xlsx_maker_whole[PARTS] = {
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
void
xlsx_maker_pack(
	struct buf *zip, const struct part *parts, const int *order, int count)
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

char xlsx_maker_folder[64];

/* All sheets as "NAME:TEXT;", of the file at ${path}; -1 with ${err}. */
int
xlsx_maker_read_path(
	const char *path, size_t piece, struct buf *out, struct err *err)
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

int
xlsx_maker_read_zip(
	const struct buf *zip, size_t piece, struct buf *out, struct err *err)
{
	char path[256];

	scratch_put(xlsx_maker_folder, "a.xlsx", zip->s, zip->len, path);
	return xlsx_maker_read_path(path, piece, out, err);
}

/* The parts read: the text, or a message in which ${want} stands. */
void
xlsx_maker_expect_order(const char *label, const struct part *parts,
	const int *order, int count, const char *want)
{
	struct buf zip = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;

	xlsx_maker_pack(&zip, parts, order, count);
	if (xlsx_maker_read_zip(&zip, 4096, &out, &err) == 0) {
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

void
xlsx_maker_expect(const char *label, const struct part *parts, const char *want)
{
	xlsx_maker_expect_order(label, parts, NULL, PARTS, want);
}

/* The workbook with one part changed. */
void
xlsx_maker_expect_with(int which, const char *content, const char *want)
{
	struct part parts[PARTS];

	memcpy(parts, xlsx_maker_whole, sizeof(parts));
	parts[which].content = content;
	xlsx_maker_expect(
		content != NULL ? content : parts[which].name, parts, want);
}
