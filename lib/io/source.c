#include "io/source.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/gzip.h"
#include "io/inflated.h"
#include "io/input.h"
#include "io/office.h"
#include "io/unzip.h"
#include "io/xlsx.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_SIZE ((size_t)16 * 1024)

enum kind { KIND_PLAIN, KIND_GZIP, KIND_ZIP, KIND_XLSX };

struct source_file {
	struct input *input;
	enum kind kind;
	char *path;
	struct inflated inflated; /* of all parts; of a workbook, since its
				   * beginning, and the text of its sheets
				   * too */
	struct gzip *gzip;
	struct unzip *unzip;
	struct xlsx *xlsx;
	bool begun; /* the one part of a plain or gzip file */

	/* The beginning of the part's content, looked at already. */
	char head[HEAD_SIZE];
	size_t head_at, head_len;
};

/* Files in other files.  What is not opened has a name to say so. */
static const struct {
	const char *name;
	const char *start;
	size_t len;
} archives[] = {
	{ "zip", "PK\x03\x04", 4 },
	{ "zip", "PK\x05\x06", 4 },
	{ "zip", "PK\x07\x08", 4 },
	{ "gzip", "\x1f\x8b", 2 },
	{ "7z", "7z\xbc\xaf\x27\x1c", 6 },
	{ "rar", "Rar!\x1a\x07", 6 },
	{ "xz",
		"\xfd"
		"7zXZ",
		5 },
	{ "zstd", "\x28\xb5\x2f\xfd", 4 },
	{ "bzip2", "BZh91AY&SY", 10 },
};

static const char *
archive_name(const char *head, size_t len)
{
	for (size_t i = 0; i < sizeof(archives) / sizeof(*archives); i++)
		if (len >= archives[i].len &&
			memcmp(head, archives[i].start, archives[i].len) == 0)
			return archives[i].name;
	return NULL;
}

/* --- what is read and counted ------------------------------------------ */

static long
read_disk(void *ctx, char *bytes, size_t size, struct err *err)
{
	struct source_file *file = ctx;

	return input_read(file->input, bytes, size, err);
}

/* What was inflated may not grow out of hand. */
static int
count(void *ctx, long got, struct err *err)
{
	struct source_file *file = ctx;

	if (file->kind != KIND_PLAIN)
		return inflated_add(&file->inflated, got, err);
	file->inflated.count += got;
	return inflated_check_size(&file->inflated, err);
}

/* --- workbooks --------------------------------------------------------- */

static int
rewind_disk(void *ctx, struct err *err)
{
	struct source_file *file = ctx;

	file->inflated.count = 0;
	return input_rewind(file->input, err);
}

static int
open_workbook(struct source_file *file, struct err *err)
{
	const struct xlsx_zip zip = { file, rewind_disk, read_disk, count };

	file->kind = KIND_XLSX;
	return xlsx_open(&zip, &file->xlsx, err);
}

/* Look at the file's beginning: what kind it is. */
static int
recognise(struct source_file *file, struct err *err)
{
	size_t len;
	const char *head = input_head(file->input, &len);
	const char *name = archive_name(head, len);

	if (name == NULL)
		return 0;
	if (strcmp(name, "gzip") == 0) {
		file->kind = KIND_GZIP;
		return gzip_open(read_disk, file, &file->gzip, err);
	}
	if (strcmp(name, "zip") == 0) {
		if (office_is_package(head, len))
			return open_workbook(file, err);
		file->kind = KIND_ZIP;
		return unzip_open(read_disk, file, &file->unzip, err);
	}
	err_set(err, ERR_INPUT, _("%s: %s files are not opened"), file->path,
		name);
	return err_hint(err, _("Unpack it, or send a .zip or .gz."));
}

int
source_open(const char *path, struct source_file **file, struct err *err)
{
	struct source_file *made = calloc(1, sizeof(*made));

	*file = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->path = strdup(path);
	if (made->path == NULL) {
		source_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (input_open(path, &made->input, err) < 0) {
		source_close(made);
		return -1;
	}
	made->inflated = (struct inflated){ made->path, made->input, 0 };
	if (recognise(made, err) < 0) {
		source_close(made);
		return -1;
	}
	*file = made;
	return 0;
}

/* --- parts ------------------------------------------------------------- */

static long
read_part(struct source_file *file, char *bytes, size_t size, struct err *err)
{
	long got = -1;

	switch (file->kind) {
	case KIND_PLAIN:
		got = read_disk(file, bytes, size, err);
		break;
	case KIND_GZIP:
		got = gzip_read(file->gzip, bytes, size, err);
		break;
	case KIND_ZIP:
		got = unzip_read(file->unzip, bytes, size, err);
		break;
	case KIND_XLSX:
		return xlsx_read(file->xlsx, bytes, size, err);
	}
	if (got > 0 && count(file, got, err) < 0)
		return -1;
	return got;
}

/* An archive in an archive is not gone into. */
static int
look_inside(struct source_file *file, const char *name, struct err *err)
{
	const char *archive;
	long got;

	file->head_at = file->head_len = 0;
	if (file->kind == KIND_PLAIN || file->kind == KIND_XLSX)
		return 0;
	while (file->head_len < HEAD_SIZE) {
		got = read_part(file, file->head + file->head_len,
			HEAD_SIZE - file->head_len, err);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		file->head_len += (size_t)got;
	}
	archive = archive_name(file->head, file->head_len);
	if (archive == NULL)
		return 0;
	if (strcmp(archive, "zip") == 0 &&
		office_is_package(file->head, file->head_len))
		err_set(err, ERR_INPUT,
			_("%s: a workbook or other office file in an archive"),
			name);
	else
		err_set(err, ERR_INPUT, _("%s: a %s file in an archive"), name,
			archive);
	return err_hint(err, _("Unpack it, and import what is in it."));
}

/* The part that was not read to its end is read now, so that its bytes are
 * counted and its checksum is compared; not a sheet, which may be one that is
 * refused, before others that are not. */
static int
drain(struct source_file *file, struct err *err)
{
	char bytes[4096];
	long got;

	do
		got = read_part(file, bytes, sizeof(bytes), err);
	while (got > 0);
	return (int)got;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

int
source_next(struct source_file *file, struct source_part *part, struct err *err)
{
	int rc = 1;

	if (file->begun && file->kind != KIND_XLSX && drain(file, err) < 0)
		return -1;
	if (file->kind == KIND_ZIP) {
		rc = unzip_next(file->unzip, &part->name, err);
		if (rc == 1 && office_check_entry(part->name, err) < 0)
			return -1;
	} else if (file->kind == KIND_XLSX) {
		rc = xlsx_next(file->xlsx, &part->name, err);
	} else {
		part->name = base_name(file->path);
		rc = !file->begun;
	}
	file->begun = true;
	if (rc == 1 && look_inside(file, part->name, err) < 0)
		return -1;
	return rc;
}

long
source_read(struct source_file *file, char *bytes, size_t size, struct err *err)
{
	size_t len = file->head_len - file->head_at;

	if (len == 0)
		return read_part(file, bytes, size, err);
	if (len > size)
		len = size;
	memcpy(bytes, file->head + file->head_at, len);
	file->head_at += len;
	return (long)len;
}

int64_t
source_size(const struct source_file *file)
{
	return input_size(file->input);
}

int64_t
source_done(const struct source_file *file)
{
	return input_done(file->input);
}

void
source_close(struct source_file *file)
{
	if (file == NULL)
		return;
	gzip_close(file->gzip);
	unzip_close(file->unzip);
	xlsx_close(file->xlsx);
	input_close(file->input);
	free(file->path);
	free(file);
}
