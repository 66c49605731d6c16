#ifndef JOB_TAKE_H
#define JOB_TAKE_H

#include "base/buf.h"
#include "base/vec.h"
#include "core/book.h"
#include "io/digest.h"
#include "job/import.h"
#include "job/read.h"
#include "job/redact.h"
#include "store/store_file.h"

/*
 * One part of a file on its way into the book: a transaction that is open from
 * its first byte to its last, with its rows in a staging table.
 */

struct db_copy;

/* A statement of the part, as its format ended it. */
struct taken_statement {
	struct statement st;
	int32_t empty_day;	/* of a bill without rows, else DAY_NONE */
	int64_t hash_total;	/* of its rows: 32 bits of each one's digest */
};

struct take {
	const struct import *import;
	const struct book *book;	/* reference data in force */
	struct redactor *redactor;
	const char *path;
	unsigned char sha256[DIGEST_SIZE];	/* of the whole file */

	/* Of the part. */
	struct arena arena, row;
	const struct read_part *part;
	bool open;	/* the transaction is */
	int run_before;	/* the run's number when it began, 0: none yet */
	struct db_copy *copy;	/* NULL when nothing is copied */
	struct digest *digest;
	struct redact_codes codes;
	struct buf canonical; /* a row in one text, its codes included */
	struct {
		VEC(struct taken_statement);
	} statements;
	struct {
		VEC(struct bill_total);
	} totals;
	int64_t rows;	/* entries, of a document that has some */
};

/** take_wants, take_begin, take_bytes, take_end: a struct read_handler's functions. */
bool take_wants(void *ctx, const struct read_part *part);
int take_begin(void *ctx, const struct read_part *part, struct sink *sink,
	struct err *err);
int take_bytes(void *ctx, const char *bytes, size_t len, struct err *err);
int take_end(void *ctx, const struct read_part *part,
	const struct err *failure, struct err *err);

/** take_release(take): also after a failure. */
void take_release(struct take *take);

/** take_sink(take, sink): where the rows go. */
void take_sink(struct take *take, struct sink *sink);

/** take_status(take, file, err): store what the part says of payments, and
 * tell what nothing follows from. */
int take_status(
	struct take *take, const struct stored_file *file, struct err *err);

#endif
