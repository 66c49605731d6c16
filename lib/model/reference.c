#include "model/reference.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const reference_names[REFERENCE_KIND_COUNT] = {
	[REFERENCE_ORDERS] = "orders",
	[REFERENCE_FEES] = "fees",
	[REFERENCE_POLICIES] = "policies",
	[REFERENCE_CHANNELS] = "channels",
	[REFERENCE_CALENDAR] = "calendar",
	[REFERENCE_TAXES] = "taxes",
};

static const struct reference_spec *const specs[REFERENCE_KIND_COUNT] = {
	[REFERENCE_ORDERS] = &reference_orders,
	[REFERENCE_FEES] = &reference_fees,
	[REFERENCE_POLICIES] = &reference_policies,
	[REFERENCE_CHANNELS] = &reference_channels,
	[REFERENCE_CALENDAR] = &reference_calendar,
	[REFERENCE_TAXES] = &reference_taxes,
};

void
reference_open(
	struct reference *ref, enum reference_kind kind, struct arena *arena)
{
	*ref = (struct reference){
		.kind = kind,
		.arena = arena,
		.problems = { .arena = arena },
	};
	ref->table = (struct table){
		.name = reference_names[kind],
		.columns = specs[kind]->columns,
		.count = specs[kind]->count,
	};
}

void
reference_release(struct reference *ref)
{
	arena_release(&ref->scratch);
}

/* Remember where a row that was kept stood. */
static int
keep_place(struct reference *ref, const struct table_row *row, struct err *err)
{
	long *const line = vec_push(&ref->lines, ref->arena, err);
	long *const column = vec_push(&ref->columns, ref->arena, err);

	if (line == NULL || column == NULL)
		return -1;
	*line = row->line;
	*column = table_column_of(row, specs[ref->kind]->place);
	return 0;
}

/* Check a row whose cells are all well, and keep it. */
static int
take(struct reference *ref, struct table_row *row, union reference_any *any,
	struct err *err)
{
	const struct reference_spec *const spec = specs[ref->kind];

	if (spec->check != NULL && spec->check(ref, row, any, err) < 0)
		return -1;
	if (row->refused)
		return 0;
	if (spec->place != NULL && keep_place(ref, row, err) < 0)
		return -1;
	return spec->keep(ref, any, err);
}

int
reference_row(void *ctx, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	struct reference *const ref = ctx;
	struct table_row row = {
		.table = &ref->table, .line = line, .fields = fields
	};
	const struct reference_spec *const spec = specs[ref->kind];
	struct arena *arena = ref->arena;
	union reference_any any;
	int rc = -1;

	/* Not in reference_open(): the caller may have moved ${ref} since. */
	ref->table.problems = &ref->problems;
	if (!ref->table.begun)
		return table_header(&ref->table, line, fields, count, err);
	if (ref->table.broken || table_is_blank(fields, count))
		return 0;
	ref->rows++;
	if (ref->kind == REFERENCE_ORDERS) {
		arena = &ref->scratch;
		arena_reset(arena);
	}
	any = spec->defaults;
	any.line = line;
	if (table_read(&row, count, arena, &any, err) == 0 &&
		(row.refused || take(ref, &row, &any, err) == 0))
		rc = 0;
	if (spec->forget != NULL)
		spec->forget(&any);
	ref->refused += row.refused;
	return rc;
}

int
reference_finish(struct reference *ref, struct err *err)
{
	static const struct problem where = { 1, 1, "", NULL, false };

	if (!ref->table.begun)
		return problems_add(&ref->problems, &where,
			_("the file has no header row"), err);
	if (ref->table.broken || specs[ref->kind]->finish == NULL)
		return 0;
	return specs[ref->kind]->finish(ref, err);
}

int
reference_late(struct reference *ref, size_t at, struct err *err,
	const char *format, ...)
{
	const struct problem where = {
		.line = ref->lines.at[at],
		.column = ref->columns.at[at],
		.field = specs[ref->kind]->place,
	};
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return problems_add(&ref->problems, &where, message, err);
}

struct sorter {
	const struct reference *ref;
	reference_compare_fn *compare;
};

static int
compare_indexes(const void *a, const void *b, void *ctx)
{
	const struct sorter *const sorter = ctx;

	return sorter->compare(
		sorter->ref, *(const size_t *)a, *(const size_t *)b);
}

int
reference_clashes(struct reference *ref, size_t count,
	reference_compare_fn *compare, reference_clash_fn *clash,
	struct err *err)
{
	struct sorter sorter = { ref, compare };
	size_t *order, before;

	if (count == 0)
		return 0;
	order = arena_alloc(&ref->scratch, count * sizeof(*order), err);
	if (order == NULL)
		return -1;
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), compare_indexes, &sorter);
	before = order[0];
	for (size_t i = 1; i < count; i++)
		if (clash(ref, &before, order[i], err) < 0)
			return -1;
	return 0;
}

int
reference_check_days(
	struct table_row *row, int32_t from, int32_t to, struct err *err)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	if (from == DAY_NONE || to == DAY_NONE || from <= to)
		return 0;
	return table_report(row, "valid_to", false, err,
		_("%s is before valid_from, %s"), day_text(to, last),
		day_text(from, first));
}
