#ifndef HARNESS_SCARCE_H
#define HARNESS_SCARCE_H

#include <stdbool.h>

/*
 * A heap that runs out: run_unit is linked so that every realloc() of the
 * project's own code comes here first (see the Makefile).
 */

/** scarce_after(count): ${count} calls succeed, the next one fails, and those
 * after it succeed again; below 0 none fails (as at the start). */
void scarce_after(long count);

/** scarce_failed(): whether one failed since scarce_after(). */
bool scarce_failed(void);

#endif
