#ifndef CORE_DIFFERENCE_H
#define CORE_DIFFERENCE_H

#include "core/book.h"

/* Two decisions about the same book: which orders came out otherwise. */

struct err;

struct difference {
	const struct order *before, *after;
	const char *entries; /* "E6.1 E6.4": money that only one of them has */
	const char *note;    /* why */
};

struct differences {
	VEC(struct difference); /* by order number and CA */
};

/** difference_collect(before, after, differences, err): both decided, of the
 * same orders; what is due or the verdict differs. */
int difference_collect(const struct book *before, struct book *after,
	struct differences *differences, struct err *err);

#endif
