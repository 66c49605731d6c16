#include "io/zip.h"

#include "base/err.h"
#include "base/i18n.h"

#include <archive.h>
#include <archive_entry.h>

#include <errno.h>
#include <stdlib.h>

#define MODE 0644

struct zip {
	zip_write_fn *write;
	void *ctx;
	struct archive *archive;
	struct err failure; /* of ${write}, if it failed */
};

static la_ssize_t
on_write(struct archive *archive, void *ctx, const void *bytes, size_t len)
{
	struct zip *zip = ctx;

	if (zip->write(zip->ctx, bytes, len, &zip->failure) < 0) {
		archive_set_error(archive, EIO, "write");
		return -1;
	}
	return (la_ssize_t)len;
}

static int
failed(struct zip *zip, struct err *err)
{
	const char *why = archive_error_string(zip->archive);

	if (zip->failure.code != ERR_NONE) {
		*err = zip->failure;
		return -1;
	}
	return err_set(err, ERR_IO, _("the zip file cannot be made: %.200s"),
		why != NULL ? why : _("no reason is known"));
}

static int
set_up(struct zip *zip)
{
	struct archive *const archive = zip->archive;

	return archive_write_set_format_zip(archive) == ARCHIVE_OK &&
			archive_write_set_format_option(archive, "zip",
				"compression", "deflate") == ARCHIVE_OK &&
			archive_write_set_format_option(
				archive, "zip", "zip64", NULL) == ARCHIVE_OK &&
			archive_write_set_format_option(archive, "zip",
				"hdrcharset", "UTF-8") == ARCHIVE_OK &&
			archive_write_set_bytes_in_last_block(archive, 1) ==
				ARCHIVE_OK &&
			archive_write_open(archive, zip, NULL, on_write,
				NULL) == ARCHIVE_OK
		? 0
		: -1;
}

int
zip_open(zip_write_fn *write, void *ctx, struct zip **zip, struct err *err)
{
	struct zip *made = calloc(1, sizeof(*made));

	*zip = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->write = write;
	made->ctx = ctx;
	made->archive = archive_write_new();
	if (made->archive == NULL) {
		free(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (set_up(made) < 0) {
		failed(made, err);
		zip_close(made);
		return -1;
	}
	*zip = made;
	return 0;
}

int
zip_entry(struct zip *zip, const char *name, struct err *err)
{
	struct archive_entry *entry = archive_entry_new();
	int rc;

	if (entry == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	archive_entry_set_pathname_utf8(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, MODE);
	rc = archive_write_header(zip->archive, entry);
	archive_entry_free(entry);
	return rc == ARCHIVE_OK ? 0 : failed(zip, err);
}

int
zip_add(struct zip *zip, const char *bytes, size_t len, struct err *err)
{
	while (len > 0) {
		const la_ssize_t put =
			archive_write_data(zip->archive, bytes, len);

		if (put <= 0)
			return failed(zip, err);
		bytes += put;
		len -= (size_t)put;
	}
	return 0;
}

int
zip_end(struct zip *zip, struct err *err)
{
	return archive_write_close(zip->archive) == ARCHIVE_OK
		? 0
		: failed(zip, err);
}

void
zip_close(struct zip *zip)
{
	if (zip == NULL)
		return;
	archive_write_free(zip->archive);
	free(zip);
}
