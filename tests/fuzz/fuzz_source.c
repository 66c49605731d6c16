/*
 * Containers: any bytes as a file, plain, gzip or zip.  They are standard
 * input, which source_open() knows as "-": no file is written.
 */
#include "fuzz.h"

#include "io/digest.h"
#include "io/source.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIECE_MAX ((size_t)64 * 1024)

/* Standard input is a file in memory that holds the bytes. */
static void
put(const char *bytes, size_t len)
{
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", 0);
		if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
			abort();
	}
	if (ftruncate(fd, 0) < 0 || pwrite(fd, bytes, len, 0) != (ssize_t)len ||
		lseek(fd, 0, SEEK_SET) != 0)
		abort();
}

static int
read_part(struct source_file *file, size_t piece, struct audit *audit,
	struct err *err)
{
	static char bytes[PIECE_MAX];
	unsigned char sum[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];
	struct digest *digest = digest_new(err);
	long got, all = 0;

	if (digest == NULL)
		abort();
	while ((got = source_read(file, bytes, piece, err)) > 0) {
		if ((size_t)got > piece)
			fuzz_fail("more bytes than there is room", NULL, NULL);
		all += got;
		if (digest_add(digest, bytes, (size_t)got, err) < 0)
			abort();
	}
	if (got == 0 && digest_end(digest, sum, err) == 0)
		buf_printf(&audit->said, "%ld bytes %s\n", all,
			digest_hex(sum, hex));
	digest_free(digest);
	return got < 0 ? -1 : 0;
}

static void
read_all(size_t piece, bool skip, struct audit *audit)
{
	struct source_file *file = NULL;
	struct source_part part;
	struct err err = ERR_INIT;
	int rc = source_open("-", &file, &err);

	while (rc >= 0 && file != NULL &&
		(rc = source_next(file, &part, &err)) > 0) {
		audit_text(audit, "the name of a part", part.name);
		buf_printf(&audit->said, "[%s]\n", part.name);
		if (!skip)
			rc = read_part(file, piece, audit, &err);
	}
	source_close(file);
	if (rc < 0)
		audit_failure(audit, &err);
}

void
fuzz_source(const char *name, const char *bytes, size_t len)
{
	const size_t piece = 1 + fuzz_number(bytes, len) % 4096;
	struct audit whole = AUDIT_INIT, pieces = AUDIT_INIT;
	struct audit skipped = AUDIT_INIT;

	(void)name;
	put(bytes, len);
	read_all(PIECE_MAX, false, &whole);
	put(bytes, len);
	read_all(piece, false, &pieces);
	put(bytes, len);
	read_all(PIECE_MAX, true, &skipped);
	/* Of two faults that one read finds, none is the first. */
	fuzz_same(&whole, &pieces, false);
	fuzz_check(&skipped);
	audit_release(&whole);
	audit_release(&pieces);
	audit_release(&skipped);
}
