#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/field.h"
#include "model/calendar.h"
#include "model/problem.h"
#include "model/table.h"
#include "model/terms.h"

/*
 * Files of reference data (contract.md, Reference data in): rows of text
 * fields to the structs of terms.h.
 *
 *	reference_open(&ref, REFERENCE_FEES, &arena);
 *	csv_reader_open(reference_row, &ref, &reader, err);
 *	... csv_reader_feed(), csv_reader_finish() ...
 *	reference_finish(&ref, err);
 *	look at ref.problems; use ref.fees if ref.problems.errors == 0
 *	reference_release(&ref);
 *
 * Reading does not stop at a wrong row: the problems are a list.  Fees,
 * policies, channels, taxes and the calendar are collected in the arena (rows
 * that are wrong are left out); orders are handed on one by one, since a file
 * may hold a million.  What concerns the whole file (two fees in force for
 * the same order) is found by reference_finish().
 *
 * To add a column: the member in terms.h, a row in the columns[] of
 * reference_KIND.c.  To add a kind of file: reference_KIND.c with its struct
 * reference_spec, and a row in reference.c.
 */

struct err;
struct map;

enum reference_kind {
	REFERENCE_ORDERS,
	REFERENCE_FEES,
	REFERENCE_POLICIES,
	REFERENCE_CHANNELS,
	REFERENCE_CALENDAR,
	REFERENCE_TAXES,
	REFERENCE_KIND_COUNT
};

/* As `yifen load` names them. */
extern const char *const reference_names[REFERENCE_KIND_COUNT];

/* A good order; it lives until this returns.  -1 stops the reading. */
typedef int
reference_order_fn(void *ctx, const struct order_row *order, struct err *err);

struct reference {
	enum reference_kind kind;
	struct arena *arena;
	struct problems problems;
	long rows;    /* all but the header and empty ones */
	long refused; /* of these, with an error of their own */

	/* Set by the caller after reference_open(), for orders. */
	reference_order_fn *on_order;
	void *on_order_ctx;
	const struct map *cas; /* the CAs that policies name; NULL: any */

	/* What came of the file. */
	struct fees fees;
	struct policies policies;
	struct channels channels;
	struct calendar calendar; /* sorted, by reference_finish() */
	struct taxes taxes;

	/* Private. */
	struct table table;
	struct arena scratch; /* of one row */
	struct {
		VEC(long);
	} lines, columns; /* of each row kept: for problems found late */
};

/** reference_open(ref, kind, arena): begin a file; results go to ${arena}. */
void reference_open(
	struct reference *ref, enum reference_kind kind, struct arena *arena);

/** reference_row(ref, line, fields, count, err): a csv_row_fn whose ctx is a
 * struct reference.  -1 only if the work itself fails. */
int reference_row(void *ref, long line, const struct csv_field *fields,
	size_t count, struct err *err);

/** reference_finish(ref, err): the checks of the whole file. */
int reference_finish(struct reference *ref, struct err *err);

/** reference_release(ref): what does not lie in the arena. */
void reference_release(struct reference *ref);

#endif
