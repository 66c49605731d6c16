/*
 * Opens every sealed code of a book as deliver would, and says how many do not
 * open, or are not what their keyed digest says.  Rows come from psql on
 * standard input, one a line:
 *
 *	code_id ca order_no sealed digest		(the last two in hex)
 *
 * The book is that of the environment.  Exit status 1 if any is unreadable.
 */
#include "base/arena.h"
#include "base/err.h"
#include "io/seal.h"
#include "job/codes.h"
#include "job/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SEALED_MAX (CODE_MAX + SEAL_OVERHEAD)

static size_t
from_hex(const char *hex, unsigned char *bytes, size_t size)
{
	size_t len = 0;
	unsigned byte;

	while (len < size && sscanf(hex + 2 * len, "%2x", &byte) == 1)
		bytes[len++] = (unsigned char)byte;
	return len;
}

static int
opens(const struct session *s, const char *line)
{
	char ca[64], order_no[128], sealed_hex[256], digest_hex[256];
	unsigned char sealed[SEALED_MAX], want[SEAL_DIGEST_SIZE],
		got[SEAL_DIGEST_SIZE];
	char code[CODE_MAX + 1] = "";
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *aad;
	int64_t code_id;
	size_t len;
	int ok = 0;

	if (sscanf(line, "%" SCNd64 " %63s %127s %255s %255s", &code_id, ca,
		    order_no, sealed_hex, digest_hex) != 5)
		return 0;
	len = from_hex(sealed_hex, sealed, sizeof(sealed));
	aad = codes_aad(&arena, code_id, ca, order_no, &err);
	if (aad != NULL && len > SEAL_OVERHEAD &&
		from_hex(digest_hex, want, sizeof(want)) == sizeof(want) &&
		seal_open(s->keys, aad, sealed, len, code, &err) == 0 &&
		seal_digest(s->keys, code, len - SEAL_OVERHEAD, got, &err) == 0)
		ok = seal_same(got, want, sizeof(got));
	if (!ok)
		fprintf(stderr, "code %" PRId64 ": %s\n", code_id, err.message);
	seal_wipe(code, sizeof(code));
	arena_release(&arena);
	return ok;
}

int
main(void)
{
	long rows = 0, unreadable = 0;
	struct session *s = NULL;
	struct err err = ERR_INIT;
	char line[1024];

	seal_guard_process();
	if (session_open("open_all", SESSION_WRITE | SESSION_KEYS, &s, &err) <
		0) {
		fprintf(stderr, "%s\n", err.message);
		return 2;
	}
	while (fgets(line, sizeof(line), stdin) != NULL) {
		rows++;
		unreadable += !opens(s, line);
	}
	session_close(s);
	printf("%ld rows, %ld unreadable\n", rows, unreadable);
	return unreadable > 0;
}
