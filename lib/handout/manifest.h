#ifndef HANDOUT_MANIFEST_H
#define HANDOUT_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

/*
 * What a batch consists of, so that who takes it can tell that all of it is
 * there and no batch is missing: a line each, "name value", LF.  Nothing in
 * it is secret (docs/outbox.md).
 */

struct buf;

struct manifest {
	const char *book, *folder;
	int batch_no;
	int32_t day;	/* of the book */
	int64_t count;	/* of items */
	int64_t amount; /* fen, of all of them */
	int repeats;	/* the batch that says the same; 0: none */
};

/** manifest_begin(out, manifest): all lines but those of the files. */
void manifest_begin(struct buf *out, const struct manifest *manifest);

/** manifest_file(out, name, size, sha256): a file as it lies in the folder;
 * ${sha256} in hexadecimal digits. */
void manifest_file(
	struct buf *out, const char *name, size_t size, const char *sha256);

#endif
