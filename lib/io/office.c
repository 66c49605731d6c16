#include "io/office.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>
#include <strings.h>

/* A zip's first local header: sizes, names, and then the name itself. */
#define ZIP_HEADER 30
#define ZIP_NAME_LEN 26

#define CONTENT_TYPES "[Content_Types].xml"

/* Folders that the first entry of a package lies in (ISO/IEC 29500-2). */
static const char *const folders[] = { CONTENT_TYPES, "_rels/", "docProps/",
	"xl/", "word/", "ppt/", "customXml/" };

bool
office_is_package(const char *head, size_t len)
{
	const char *const name = head + ZIP_HEADER;
	size_t name_len;

	if (len < ZIP_HEADER)
		return false;
	name_len = (size_t)(unsigned char)head[ZIP_NAME_LEN] |
		(size_t)(unsigned char)head[ZIP_NAME_LEN + 1] << 8;
	if (name_len > len - ZIP_HEADER)
		return false;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		const size_t want = strlen(folders[i]);

		if (name_len >= want && memcmp(name, folders[i], want) == 0)
			return true;
	}
	return false;
}

struct kind {
	const char *name;
	const char *what;
	const char *hint;
};

#define SAVE_AS N_("Open it, and save it as .xlsx or CSV.")

static const struct kind entries[] = {
	{ "mimetype", N_("an OpenDocument file (.ods)"), SAVE_AS },
	{ "META-INF/manifest.xml", N_("an OpenDocument file (.ods)"), SAVE_AS },
	{ CONTENT_TYPES, N_("an office file among other files of an archive"),
		N_("Unpack it, and import what is in it.") },
};

int
office_check_entry(const char *name, struct err *err)
{
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		if (strcmp(name, entries[i].name) != 0)
			continue;
		err_set(err, ERR_INPUT, "%s", _(entries[i].what));
		return err_hint(err, "%s", _(entries[i].hint));
	}
	return 0;
}

static const struct kind mains[] = {
	{ "word/", N_("a Word document (.docx), not a workbook"),
		N_("Export the data in a format that \"yifen formats\" "
		   "lists.") },
	{ "ppt/", N_("a presentation (.pptx), not a workbook"),
		N_("Export the data in a format that \"yifen formats\" "
		   "lists.") },
	{ "xl/workbook.bin", N_("a binary workbook (.xlsb)"), SAVE_AS },
};

int
office_check_main(const char *path, struct err *err)
{
	for (size_t i = 0; i < sizeof(mains) / sizeof(*mains); i++) {
		if (strncasecmp(path, mains[i].name, strlen(mains[i].name)) !=
			0)
			continue;
		err_set(err, ERR_INPUT, "%s", _(mains[i].what));
		return err_hint(err, "%s", _(mains[i].hint));
	}
	return 0;
}
