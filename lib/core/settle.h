#ifndef CORE_SETTLE_H
#define CORE_SETTLE_H

#include "core/book.h"

/*
 * Settlement (domain.md, Reconciling): the bank's credit that a channel pays
 * for its bill days, each day's sales less refunds less fees.
 */

struct err;

int settle_entries(struct book *book, struct err *err);

#endif
