#include "format/elements.h"

#include "base/err.h"

#include <string.h>

static bool
is_called(const struct element *element, const char *name, size_t len)
{
	return element->name_len == len &&
		memcmp(element->name, name, len) == 0;
}

/* The same, and the name ends there. */
static bool
is_whole(const struct element *element, const char *name)
{
	return strncmp(element->name, name, element->name_len) == 0 &&
		name[element->name_len] == '\0';
}

static struct element *
find(const struct element *parent, const char *name, size_t len)
{
	struct element *child = parent->child;

	while (child != NULL && !is_called(child, name, len))
		child = child->next;
	return child;
}

/* The element called ${name} in ${parent}, made if there is none. */
static struct element *
grow(struct elements *elements, struct element *parent, const char *name,
	size_t len, struct err *err)
{
	struct element *element =
		parent == NULL ? NULL : find(parent, name, len);
	struct element **last;

	if (element != NULL)
		return element;
	element = arena_alloc(&elements->arena, sizeof(*element), err);
	if (element == NULL)
		return NULL;
	element->name = name;
	element->name_len = len;
	element->parent = parent;
	last = parent == NULL ? &elements->root : &parent->child;
	while (*last != NULL)
		last = &(*last)->next;
	*last = element;
	return element;
}

struct element *
elements_add(struct elements *elements, struct element *parent,
	const char *path, const void *data, struct err *err)
{
	for (;;) {
		const size_t len = strcspn(path, "/");

		parent = grow(elements, parent, path, len, err);
		if (parent == NULL)
			return NULL;
		if (path[len] == '\0')
			break;
		path += len + 1;
	}
	if (data != NULL)
		parent->data = data;
	return parent;
}

void
elements_open(struct elements *elements)
{
	elements->at = elements->root;
	elements->skipped = 0;
}

const void *
elements_enter(struct elements *elements, const char *name)
{
	struct element *child =
		elements->skipped > 0 ? NULL : elements->at->likely;

	/* Files repeat themselves: what followed the last time is likely. */
	if (elements->skipped == 0 && (child == NULL || !is_whole(child, name)))
		child = find(elements->at, name, strlen(name));
	if (child == NULL) {
		elements->skipped++;
		return NULL;
	}
	if (elements->at->last != NULL)
		elements->at->last->follower = child;
	elements->at->last = child;
	elements->at->likely = child->follower;
	elements->at = child;
	return child->data;
}

const void *
elements_leave(struct elements *elements)
{
	const struct element *left = elements->at;

	if (elements->skipped > 0) {
		elements->skipped--;
		return NULL;
	}
	elements->at = left->parent;
	return left->data;
}

void
elements_release(struct elements *elements)
{
	arena_release(&elements->arena);
}
