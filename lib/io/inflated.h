#ifndef IO_INFLATED_H
#define IO_INFLATED_H

#include <stdint.h>

/* What was unpacked of an input may not grow out of hand, whatever the headers
 * say (reliability.md G25): LIMIT_OUTPUT, and LIMIT_RATIO from
 * LIMIT_RATIO_FROM on. */

struct err;
struct input;

struct inflated {
	const char *path; /* for messages */
	const struct input *input;
	int64_t count; /* bytes so far */
};

/** inflated_add(inflated, count, err): so many bytes more. */
int inflated_add(struct inflated *inflated, long count, struct err *err);

/** inflated_check_size(inflated, err): LIMIT_OUTPUT alone, for what was not
 * packed. */
int inflated_check_size(const struct inflated *inflated, struct err *err);

#endif
