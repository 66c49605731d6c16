#include "io/xlsx_package.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xml.h"

#include <string.h>
#include <strings.h>

/* --- the zip ----------------------------------------------------------- */

int
xlsx_package_begin(struct xlsx_package *package, struct err *err)
{
	unzip_close(package->unzip);
	package->unzip = NULL;
	package->passes++;
	if (package->zip.rewind(package->zip.ctx, err) < 0)
		return -1;
	return unzip_open(
		package->zip.read, package->zip.ctx, &package->unzip, err);
}

/* The next inflated bytes of the entry into the piece, counted. */
long
xlsx_package_inflate(struct xlsx_package *package, struct err *err)
{
	const long got =
		unzip_read(package->unzip, package->piece, XLSX_PIECE, err);

	if (got > 0 && package->zip.inflated(package->zip.ctx, got, err) < 0)
		return -1;
	return got;
}

/* An entry that is not wanted: what libarchive would have to inflate to find
 * its end is counted as well. */
int
xlsx_package_pass_over(struct xlsx_package *package, struct err *err)
{
	long got;

	if (unzip_can_skip(package->unzip))
		return 0;
	do
		got = xlsx_package_inflate(package, err);
	while (got > 0);
	return (int)got;
}

/* The open entry through ${handler}. */
int
xlsx_package_parse(struct xlsx_package *package,
	const struct xml_handler *handler, struct err *err)
{
	struct xml_reader *reader;
	long got;
	int rc = -1;

	if (xml_reader_open(handler, &reader, err) < 0)
		return -1;
	xml_reader_keep_blanks(reader, "t");
	while ((got = xlsx_package_inflate(package, err)) > 0)
		if (xml_reader_feed(reader, package->piece, (size_t)got, err) <
			0)
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
path_of(const struct xlsx_package *package, enum xlsx_part part)
{
	switch (part) {
	case XLSX_PACKAGE:
		return XLSX_PACKAGE_RELATIONS;
	case XLSX_WORKBOOK:
		return package->book.workbook;
	case XLSX_RELATIONS:
		return package->book.relations;
	case XLSX_STRINGS:
		return package->book.strings;
	case XLSX_STYLES:
		return package->book.styles;
	case XLSX_PARTS:
		break;
	}
	return NULL;
}

static struct xml_handler
handler_of(struct xlsx_package *package, enum xlsx_part part)
{
	switch (part) {
	case XLSX_WORKBOOK:
		return xlsx_book_workbook(&package->book);
	case XLSX_RELATIONS:
		return xlsx_book_relations(&package->book);
	case XLSX_STRINGS:
		return xlsx_strings_handler(&package->context.strings);
	case XLSX_STYLES:
		return xlsx_styles_handler(&package->context.styles);
	case XLSX_PACKAGE:
	case XLSX_PARTS:
		break;
	}
	return xlsx_book_package(&package->book);
}

static enum xlsx_part
find_part(const struct xlsx_package *package, const char *name)
{
	for (enum xlsx_part part = 0; part < XLSX_PARTS; part++) {
		const char *path = path_of(package, part);

		if (path != NULL && strcasecmp(path, name) == 0)
			return part;
	}
	return XLSX_PARTS;
}

/* One entry on a way through the zip; ${news} tells if it was of use. */
static int
take_entry(struct xlsx_package *package, const char *name, bool *news,
	struct err *err)
{
	const enum xlsx_part part = find_part(package, name);
	struct xml_handler handler;

	if (part == XLSX_PARTS)
		return xlsx_package_pass_over(package, err);
	if (package->seen[part] == package->passes)
		return err_set(
			err, ERR_INPUT, _("%s: twice in the workbook"), name);
	package->seen[part] = package->passes;
	if (package->is_read[part])
		return xlsx_package_pass_over(package, err);
	handler = handler_of(package, part);
	if (xlsx_package_parse(package, &handler, err) < 0)
		return err_within(err, "%s:", name);
	package->is_read[part] = *news = true;
	return 0;
}

/* The first part that is known to be there and was not read, or XLSX_PARTS. */
static enum xlsx_part
next_part(const struct xlsx_package *package)
{
	for (enum xlsx_part part = 0; part < XLSX_PARTS; part++)
		if (path_of(package, part) != NULL && !package->is_read[part])
			return part;
	return XLSX_PARTS;
}

int
xlsx_package_read(struct xlsx_package *package, struct err *err)
{
	while (next_part(package) != XLSX_PARTS) {
		const char *name;
		bool news = false;
		int rc;

		if (xlsx_package_begin(package, err) < 0)
			return -1;
		while ((rc = unzip_next(package->unzip, &name, err)) == 1)
			if (take_entry(package, name, &news, err) < 0)
				return -1;
		if (rc < 0)
			return -1;
		if (!news)
			return err_set(err, ERR_INPUT,
				_("the workbook lacks %s"),
				path_of(package, next_part(package)));
	}
	if (package->book.workbook == NULL)
		return err_set(
			err, ERR_INPUT, _("an office file without a workbook"));
	return 0;
}

void
xlsx_package_release(struct xlsx_package *package)
{
	unzip_close(package->unzip);
	xlsx_strings_release(&package->context.strings);
	xlsx_styles_release(&package->context.styles);
	xlsx_book_release(&package->book);
}
