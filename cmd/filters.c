#include "filters.h"

#include <string.h>

size_t
filters_of(const struct arguments *arguments, struct job_filter *filters)
{
	size_t count = 0;

	for (size_t i = 0; i < arguments->given_count; i++) {
		const struct given *g = &arguments->given[i];

		if (strcmp(g->option->name, "format") == 0)
			continue;
		filters[count++] =
			(struct job_filter){ g->option->name, g->value };
	}
	return count;
}
