#ifndef HARNESS_AUDIT_H
#define HARNESS_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "format/format.h"

/*
 * A sink that holds a format to what format.h and entry.h promise, whatever
 * the bytes are: begin, entries and end in that order; no text that is NULL,
 * not UTF-8 or holds what reliability.md G23 refuses; enums and days in their
 * ranges; the statement's count and sums are those of its entries; opening +
 * movements = closing unless the format says that they disagree; a failure has
 * a message for people, and exit status 3.
 */

struct audit {
	struct buf said; /* all that was said, the failure last */
	bool failed;
	size_t before;	  /* of said: what stands before the failure */
	char broken[200]; /* the first promise that was broken, or "" */
	int refuse_after; /* the sink fails at that call; 0: never */

	/* Of the statement that is open. */
	bool open, disagrees;
	int calls;
	long entries;
	int64_t credit, debit;
};

#define AUDIT_INIT                                                             \
	{                                                                      \
		.said = BUF_INIT                                               \
	}
#define AUDIT_REFUSAL "the sink has had enough"

/** audit_parse(audit, format, bytes, len, cuts, count): the whole way, cut at
 * the ${count} offsets ${cuts} (ascending, at most ${len}), each piece in
 * memory of its own size.  0 if the format took it, -1 if it refused it. */
int audit_parse(struct audit *audit, const struct format *format,
	const char *bytes, size_t len, const size_t *cuts, size_t count);

/** audit_text(audit, what, text): ${text} may go to a person or a table. */
void audit_text(struct audit *audit, const char *what, const char *text);

/** audit_failure(audit, err): it ended so, with an error that a person can
 * use. */
void audit_failure(struct audit *audit, const struct err *err);

/** audit_pieces(bytes, len, cuts, count, feed, ctx, err): ${feed} is called
 * with each piece, until it fails. */
typedef int
audit_feed_fn(void *ctx, const char *bytes, size_t len, struct err *err);
int audit_pieces(const char *bytes, size_t len, const size_t *cuts,
	size_t count, audit_feed_fn *feed, void *ctx, struct err *err);

void audit_release(struct audit *audit);

#endif
