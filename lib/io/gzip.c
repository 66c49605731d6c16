#include "io/gzip.h"

#include "base/err.h"
#include "base/i18n.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>

#define PIECE 16384
#define GZIP_ONLY (MAX_WBITS + 16)

struct gzip {
	gzip_read_fn *read;
	void *ctx;
	z_stream z;
	bool inside; /* a member is begun and not ended */
	unsigned char piece[PIECE];
};

int
gzip_open(gzip_read_fn *read, void *ctx, struct gzip **gzip, struct err *err)
{
	struct gzip *made = calloc(1, sizeof(*made));

	*gzip = NULL;
	if (made == NULL || inflateInit2(&made->z, GZIP_ONLY) != Z_OK) {
		free(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	made->read = read;
	made->ctx = ctx;
	*gzip = made;
	return 0;
}

/* See that there are compressed bytes: 1, 0 at the end of them, -1. */
static int
fill(struct gzip *gzip, struct err *err)
{
	long got;

	if (gzip->z.avail_in > 0)
		return 1;
	got = gzip->read(gzip->ctx, (char *)gzip->piece, PIECE, err);
	if (got <= 0)
		return (int)got;
	gzip->z.next_in = gzip->piece;
	gzip->z.avail_in = (unsigned)got;
	return 1;
}

static int
damaged(int rc, struct err *err)
{
	if (rc == Z_MEM_ERROR)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	err_set(err, ERR_INPUT, _("the gzip file is damaged"));
	return err_hint(err, _("Fetch the file again."));
}

long
gzip_read(struct gzip *gzip, char *bytes, size_t size, struct err *err)
{
	z_stream *const z = &gzip->z;
	const unsigned room = size < INT_MAX ? (unsigned)size : INT_MAX;
	int rc, more;

	z->next_out = (unsigned char *)bytes;
	z->avail_out = room;
	while (z->avail_out == room) {
		more = fill(gzip, err);
		if (more < 0)
			return -1;
		if (more == 0 && !gzip->inside)
			return 0;
		if (more == 0)
			return err_set(
				err, ERR_INPUT, _("the gzip file is cut off"));
		gzip->inside = true;
		rc = inflate(z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END) {
			gzip->inside = false;
			rc = inflateReset(z);
		}
		if (rc != Z_OK && rc != Z_BUF_ERROR)
			return damaged(rc, err);
	}
	return (long)(room - z->avail_out);
}

void
gzip_close(struct gzip *gzip)
{
	if (gzip == NULL)
		return;
	inflateEnd(&gzip->z);
	free(gzip);
}
