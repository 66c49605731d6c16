#ifndef MODEL_REFERENCE_SPEC_H
#define MODEL_REFERENCE_SPEC_H

#include "model/reference.h"

/*
 * One kind of reference data, for reference.c only.  Each function returns -1
 * only if the work itself fails; what is wrong with a row is reported with
 * table_report().
 */

/* Any row; each begins with its line. */
union reference_any {
	long line;
	struct order_row order;
	struct fee fee;
	struct policy policy;
	struct channel channel;
	struct tax tax;
	struct reference_day {
		long line;
		struct calendar_day day;
		int kind;
	} day;
};

struct reference_spec {
	const struct column *columns;
	size_t count;
	union reference_any defaults;
	const char *place; /* the column that late problems point at */

	/* Checks over several cells, and what they imply; may be NULL. */
	int (*check)(const struct reference *ref, struct table_row *row,
		union reference_any *any, struct err *err);
	/* Keep a good row, or hand it on. */
	int (*keep)(struct reference *ref, const union reference_any *any,
		struct err *err);
	/* Wipe what of a row is secret; may be NULL. */
	void (*forget)(const union reference_any *any);
	/* Checks of the whole file; may be NULL. */
	int (*finish)(struct reference *ref, struct err *err);
};

extern const struct reference_spec reference_orders;
extern const struct reference_spec reference_fees;
extern const struct reference_spec reference_policies;
extern const struct reference_spec reference_channels;
extern const struct reference_spec reference_calendar;
extern const struct reference_spec reference_taxes;

/* A column of struct row_: name, member, how it is read, flags, and the
 * designated initialisers of what that way of reading needs. */
#define COLUMN(row_, name_, member_, parse_, flags_, ...)                      \
	{                                                                      \
		.name = (name_), .parse = (parse_),                            \
		.offset = offsetof(row_, member_), .flags = (flags_),          \
		__VA_ARGS__                                                    \
	}
#define NAMES(names_) .names = (names_), .names_count = NAMES_COUNT(names_)
#define NAMES_COUNT(names_) (int)(sizeof(names_) / sizeof((names_)[0]))

/** reference_late(ref, at, err, format, ...): an error of the ${at}th row
 * that was kept, found when the whole file was known. */
int reference_late(struct reference *ref, size_t at, struct err *err,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A total order of the rows that were kept, by their index. */
typedef int
reference_compare_fn(const struct reference *ref, size_t a, size_t b);

/* Row ${at} comes after row ${*before}: report it if both cannot stand, and
 * set ${*before} to ${at} if that is what the next one must be held against. */
typedef int reference_clash_fn(
	struct reference *ref, size_t *before, size_t at, struct err *err);

/** reference_clashes(ref, count, compare, clash, err): sort the ${count} rows
 * and call ${clash} for each but the first. */
int reference_clashes(struct reference *ref, size_t count,
	reference_compare_fn *compare, reference_clash_fn *clash,
	struct err *err);

/** reference_check_days(row, from, to, err): valid_to before valid_from. */
int reference_check_days(
	struct table_row *row, int32_t from, int32_t to, struct err *err);

#endif
