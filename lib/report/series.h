#ifndef REPORT_SERIES_H
#define REPORT_SERIES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "report/definition.h"

/*
 * What a chart shows: its values, added up by group, in the order in which
 * the groups came.  A chart of more groups shows the last SERIES_SHOWN.
 */

struct buf;
struct err;

#define SERIES_SHOWN 62 /* two months of days */

struct series_group {
	const char *name;
	int64_t values[CHART_SERIES_MAX];
};

struct series {
	const struct chart *chart;
	struct arena arena;
	struct map names;
	struct {
		VEC(struct series_group);
	} groups;
};

/** series_init(series, chart): given back by series_release(). */
void series_init(struct series *series, const struct chart *chart);

/** series_add(series, fields, err): one row.  A sum that does not fit stays
 * at the largest number. */
int series_add(
	struct series *series, const struct field *fields, struct err *err);

/** series_first(series): the first group that is shown. */
size_t series_first(const struct series *series);

/** series_label(buf, group, by): append what a group is called for people;
 * ${by} is the column that names it. */
void series_label(struct buf *buf, const struct series_group *group,
	const struct column *by);

void series_release(struct series *series);

#endif
