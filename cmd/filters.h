#ifndef CMD_FILTERS_H
#define CMD_FILTERS_H

#include "command.h"
#include "job/job_list.h"

/** filters_of(arguments, filters): every option that was given, but --format,
 * as a filter; ${filters} of GIVEN_MAX.  Their number. */
size_t
filters_of(const struct arguments *arguments, struct job_filter *filters);

#endif
