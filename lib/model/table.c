#include "model/table.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define NAME_SHOWN 40

/* --- cells ---------------------------------------------------------------- */

/* How many bytes of blank begin at ${p} (${end} is behind it), 0 if none. */
static size_t
blank_at(const char *p, const char *end)
{
	if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
		return 1;
	if (end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
		return 2;
	return end - p >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Narrow ${text} to what stands between its blanks. */
static void
trim(const char **text, size_t *len)
{
	const char *p = *text, *end = p + *len;
	size_t width;

	while (p < end && (width = blank_at(p, end)) > 0)
		p += width;
	for (;;) {
		if (end > p && blank_at(end - 1, end) == 1)
			end--;
		else if (end - p >= 2 && blank_at(end - 2, end) == 2)
			end -= 2;
		else if (end - p >= 3 && blank_at(end - 3, end) == 3)
			end -= 3;
		else
			break;
	}
	*text = p;
	*len = (size_t)(end - p);
}

/* The ASCII of the full-width form (U+FF01 to U+FF5E, or the blank U+3000)
 * that begins at ${p}, or 0. */
static char
half_width(const unsigned char *p)
{
	if (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80)
		return ' ';
	if (p[0] != 0xef)
		return '\0';
	if (p[1] == 0xbc && p[2] >= 0x81 && p[2] <= 0xbf)
		return (char)(p[2] - 0x81 + '!');
	if (p[1] == 0xbd && p[2] >= 0x80 && p[2] <= 0x9e)
		return (char)(p[2] - 0x80 + '`');
	return '\0';
}

static void
to_half_width(char *text)
{
	char *to = strpbrk(text, "\xef\xe3");
	const unsigned char *from = (unsigned char *)to;

	if (to == NULL)
		return;
	while (*from != '\0') {
		const char half = half_width(from);

		*to++ = half == '\0' ? (char)*from : half;
		from += half == '\0' ? 1 : 3;
	}
	*to = '\0';
}

bool
table_is_blank(const struct csv_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = fields[i].text;
		size_t len = fields[i].len;

		trim(&text, &len);
		if (len > 0)
			return false;
	}
	return true;
}

/* --- the header ----------------------------------------------------------- */

static int
find_column(const struct table *table, const char *name, size_t len)
{
	for (size_t i = 0; i < table->count; i++)
		if (strlen(table->columns[i].name) == len &&
			memcmp(table->columns[i].name, name, len) == 0)
			return (int)i;
	return -1;
}

/* The name in a header cell, cut for a message. */
static void
show_name(char *shown, const char *name, size_t len)
{
	size_t n = len;

	if (n > NAME_SHOWN)
		for (n = NAME_SHOWN;
			n > 0 && ((unsigned char)name[n] & 0xc0) == 0x80;)
			n--;
	memcpy(shown, name, n);
	shown[n] = '\0';
}

static int
header_cell(struct table *table, int at, const struct csv_field *field,
	struct err *err)
{
	char name[NAME_SHOWN + 1], message[128];
	struct problem where = {
		.line = field->line, .column = field->column, .field = name
	};
	const char *text = field->text;
	size_t len = field->len;
	int column;

	trim(&text, &len);
	column = find_column(table, text, len);
	if (column >= 0 && table->at[column] < 0) {
		table->at[column] = at;
		return 0;
	}
	table->broken = true;
	show_name(name, text, len);
	if (column >= 0)
		snprintf(message, sizeof(message), "%s",
			_("the column is there twice"));
	else if (len == 0)
		snprintf(message, sizeof(message), "%s",
			_("a column has no name"));
	else
		snprintf(message, sizeof(message), _("not a column of %s"),
			table->name);
	return problems_add(table->problems, &where, message, err);
}

/* A column that the header lacks. */
static int
missing_column(struct table *table, size_t i, long line, struct err *err)
{
	const struct column *const column = &table->columns[i];
	const bool needed =
		(column->flags & (COLUMN_FILLED | COLUMN_NEEDED)) != 0;
	const struct problem where = { .line = line,
		.column = 1,
		.field = column->name,
		.warning = !needed };

	if (table->at[i] >= 0 || (column->flags & COLUMN_EXTRA))
		return 0;
	table->broken = table->broken || needed;
	return problems_add(table->problems, &where,
		needed ? _("the column is missing")
		       : _("the column is missing and is read as empty"),
		err);
}

int
table_header(struct table *table, long line, const struct csv_field *fields,
	size_t count, struct err *err)
{
	assert(table->count <= TABLE_COLUMNS_MAX);
	table->begun = true;
	table->fields = count;
	for (size_t i = 0; i < table->count; i++)
		table->at[i] = -1;
	for (size_t i = 0; i < count; i++)
		if (header_cell(table, (int)i, &fields[i], err) < 0)
			return -1;
	for (size_t i = 0; i < table->count; i++)
		if (missing_column(table, i, line, err) < 0)
			return -1;
	return 0;
}

/* --- rows ----------------------------------------------------------------- */

/* The field of a column in this row, or NULL. */
static const struct csv_field *
field_of(const struct table_row *row, const char *column)
{
	const int i = find_column(row->table, column, strlen(column));

	if (i < 0 || row->table->at[i] < 0)
		return NULL;
	return &row->fields[row->table->at[i]];
}

long
table_column_of(const struct table_row *row, const char *column)
{
	const struct csv_field *const field = field_of(row, column);

	return field == NULL ? 1 : field->column;
}

static int
report(struct table_row *row, const char *column, bool warning,
	const char *message, struct err *err)
{
	const struct csv_field *const field = field_of(row, column);
	const struct problem where = {
		.line = field == NULL ? row->line : field->line,
		.column = field == NULL ? 1 : field->column,
		.field = column,
		.warning = warning,
	};

	row->refused = row->refused || !warning;
	return problems_add(row->table->problems, &where, message, err);
}

int
table_report(struct table_row *row, const char *column, bool warning,
	struct err *err, const char *format, ...)
{
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return report(row, column, warning, message, err);
}

static int
wrong_count(struct table_row *row, size_t count, struct err *err)
{
	const size_t fields = row->table->fields;
	const struct csv_field *const at =
		&row->fields[count > fields ? fields : count - 1];
	const struct problem where = {
		.line = at->line, .column = at->column, .field = ""
	};
	char message[128];

	snprintf(message, sizeof(message),
		_("the row has %zu fields, the header %zu"), count, fields);
	row->refused = true;
	return problems_add(row->table->problems, &where, message, err);
}

/* Let ${column} read its trimmed cell. */
static int
read_text(struct table_row *row, const struct column *column, char *text,
	void *out, struct err *err)
{
	struct err said = ERR_INIT;
	int rc;

	if (strpbrk(text, "\r\n\t") != NULL)
		return report(row, column->name, false,
			_("a line break or TAB inside"), err);
	if (!(column->flags & COLUMN_FREE))
		to_half_width(text);
	rc = column->parse(column, text, (char *)out + column->offset, &said);
	if (rc < 0 && (column->flags & COLUMN_SECRET))
		explicit_bzero(text, strlen(text));
	if (rc == 0)
		return 0;
	return report(row, column->name, rc > 0, said.message, err);
}

static int
read_cell(struct table_row *row, size_t i, struct arena *arena, void *out,
	struct err *err)
{
	const struct column *const column = &row->table->columns[i];
	const struct csv_field *const field = &row->fields[row->table->at[i]];
	const char *text = field->text;
	size_t len = field->len;
	char *copy;

	trim(&text, &len);
	if (len == 0)
		return (column->flags & COLUMN_FILLED)
			? report(row, column->name, false, _("empty"), err)
			: 0;
	copy = arena_text(arena, text, len, err);
	if (copy == NULL)
		return -1;
	return read_text(row, column, copy, out, err);
}

int
table_read(struct table_row *row, size_t count, struct arena *arena, void *out,
	struct err *err)
{
	if (count != row->table->fields)
		return wrong_count(row, count, err);
	for (size_t i = 0; i < row->table->count; i++)
		if (row->table->at[i] >= 0 &&
			read_cell(row, i, arena, out, err) < 0)
			return -1;
	return 0;
}
