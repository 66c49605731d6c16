#ifndef MODEL_HEAD_H
#define MODEL_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

/*
 * A head of the audit trail (docs/audit.md; reliability.md 4.3, G35): what the
 * book was at one moment, in a text that is signed and kept elsewhere.
 *
 *	yifen head 1
 *	number 12
 *	before HEX		SHA-256 of the head before; zeros for the first
 *	book yifen
 *	at 2026-11-18T02:00:01+08:00
 *	key ed25519 HEX		SHA-256 of the public key (DER)
 *	event 127 HEX		the last of the chain, and its hash
 *	gap 7 9 120 HEX		only where the book was put back: heads 8 and
 *	gap-proposed 3 zhang	9 signed what is no longer in it; it ended
 *	gap-approved 2026-11-18 li	with event 120; which proposal, who
 *	gap-because the disk failed	approved it when, and why
 *	rows 17 entry		control totals since the head before, as
 *	run ...			sql/queries/audit/totals.sql has them
 *	closing ...
 *	file HEX  PATH		SHA-256 of a file below YIFEN_HOME
 *	end
 *
 * Each line ends with LF; there is one form of each text, so the same head has
 * the same bytes.
 */

struct arena;
struct buf;
struct err;

#define HEAD_HEX 64
#define HEAD_SIZE_MAX ((size_t)64 << 20)	/* bytes of a head at most */

struct head_file {
	const char *digest;	/* HEAD_HEX digits */
	const char *path;	/* below YIFEN_HOME */
};

/* Two people go on from a book that was put back. */
struct head_gap {
	int from, to;		/* heads after from up to to; 0: no gap */
	int64_t seq;		/* with which the book ended */
	const char *hash;	/* HEAD_HEX digits */
	int proposal;
	const char *proposer, *approver, *day, *reason;
};

struct head {
	int number;		/* from 1 */
	const char *before;	/* HEAD_HEX digits */
	const char *book;
	const char *at;
	const char *algorithm, *key;
	int64_t seq;
	const char *hash;	/* HEAD_HEX digits */
	struct head_gap gap;
	const char *totals;	/* the lines "rows", "run", "closing" */
	struct {
		VEC(struct head_file);
	} files;
};

/** head_write(head, buf): the text; buf_check() it. */
void head_write(const struct head *head, struct buf *buf);

/** head_read(arena, text, head, err): ${text} is NUL-terminated, and is cut
 * into pieces; ERR_AUDIT unless it is in the form that head_write() gives. */
int head_read(struct arena *arena, char *text, struct head *head,
	struct err *err);

/** head_path_is_safe(path): whether it stays below the folder that it is
 * looked up in, and stands in one line. */
bool head_path_is_safe(const char *path);

#endif
