#include "report/series.h"

#include "base/buf.h"
#include "base/err.h"
#include "model/note.h"

#include <string.h>

void
series_init(struct series *series, const struct chart *chart)
{
	*series = (struct series){ .chart = chart };
	map_init(&series->names, &series->arena);
}

static struct series_group *
find_group(struct series *series, const char *name, struct err *err)
{
	const struct map_node *known =
		map_get(&series->names, name, strlen(name));
	struct series_group *group;
	const char *copy;

	if (known != NULL)
		return &series->groups.at[known->value];
	copy = arena_text(&series->arena, name, strlen(name), err);
	group = vec_push(&series->groups, &series->arena, err);
	if (copy == NULL || group == NULL ||
		map_add(&series->names, copy, strlen(copy),
			series->groups.count - 1, err) < 0)
		return NULL;
	group->name = copy;
	return group;
}

int
series_add(struct series *series, const struct field *fields, struct err *err)
{
	const struct chart *chart = series->chart;
	const struct field *by = &fields[chart->by];
	struct series_group *group =
		find_group(series, by->null ? "" : by->text, err);

	if (group == NULL)
		return -1;
	for (size_t i = 0; i < chart->count; i++) {
		const struct field *field = &fields[chart->values[i]];
		int64_t *sum = &group->values[i];

		if (!field->null &&
			__builtin_add_overflow(*sum, field->number, sum))
			*sum = INT64_MAX;
	}
	return 0;
}

size_t
series_first(const struct series *series)
{
	return series->groups.count > SERIES_SHOWN
		? series->groups.count - SERIES_SHOWN
		: 0;
}

void
series_label(struct buf *buf, const struct series_group *group,
	const struct column *by)
{
	if (by->type == COLUMN_NOTE)
		note_render(buf, group->name, true);
	else
		buf_puts(buf, group->name);
}

void
series_release(struct series *series)
{
	arena_release(&series->arena);
}
