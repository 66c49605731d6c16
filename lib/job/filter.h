#ifndef JOB_FILTER_H
#define JOB_FILTER_H

#include <stddef.h>

#include "db/db.h"
#include "job/job_list.h"

/* Filters of a list: what may be asked for, and the parameter it becomes. */

struct err;

#define FILTERS_MAX 8

struct filter {
	const char *name; /* of the option; NULL ends a table */
	enum { FILTER_TEXT, FILTER_INT, FILTER_DAY } type;
	const char *const *words; /* the values there are; NULL: any */
	int word_count;
	const char *standard; /* the value if none is given, or NULL */
};

/** filter_params(filters, given, count, who, params, err): ${params} of
 * FILTERS_MAX, in the order of ${filters}; null where none is given. */
int filter_params(const struct filter *filters, const struct job_filter *given,
	size_t count, const char *who, struct db_value *params,
	struct err *err);

#endif
