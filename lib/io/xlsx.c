#include "io/xlsx.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_book.h"
#include "io/xlsx_sheet.h"
#include "io/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE ((size_t)32 * 1024)

/* What is read before the sheets; later ones are known by earlier ones. */
enum part { PACKAGE, WORKBOOK, RELATIONS, STRINGS, STYLES, PARTS };

struct xlsx {
	struct xlsx_zip zip;
	struct unzip *unzip;
	struct xlsx_book book;
	struct xlsx_context context;
	bool is_read[PARTS];
	int passes;
	int seen[PARTS]; /* on which way through the zip it was met last */

	const char *path; /* of the part of the sheet that is open */
	struct xlsx_sheet sheet;
	struct xml_reader *reader; /* NULL at its end */
	bool any;		   /* a sheet was handed on */
	bool failed;		   /* reading it, for this reason */
	struct err failure;

	struct buf out; /* text that was not asked for yet */
	size_t out_at;
	char piece[PIECE];
};

/* --- the zip ----------------------------------------------------------- */

static int
begin_pass(struct xlsx *xlsx, struct err *err)
{
	unzip_close(xlsx->unzip);
	xlsx->unzip = NULL;
	xlsx->passes++;
	if (xlsx->zip.rewind(xlsx->zip.ctx, err) < 0)
		return -1;
	return unzip_open(xlsx->zip.read, xlsx->zip.ctx, &xlsx->unzip, err);
}

/* The next inflated bytes of the entry into the piece, counted. */
static long
inflate_piece(struct xlsx *xlsx, struct err *err)
{
	const long got = unzip_read(xlsx->unzip, xlsx->piece, PIECE, err);

	if (got > 0 && xlsx->zip.inflated(xlsx->zip.ctx, got, err) < 0)
		return -1;
	return got;
}

/* An entry that is not wanted: what libarchive would have to inflate to find
 * its end is counted as well. */
static int
pass_over(struct xlsx *xlsx, struct err *err)
{
	long got;

	if (unzip_can_skip(xlsx->unzip))
		return 0;
	do
		got = inflate_piece(xlsx, err);
	while (got > 0);
	return (int)got;
}

/* The open entry through ${handler}. */
static int
read_xml(struct xlsx *xlsx, const struct xml_handler *handler, struct err *err)
{
	struct xml_reader *reader;
	long got;
	int rc = -1;

	if (xml_reader_open(handler, &reader, err) < 0)
		return -1;
	xml_reader_keep_blanks(reader, "t");
	while ((got = inflate_piece(xlsx, err)) > 0)
		if (xml_reader_feed(reader, xlsx->piece, (size_t)got, err) < 0)
			goto done;
	if (got == 0)
		rc = xml_reader_finish(reader, err);
done:
	xml_reader_close(reader);
	return rc;
}

/* --- before the sheets ------------------------------------------------- */

/* Where a part lies, NULL if that is not known, or there is none. */
static const char *
path_of(const struct xlsx *xlsx, enum part part)
{
	switch (part) {
	case PACKAGE:
		return XLSX_PACKAGE_RELATIONS;
	case WORKBOOK:
		return xlsx->book.workbook;
	case RELATIONS:
		return xlsx->book.relations;
	case STRINGS:
		return xlsx->book.strings;
	case STYLES:
		return xlsx->book.styles;
	case PARTS:
		break;
	}
	return NULL;
}

static struct xml_handler
handler_of(struct xlsx *xlsx, enum part part)
{
	switch (part) {
	case WORKBOOK:
		return xlsx_book_workbook(&xlsx->book);
	case RELATIONS:
		return xlsx_book_relations(&xlsx->book);
	case STRINGS:
		return xlsx_strings_handler(&xlsx->context.strings);
	case STYLES:
		return xlsx_styles_handler(&xlsx->context.styles);
	case PACKAGE:
	case PARTS:
		break;
	}
	return xlsx_book_package(&xlsx->book);
}

