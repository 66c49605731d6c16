#include "format/columns.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"

#include <stdio.h>
#include <string.h>

#define SHOWN_MAX 60 /* bytes of a wrong cell that a message quotes */

/* Where the cell at ${p} ends: before the next separator, of ${width}
 * characters, or at ${end}, where a NUL stands.  Cells are short: looking at
 * each byte is faster than asking memchr() for it. */
static inline char *
cell_end(char *p, const char *end, const char *separator, size_t width)
{
	while (p < end &&
		(*p != separator[0] || (width > 1 && p[1] != separator[1])))
		p++;
	return p;
}

int
row_split(struct row *row, long line, const char *text, size_t len,
	const char *separator, struct err *err)
{
	const size_t width = strlen(separator);
	char *p, *end;

	row->line = line;
	row->count = 0;
	buf_clear(&row->copy);
	buf_add(&row->copy, text, len);
	if (buf_check(&row->copy, err) < 0)
		return -1;
	p = row->copy.s;
	end = p + len;
	for (;;) {
		char *const next = cell_end(p, end, separator, width);

		if (row->count == CELLS_MAX)
			return err_at(err, ERR_LIMIT, line, 0,
				_("more than %zu values in a line"), CELLS_MAX);
		row->cells[row->count++] =
			(struct cell){ p, (size_t)(next - p) };
		if (next == end)
			return 0;
		p = next + width;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
row_trim(struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		struct cell *cell = &row->cells[i];

		while (cell->len > 0 && is_blank(cell->text[cell->len - 1]))
			cell->len--;
		while (cell->len > 0 && is_blank(cell->text[0])) {
			cell->text++;
			cell->len--;
		}
	}
}

void
row_trim_mark(struct row *row, char mark)
{
	for (size_t i = 0; i < row->count; i++) {
		struct cell *cell = &row->cells[i];

		if (cell->len > 0 && cell->text[0] == mark) {
			cell->text++;
			cell->len--;
		}
	}
}

long
row_column(const struct row *row, const struct cell *cell)
{
	return utf8_count(row->copy.s, (size_t)(cell->text - row->copy.s)) + 1;
}

int
row_at(const struct row *row, const struct cell *cell, const char *field,
	struct err *err)
{
	return err_within(
		err, "%ld:%ld: %s", row->line, row_column(row, cell), field);
}

void
row_release(struct row *row)
{
	buf_release(&row->copy);
}

void
row_join(const struct row *row, size_t columns, const struct surplus *surplus,
	size_t count, struct cell *cells)
{
	size_t from = 0;

	if (count == 0) {
		memcpy(cells, row->cells, columns * sizeof(*cells));
		return;
	}
	for (size_t i = 0; i < columns; i++) {
		size_t last = from;

		for (size_t k = 0; k < count; k++)
			if (surplus[k].column == i)
				last += surplus[k].extra;
		cells[i].text = row->cells[from].text;
		cells[i].len = (size_t)(row->cells[last].text +
			row->cells[last].len - cells[i].text);
		from = last + 1;
	}
}

const char *
cell_text(struct cell *cell)
{
	cell->text[cell->len] = '\0';
	return cell->text;
}

bool
cell_is(const struct cell *cell, const char *text)
{
	return strlen(text) == cell->len &&
		memcmp(cell->text, text, cell->len) == 0;
}

int
cell_shown(const struct cell *cell)
{
	size_t n = cell->len;

	if (n > SHOWN_MAX) {
		n = SHOWN_MAX;
		while (n > 0 && ((unsigned char)cell->text[n] & 0xc0) == 0x80)
			n--;
	}
	return (int)n;
}

/* Whether it looks like 6.21E+18: digits are lost for good. */
static bool
is_rounded(const struct cell *cell)
{
	static const char digits[] = "0123456789";
	const char *p = cell->text, *end = p + cell->len;
	size_t whole;

	if (memchr(p, '+', cell->len) == NULL)
		return false;
	whole = strspn(p, digits);
	p += whole;
	if (whole > 0 && p < end && *p == '.')
		p += 1 + strspn(p + 1, digits);
	if (whole == 0 || end - p < 3 || (*p != 'E' && *p != 'e') ||
		p[1] != '+')
		return false;
	return p + 2 + strspn(p + 2, digits) == end;
}

const char *
header_name(const char *names, size_t column, size_t *len)
{
	while (column-- > 0)
		names = strchr(names, ',') + 1;
	*len = strcspn(names, ",");
	return names;
}

/* The name of a column, ended by a NUL. */
static const char *
copy_name(const char *names, size_t column, char *field, size_t size)
{
	size_t len;
	const char *name = header_name(names, column, &len);

	snprintf(field, size, "%.*s", (int)len, name);
	return field;
}

int
row_at_column(const struct row *row, const struct cell *cells,
	const char *names, size_t column, struct err *err)
{
	char field[64];

	return row_at(row, &cells[column],
		copy_name(names, column, field, sizeof(field)), err);
}

int
cell_check_id(const struct row *row, const struct cell *cell, const char *field,
	struct err *err)
{
	if (!is_rounded(cell))
		return 0;
	err_set(err, ERR_INPUT, _("\"%.*s\" is a number that was rounded"),
		cell_shown(cell), cell->text);
	row_at(row, cell, field, err);
	return err_hint(err,
		_("A spreadsheet program has changed the file: "
		  "download it again and do not save it there."));
}

int
cells_check_id(const struct row *row, const struct cell *cells,
	const char *names, size_t column, struct err *err)
{
	char field[64];

	if (!is_rounded(&cells[column]))
		return 0;
	return cell_check_id(row, &cells[column],
		copy_name(names, column, field, sizeof(field)), err);
}

int
cell_check_size(const struct row *row, const struct cell *cell,
	const char *field, struct err *err)
{
	if (cell->len <= CELL_LIMIT)
		return 0;
	err_set(err, ERR_LIMIT, _("longer than %zu bytes"), CELL_LIMIT);
	limits_hint(LIMIT_FIELD, err);
	return row_at(row, cell, field, err);
}

int
cells_check_size(const struct row *row, const struct cell *cells,
	size_t columns, const char *names, struct err *err)
{
	const size_t most = CELL_LIMIT;
	char field[64];

	if (row->copy.len <= most)
		return 0;
	for (size_t i = 0; i < columns; i++)
		if (cells[i].len > most)
			return cell_check_size(row, &cells[i],
				copy_name(names, i, field, sizeof(field)), err);
	return 0;
}

static size_t
count_names(const char *names)
{
	size_t count = 1;

	for (; *names != '\0'; names++)
		count += *names == ',';
	return count;
}

/* The half-width form of a full-width bracket at ${text}, or NUL. */
static char
bracket(const char *text, size_t len)
{
	if (len >= 3 && memcmp(text, "（", 3) == 0)
		return '(';
	if (len >= 3 && memcmp(text, "）", 3) == 0)
		return ')';
	return '\0';
}

bool
cell_is_name(const struct cell *cell, const char *name, size_t len)
{
	const char *p = cell->text, *end = p + cell->len;
	const char *name_end = name + len;

	while (name < name_end && p < end) {
		const char half = bracket(name, (size_t)(name_end - name));

		if (half != '\0' && *p == half)
			name += 3;
		else if (*name == *p)
			name++;
		else
			return false;
		p++;
	}
	return name == name_end && p == end;
}

static size_t
count_common(const char *names, size_t columns, const struct row *row)
{
	size_t i, len;

	for (i = 0; i < columns && i < row->count; i++) {
		const char *name = header_name(names, i, &len);

		if (!cell_is_name(&row->cells[i], name, len))
			break;
	}
	return i;
}

static size_t
distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

struct header
header_find(const char *const *layouts, const struct row *row)
{
	struct header best = { .names = NULL };

	for (; *layouts != NULL; layouts++) {
		const size_t columns = count_names(*layouts);
		const size_t common = count_common(*layouts, columns, row);

		if (best.names != NULL && common < best.common)
			continue;
		if (best.names != NULL && common == best.common &&
			distance(columns, row->count) >=
				distance(best.columns, row->count))
			continue;
		best = (struct header){ *layouts, columns, common };
	}
	return best;
}

bool
header_fits(const struct header *header, const struct row *row)
{
	return header->common == header->columns &&
		header->common == row->count;
}

int
header_refuse(
	const struct header *header, const struct row *row, struct err *err)
{
	const size_t i = header->common;
	const bool found = i < row->count;
	const struct cell *cell = &row->cells[found ? i : row->count - 1];
	const struct cell none = { cell->text + cell->len, 0 };
	const char *name = "";
	size_t len = 0;

	if (i < header->columns)
		name = header_name(header->names, i, &len);
	if (!found)
		cell = &none;
	if (found && len > 0)
		err_set(err, ERR_INPUT,
			_("expected %.*s in column %zu, found %.*s"), (int)len,
			name, i + 1, cell_shown(cell), cell->text);
	else if (found)
		err_set(err, ERR_INPUT, _("expected no column %zu, found %.*s"),
			i + 1, cell_shown(cell), cell->text);
	else
		err_set(err, ERR_INPUT,
			_("expected %.*s in column %zu, found the end of the "
			  "line"),
			(int)len, name, i + 1);
	row_at(row, cell, _("header"), err);
	return err_hint(err,
		_("\"yifen formats\" lists the layouts that are "
		  "known."));
}

int
header_place(const char *names, const char *name)
{
	const size_t want = strlen(name);

	for (int i = 0;; i++) {
		const size_t len = strcspn(names, ",");

		if (len == want && memcmp(names, name, len) == 0)
			return i;
		if (names[len] == '\0')
			return -1;
		names += len + 1;
	}
}
