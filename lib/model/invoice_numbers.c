#include "model/invoice_numbers.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "model/invoice.h"

#include <stddef.h>

static int
reason_word(const char *text, struct err *err)
{
	struct buf words = BUF_INIT;

	if (invoice_reason_find(text) != NULL)
		return 0;
	invoice_reason_list(&words);
	err_set(err, ERR_INPUT, _("\"%.40s\" is none of: %s"), text,
		buf_text(&words));
	buf_release(&words);
	return -1;
}

#define MEMBER(name) offsetof(struct invoice_number, name)

static const struct column columns[] = {
	{ .name = "serial",
		.parse = column_code,
		.offset = MEMBER(serial),
		.flags = COLUMN_FILLED },
	{ .name = "number",
		.parse = column_ident,
		.offset = MEMBER(number),
		.flags = COLUMN_FILLED,
		.ident = invoice_check_number },
	{ .name = "issued_on",
		.parse = column_day,
		.offset = MEMBER(issued_on),
		.flags = COLUMN_FILLED },
	{ .name = "reason",
		.parse = column_ident,
		.offset = MEMBER(reason),
		.flags = COLUMN_FILLED,
		.ident = reason_word },
};

#define COLUMNS (sizeof(columns) / sizeof(*columns))

void
invoice_numbers_open(
	struct invoice_numbers *numbers, bool red, struct arena *arena)
{
	*numbers = (struct invoice_numbers){ .arena = arena };
	numbers->problems.arena = arena;
	numbers->table = (struct table){ .name = "numbers",
		.columns = columns,
		.count = red ? COLUMNS : COLUMNS - 1,
		.problems = &numbers->problems };
}

int
invoice_numbers_row(void *ctx, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	struct invoice_numbers *numbers = ctx;
	struct table_row row = {
		.table = &numbers->table, .line = line, .fields = fields
	};
	struct invoice_number read = { .line = line,
		.serial = "",
		.number = "",
		.issued_on = DAY_NONE,
		.reason = "" };
	struct invoice_number *kept;

	if (!numbers->table.begun)
		return table_header(&numbers->table, line, fields, count, err);
	if (numbers->table.broken || table_is_blank(fields, count))
		return 0;
	if (table_read(&row, count, numbers->arena, &read, err) < 0)
		return -1;
	if (row.refused)
		return 0;
	kept = vec_push(numbers, numbers->arena, err);
	if (kept == NULL)
		return -1;
	*kept = read;
	return 0;
}
