#ifndef CORE_CONTROL_H
#define CORE_CONTROL_H

#include "core/book.h"

/*
 * Documents that tell of the same money (formats.md 2.2, 2.3): a channel's
 * detail file and its summary state the same sums.
 */

struct err;

/** control_check(book, err): a balance-mismatch among book->discrepancies for
 * each account and last day of a period on which two documents differ in a
 * figure that both state. */
int control_check(struct book *book, struct err *err);

#endif
