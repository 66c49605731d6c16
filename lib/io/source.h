#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "io/digest.h"

/*
 * Reading an input file: plain, .gz, the entries of a .zip, or the sheets of
 * an .xlsx as CSV (by content, never by name), in pieces.  Every file is
 * opened once, without following a symbolic link in its last component, and
 * must be a regular file ("-" is standard input).  Its limits are those of
 * limits.h (reliability.md G24 to G26), counted while inflating; encrypted or
 * nested archives are refused.
 */

struct err;
struct source_file;

/* One file of content: a plain or gzip file has one, a zip or a workbook has
 * several. */
struct source_part {
	const char *name; /* of the zip entry in UTF-8 (GBK decoded), of
			   * the sheet, or of the file */
};

/** source_open(path, file, err): 0, or -1.  ERR_IO if it cannot be opened. */
int source_open(const char *path, struct source_file **file, struct err *err);

/** source_next(file, part, err): go to the next part: 1 if there is one, 0 at
 * the end, -1 on failure.  Folders in a zip are passed over. */
int source_next(
	struct source_file *file, struct source_part *part, struct err *err);

/** source_read(file, bytes, size, err): the next decompressed bytes of the
 * part: their count, 0 at its end, -1 on failure. */
long source_read(
	struct source_file *file, char *bytes, size_t size, struct err *err);

/** source_size(file): bytes of the file as it lies on disk, 0 if unknown. */
int64_t source_size(const struct source_file *file);

/** source_done(file): how many of them have been read, for a progress bar; of
 * a workbook, on the last way through it, on which its sheets are read. */
int64_t source_done(const struct source_file *file);

void source_close(struct source_file *file);

#endif
