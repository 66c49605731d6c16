#include "io/unzip.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/decode.h"
#include "io/limits.h"

#include <archive.h>
#include <archive_entry.h>

#include <errno.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PIECE 16384
#define NAME_MAX_BYTES 255
#define NAME_SIZE 1024

struct unzip {
	unzip_read_fn *read;
	void *ctx;
	struct archive *archive;
	locale_t utf8; /* in which libarchive sees names, or 0 */
	size_t entries;
	bool inside; /* an entry is open */
	bool sized;  /* and its length stands before it */
	bool ended;
	struct err failure; /* of ${read}, if it failed */
	char name[NAME_SIZE];
	char piece[PIECE];
};

static la_ssize_t
on_read(struct archive *archive, void *ctx, const void **bytes)
{
	struct unzip *unzip = ctx;
	const long got =
		unzip->read(unzip->ctx, unzip->piece, PIECE, &unzip->failure);

	*bytes = unzip->piece;
	if (got < 0)
		archive_set_error(archive, EIO, "read");
	return (la_ssize_t)got;
}

/* libarchive did not say ARCHIVE_OK: a warning is a damage too. */
static int
damaged(struct unzip *unzip, struct err *err)
{
	const char *why = archive_error_string(unzip->archive);

	if (unzip->failure.code != ERR_NONE) {
		*err = unzip->failure;
		return -1;
	}
	err_set(err, ERR_INPUT, _("the zip file is damaged: %.200s"),
		why != NULL ? why : _("no reason is known"));
	return err_hint(err, _("Fetch the file again."));
}

int
unzip_open(
	unzip_read_fn *read, void *ctx, struct unzip **unzip, struct err *err)
{
	struct unzip *made = calloc(1, sizeof(*made));

	*unzip = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->read = read;
	made->ctx = ctx;
	made->archive = archive_read_new();
	made->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (made->archive == NULL) {
		unzip_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (archive_read_support_format_zip_streamable(made->archive) !=
			ARCHIVE_OK ||
		archive_read_open(made->archive, made, NULL, on_read, NULL) !=
			ARCHIVE_OK) {
		damaged(made, err);
		unzip_close(made);
		return -1;
	}
	*unzip = made;
	return 0;
}

static int
refuse_name(const char *name, const char *why, struct err *err)
{
	return err_set(err, ERR_INPUT, "%.255s: %s", name, why);
}

/* One part of a path, between two '/'. */
static bool
is_plain_part(const char *part, size_t len)
{
	return len > 0 && part[len - 1] != '.';
}

/* A name that could lead out of a folder: nothing is ever written under it,
 * but who sends it means no good. */
static int
check_name(const char *name, struct err *err)
{
	const char *part = name;

	if (strlen(name) > NAME_MAX_BYTES)
		return refuse_name(
			name, _("a name of more than 255 bytes"), err);
	if (strchr(name, '\\') != NULL || (name[0] != '\0' && name[1] == ':'))
		return refuse_name(
			name, _("a name with a backslash or a drive"), err);
	for (;;) {
		const size_t len = strcspn(part, "/");

		/* A folder's name ends with '/'. */
		if (part[len] == '\0' && len == 0 && part > name)
			return 0;
		if (!is_plain_part(part, len))
			return refuse_name(name,
				_("a name that leads out of the archive"), err);
		if (part[len] == '\0')
			return 0;
		part += len + 1;
	}
}

/* libarchive gives the bytes of a name as they lie there, or in UTF-8 where
 * the zip says so.  Chinese programs on Windows write GBK and say nothing;
 * others write UTF-8 and say nothing: valid UTF-8 is taken as that. */
static int
decode_name(struct unzip *unzip, struct archive_entry *entry, struct err *err)
{
	const char *raw = archive_entry_pathname(entry);
	size_t len;

	if (raw == NULL || *raw == '\0')
		return err_set(err, ERR_INPUT, _("a zip entry has no name"));
	len = strlen(raw);
	if (decode_text(decode_guess(raw, len), raw, len, unzip->name,
		    sizeof(unzip->name), err) < 0)
		return err_within(err, _("name of a zip entry"));
	return check_name(unzip->name, err);
}

/* 1 if the entry is a file, 0 if it is to be passed over. */
static int
check_entry(struct unzip *unzip, struct archive_entry *entry, struct err *err)
{
	mode_t type;

	if (++unzip->entries > limits_size(LIMIT_ENTRIES)) {
		err_set(err, ERR_LIMIT,
			_("more than %zu entries in a zip file"),
			limits_size(LIMIT_ENTRIES));
		return limits_hint(LIMIT_ENTRIES, err);
	}
	if (decode_name(unzip, entry, err) < 0)
		return -1;
	if (archive_entry_is_encrypted(entry)) {
		err_set(err, ERR_INPUT, _("%s: it is encrypted"), unzip->name);
		return err_hint(err,
			_("Unpack it with its password, and import what is "
			  "in it."));
	}
	unzip->sized = archive_entry_size_is_set(entry) != 0;
	type = archive_entry_filetype(entry);
	if (type == AE_IFDIR)
		return 0;
	if (type != AE_IFREG && type != 0)
		return err_set(err, ERR_INPUT,
			_("%s: not a regular file, but a link or device"),
			unzip->name);
	return 1;
}

/* The next header; libarchive makes UTF-8 of names only in a UTF-8 locale. */
static int
next_header(struct unzip *unzip, struct archive_entry **entry)
{
	const locale_t old = unzip->utf8 ? uselocale(unzip->utf8) : (locale_t)0;
	const int rc = archive_read_next_header(unzip->archive, entry);

	if (old)
		uselocale(old);
	return rc;
}

int
unzip_next(struct unzip *unzip, const char **name, struct err *err)
{
	struct archive_entry *entry;
	int rc = 0;

	unzip->inside = false;
	while (rc == 0 && !unzip->ended) {
		rc = next_header(unzip, &entry);
		if (rc == ARCHIVE_EOF) {
			unzip->ended = true;
			return 0;
		}
		if (rc != ARCHIVE_OK)
			return damaged(unzip, err);
		rc = check_entry(unzip, entry, err);
	}
	unzip->inside = rc == 1;
	*name = unzip->name;
	return rc;
}

long
unzip_read(struct unzip *unzip, char *bytes, size_t size, struct err *err)
{
	la_ssize_t got;

	if (!unzip->inside)
		return 0;
	got = archive_read_data(unzip->archive, bytes, size);
	if (got < 0)
		return damaged(unzip, err);
	unzip->inside = got > 0;
	return (long)got;
}

bool
unzip_can_skip(const struct unzip *unzip)
{
	return unzip->sized;
}

void
unzip_close(struct unzip *unzip)
{
	if (unzip == NULL)
		return;
	if (unzip->archive != NULL)
		archive_read_free(unzip->archive);
	if (unzip->utf8)
		freelocale(unzip->utf8);
	free(unzip);
}