static enum part
find_part(const struct xlsx *xlsx, const char *name)
{
	for (enum part part = 0; part < PARTS; part++) {
		const char *path = path_of(xlsx, part);

		if (path != NULL && strcasecmp(path, name) == 0)
			return part;
	}
	return PARTS;
}

/* One entry on a way through the zip; ${news} tells if it was of use. */
static int
take_entry(struct xlsx *xlsx, const char *name, bool *news, struct err *err)
{
	const enum part part = find_part(xlsx, name);
	struct xml_handler handler;

	if (part == PARTS)
		return pass_over(xlsx, err);
	if (xlsx->seen[part] == xlsx->passes)
		return err_set(
			err, ERR_INPUT, _("%s: twice in the workbook"), name);
	xlsx->seen[part] = xlsx->passes;
	if (xlsx->is_read[part])
		return pass_over(xlsx, err);
	handler = handler_of(xlsx, part);
	if (read_xml(xlsx, &handler, err) < 0)
		return err_within(err, "%s:", name);
	xlsx->is_read[part] = *news = true;
	return 0;
}

/* The first part that is known to be there and was not read, or PARTS. */
static enum part
next_part(const struct xlsx *xlsx)
{
	for (enum part part = 0; part < PARTS; part++)
		if (path_of(xlsx, part) != NULL && !xlsx->is_read[part])
			return part;
	return PARTS;
}

static int
read_parts(struct xlsx *xlsx, struct err *err)
{
	while (next_part(xlsx) != PARTS) {
		const char *name;
		bool news = false;
		int rc;

		if (begin_pass(xlsx, err) < 0)
			return -1;
		while ((rc = unzip_next(xlsx->unzip, &name, err)) == 1)
			if (take_entry(xlsx, name, &news, err) < 0)
				return -1;
		if (rc < 0)
			return -1;
		if (!news)
			return err_set(err, ERR_INPUT,
				_("the workbook lacks %s"),
				path_of(xlsx, next_part(xlsx)));
	}
	if (xlsx->book.workbook == NULL)
		return err_set(
			err, ERR_INPUT, _("an office file without a workbook"));
	return 0;
}

int
xlsx_open(const struct xlsx_zip *zip, struct xlsx **xlsx, struct err *err)
{
	struct xlsx *made = calloc(1, sizeof(*made));

	*xlsx = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->zip = *zip;
	if (read_parts(made, err) < 0 || begin_pass(made, err) < 0) {
		xlsx_close(made);
		return -1;
	}
	made->context.since_1904 = made->book.since_1904;
	*xlsx = made;
	return 0;
}

/* --- sheets ------------------------------------------------------------ */

/* A failure of the XML has its place there, one of a cell in the sheet. */
static int
sheet_failed(const struct xlsx *xlsx, struct err *err)
{
	return xlsx->sheet.refused ? -1 : err_within(err, "%s:", xlsx->path);
}

static int
end_sheet(struct xlsx *xlsx, struct err *err)
{
	if (xml_reader_finish(xlsx->reader, err) < 0)
		return sheet_failed(xlsx, err);
	xml_reader_close(xlsx->reader);
	xlsx->reader = NULL;
	return 0;
}

/* Read on until there is text, or the sheet is at its end.  Text is counted,
 * since cells share theirs; lines that only keep the count of rows are not. */
static int
fill(struct xlsx *xlsx, struct err *err)
{
	buf_clear(&xlsx->out);
	xlsx->out_at = 0;
	xlsx->sheet.gaps = 0;
	while (xlsx->reader != NULL && xlsx->out.len == 0) {
		const long got = inflate_piece(xlsx, err);

		if (got < 0)
			return -1;
		if (got == 0)
			return end_sheet(xlsx, err);
		if (xml_reader_feed(
			    xlsx->reader, xlsx->piece, (size_t)got, err) < 0)
			return sheet_failed(xlsx, err);
	}
	return xlsx->zip.inflated(
		xlsx->zip.ctx, (long)xlsx->out.len - xlsx->sheet.gaps, err);
}

