#ifndef FORMAT_ELEMENTS_H
#define FORMAT_ELEMENTS_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * Which elements of an XML file a format reads, as a tree of their names, and
 * where in it the reading stands.  Elements that are not in the tree are
 * passed over with all that is in them.
 */

struct err;

struct element {
	const char *name;
	size_t name_len;
	const void *data; /* what the format does there; NULL: on the way */
	struct element *parent, *child, *next;

	/* Of its children: the one entered last, and that which followed it
	 * the last time; of itself, what followed it. */
	struct element *last, *likely, *follower;
};

struct elements {
	struct arena arena;
	struct element *root;
	struct element *at; /* NULL: outside of the root */
	long skipped;	    /* depth below it of what is not read */
};

/** elements_add(elements, parent, path, data, err): the element at ${path}
 * ("Bal/Amt") below ${parent}, made with those on the way where they are not
 * there yet; ${path} must live as long.  A ${parent} of NULL makes the root.
 * NULL with err. */
struct element *elements_add(struct elements *elements, struct element *parent,
	const char *path, const void *data, struct err *err);

/** elements_open(elements): the root begins. */
void elements_open(struct elements *elements);

/** elements_enter(elements, name), elements_leave(elements): an element
 * within the root begins or ends; its data, NULL if nothing is to be done. */
const void *elements_enter(struct elements *elements, const char *name);
const void *elements_leave(struct elements *elements);

void elements_release(struct elements *elements);

#endif
