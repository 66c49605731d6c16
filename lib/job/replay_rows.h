#ifndef JOB_REPLAY_ROWS_H
#define JOB_REPLAY_ROWS_H

#include <stdio.h>

#include "core/difference.h"

/** replay_rows_print(differences, format, out, err): the orders that come out
 * otherwise, as a table, CSV or JSON. */
int replay_rows_print(const struct differences *differences,
	const char *format, FILE *out, struct err *err);

#endif