/* 1 if there is something to read, 0 if the sheet is empty.  A failure of the
 * sheet is something: it is xlsx_read() that tells, and others may be good. */
static int
begin_sheet(struct xlsx *xlsx, struct err *err)
{
	const struct xml_handler handler = xlsx_sheet_handler(&xlsx->sheet);

	xlsx_sheet_begin(&xlsx->sheet, &xlsx->context, &xlsx->out);
	if (xml_reader_open(&handler, &xlsx->reader, err) < 0)
		return -1;
	xml_reader_keep_blanks(xlsx->reader, "t");
	xlsx->failed = fill(xlsx, &xlsx->failure) < 0;
	return xlsx->failed || xlsx->out.len > 0;
}

/* The sheet before was left early, or it failed: the next may be good. */
static int
leave_sheet(struct xlsx *xlsx, struct err *err)
{
	if (xlsx->reader == NULL)
		return 0;
	xml_reader_close(xlsx->reader);
	xlsx->reader = NULL;
	xlsx->failed = false;
	return pass_over(xlsx, err);
}

/* The end of the zip: everything that was promised was there. */
static int
check_sheets(const struct xlsx *xlsx, struct err *err)
{
	for (size_t i = 0; i < xlsx->book.sheets.count; i++) {
		const struct xlsx_sheet_entry *sheet = &xlsx->book.sheets.at[i];

		if (sheet->hidden || sheet->seen)
			continue;
		if (xlsx_book_is_worksheet(&xlsx->book, sheet))
			return err_set(err, ERR_INPUT,
				_("the workbook lacks its sheet %s"),
				sheet->name);
	}
	if (!xlsx->any)
		return err_set(err, ERR_INPUT,
			_("no visible sheet of the workbook is filled"));
	return 0;
}

int
xlsx_next(struct xlsx *xlsx, const char **name, struct err *err)
{
	int rc;

	if (leave_sheet(xlsx, err) < 0)
		return -1;
	while ((rc = unzip_next(xlsx->unzip, &xlsx->path, err)) == 1) {
		struct xlsx_sheet_entry *entry =
			xlsx_book_sheet(&xlsx->book, xlsx->path);

		if (entry != NULL && entry->seen)
			return err_set(err, ERR_INPUT,
				_("%s: twice in the workbook"), xlsx->path);
		if (entry != NULL)
			entry->seen = true;
		if (entry == NULL || entry->hidden)
			rc = pass_over(xlsx, err);
		else
			rc = begin_sheet(xlsx, err);
		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		xlsx->any = true;
		*name = entry->name;
		return 1;
	}
	return rc < 0 ? -1 : check_sheets(xlsx, err);
}

long
xlsx_read(struct xlsx *xlsx, char *bytes, size_t size, struct err *err)
{
	size_t len;

	if (!xlsx->failed && xlsx->out_at == xlsx->out.len)
		xlsx->failed = fill(xlsx, &xlsx->failure) < 0;
	if (xlsx->failed) {
		*err = xlsx->failure;
		return -1;
	}
	len = xlsx->out.len - xlsx->out_at;
	if (len > size)
		len = size;
	if (len > 0)
		memcpy(bytes, xlsx->out.s + xlsx->out_at, len);
	xlsx->out_at += len;
	return (long)len;
}

void
xlsx_close(struct xlsx *xlsx)
{
	if (xlsx == NULL)
		return;
	unzip_close(xlsx->unzip);
	xml_reader_close(xlsx->reader);
	xlsx_sheet_release(&xlsx->sheet);
	xlsx_strings_release(&xlsx->context.strings);
	xlsx_styles_release(&xlsx->context.styles);
	xlsx_book_release(&xlsx->book);
	buf_release(&xlsx->out);
	free(xlsx);
}
