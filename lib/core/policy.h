#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include "core/book.h"

/** policy_assign(book): each order's row, the most specific of its CA:
 * business before pay_method before cert_kind.  Where none covers it, one by
 * which nothing is released to the outside. */
void policy_assign(struct book *book);

#endif
