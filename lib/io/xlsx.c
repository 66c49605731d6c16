#include "io/xlsx.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_book.h"
#include "io/xlsx_package.h"
#include "io/xlsx_sheet.h"
#include "io/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct xlsx {
	struct xlsx_package package;

	const char *path; /* of the part of the sheet that is open */
	struct xlsx_sheet sheet;
	struct xml_reader *reader; /* NULL at its end */
	bool any;		   /* a sheet was handed on */
	bool failed;		   /* reading it, for this reason */
	struct err failure;

	struct buf out; /* text that was not asked for yet */
	size_t out_at;
};

int
xlsx_open(const struct xlsx_zip *zip, struct xlsx **xlsx, struct err *err)
{
	struct xlsx *made = calloc(1, sizeof(*made));

	*xlsx = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->package.zip = *zip;
	if (xlsx_package_read(&made->package, err) < 0 ||
		xlsx_package_begin(&made->package, err) < 0) {
		xlsx_close(made);
		return -1;
	}
	made->package.context.since_1904 = made->package.book.since_1904;
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
		const long got = xlsx_package_inflate(&xlsx->package, err);

		if (got < 0)
			return -1;
		if (got == 0)
			return end_sheet(xlsx, err);
		if (xml_reader_feed(xlsx->reader, xlsx->package.piece,
			    (size_t)got, err) < 0)
			return sheet_failed(xlsx, err);
	}
	return xlsx->package.zip.inflated(xlsx->package.zip.ctx,
		(long)xlsx->out.len - xlsx->sheet.gaps, err);
}

/* 1 if there is something to read, 0 if the sheet is empty.  A failure of the
 * sheet is something: it is xlsx_read() that tells, and others may be good. */
static int
begin_sheet(struct xlsx *xlsx, struct err *err)
{
	const struct xml_handler handler = xlsx_sheet_handler(&xlsx->sheet);

	xlsx_sheet_begin(&xlsx->sheet, &xlsx->package.context, &xlsx->out);
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
	return xlsx_package_pass_over(&xlsx->package, err);
}

/* The end of the zip: everything that was promised was there. */
static int
check_sheets(const struct xlsx *xlsx, struct err *err)
{
	for (size_t i = 0; i < xlsx->package.book.sheets.count; i++) {
		const struct xlsx_sheet_entry *sheet =
			&xlsx->package.book.sheets.at[i];

		if (sheet->hidden || sheet->seen)
			continue;
		if (xlsx_book_is_worksheet(&xlsx->package.book, sheet))
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
	while ((rc = unzip_next(xlsx->package.unzip, &xlsx->path, err)) == 1) {
		struct xlsx_sheet_entry *entry =
			xlsx_book_sheet(&xlsx->package.book, xlsx->path);

		if (entry != NULL && entry->seen)
			return err_set(err, ERR_INPUT,
				_("%s: twice in the workbook"), xlsx->path);
		if (entry != NULL)
			entry->seen = true;
		if (entry == NULL || entry->hidden)
			rc = xlsx_package_pass_over(&xlsx->package, err);
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
	xml_reader_close(xlsx->reader);
	xlsx_sheet_release(&xlsx->sheet);
	xlsx_package_release(&xlsx->package);
	buf_release(&xlsx->out);
	free(xlsx);
}
