#include "report/svg.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "model/money.h"
#include "report/html.h"
#include "report/series.h"
#include "report/width.h"

#include <inttypes.h>

enum { WIDTH = 720, HEIGHT = 240, LEFT = 110, TOP = 16, BOTTOM = 28 };
enum { PLOT_WIDTH = WIDTH - LEFT - 8, PLOT_HEIGHT = HEIGHT - TOP - BOTTOM };
#define LETTER_WIDTH 8 /* of a group's name */
#define STEPS_MAX 6    /* lines across */

/* Whole steps about what is shown: low <= 0 <= high, not both 0. */
struct axis {
	int64_t low, high, step;
};

/* The smallest of 1, 2, 5, 10, 20 ... of which ${span} has few. */
static int64_t
find_step(uint64_t span)
{
	uint64_t unit = 1;

	for (;; unit *= 10)
		for (uint64_t k = 1; k <= 5; k += k == 1 ? 1 : 3)
			if (span / (k * unit) < STEPS_MAX - 1)
				return (int64_t)(k * unit);
}

/* ${value}, away from 0 to a whole step; as far as 64 bits go. */
static int64_t
whole_steps(int64_t value, int64_t step)
{
	const int64_t part = value % step;
	int64_t out = value - part;

	if (part != 0 &&
		__builtin_add_overflow(out, value > 0 ? step : -step, &out))
		out = value;
	return out;
}

static struct axis
find_axis(const struct series *s)
{
	struct axis axis = { 0, 0, 1 };

	for (size_t i = series_first(s); i < s->groups.count; i++)
		for (size_t k = 0; k < s->chart->count; k++) {
			const int64_t v = s->groups.at[i].values[k];

			axis.low = v < axis.low ? v : axis.low;
			axis.high = v > axis.high ? v : axis.high;
		}
	if (axis.low == axis.high)
		axis.high = 1;
	axis.step = find_step((uint64_t)axis.high - (uint64_t)axis.low);
	axis.low = whole_steps(axis.low, axis.step);
	axis.high = whole_steps(axis.high, axis.step);
	return axis;
}

/* Where ${value} stands, in pixels from the top; 128 bits, because a sum of
 * money times pixels does not fit 64. */
static int
height_of(const struct axis *axis, int64_t value)
{
	const __int128 span = (__int128)axis->high - axis->low;
	const __int128 above = (__int128)axis->high - value;

	return TOP + (int)((above * PLOT_HEIGHT + span / 2) / span);
}

static void
put_number(struct buf *buf, const struct column *column, int64_t value)
{
	char text[MONEY_TEXT_SIZE];

	if (column->type == COLUMN_FEN)
		buf_puts(buf, money_text(value, text));
	else
		buf_int(buf, value);
}

static void
put_grid(struct buf *buf, const struct axis *axis, const struct column *column)
{
	int64_t value = axis->low;

	do {
		const int y = height_of(axis, value);

		buf_printf(buf,
			"<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" "
			"y2=\"%d\"/><text x=\"%d\" y=\"%d\" "
			"text-anchor=\"end\">",
			LEFT, y, LEFT + PLOT_WIDTH, y, LEFT - 6, y + 4);
		put_number(buf, column, value);
		buf_puts(buf, "</text>\n");
	} while (!__builtin_add_overflow(value, axis->step, &value) &&
		value <= axis->high);
}

static int
group_x(size_t i, size_t count)
{
	return LEFT + (int)(i * PLOT_WIDTH / count);
}

/* What a group is called, and how much room that takes. */
static size_t
label_of(struct buf *label, const struct series_group *group,
	const struct column *by)
{
	buf_clear(label);
	series_label(label, group, by);
	return width_text(buf_text(label)) * LETTER_WIDTH + LETTER_WIDTH;
}

/* As many names as there is room for; the last one ends where the plot does. */
static void
put_names(struct buf *buf, const struct series *s, const struct column *by)
{
	const size_t first = series_first(s);
	const size_t count = s->groups.count - first;
	struct buf label = BUF_INIT;
	size_t widest = LETTER_WIDTH, each;

	for (size_t i = 0; i < count; i++) {
		const size_t width =
			label_of(&label, &s->groups.at[first + i], by);

		widest = width > widest ? width : widest;
	}
	each = count * widest / PLOT_WIDTH + 1;
	for (size_t i = 0; i < count; i += each) {
		const int x = group_x(i, count);
		const bool fits = x +
				(int)label_of(
					&label, &s->groups.at[first + i], by) <
			WIDTH;

		buf_printf(buf, "<text x=\"%d\" y=\"%d\"%s>", fits ? x : WIDTH,
			HEIGHT - 8, fits ? "" : " text-anchor=\"end\"");
		html_text(buf, buf_text(&label));
		buf_puts(buf, "</text>\n");
	}
	buf_release(&label);
}

/* What a mark says: to who asks, and to programs. */
static void
put_title(struct buf *buf, const struct series_group *group,
	const struct column *by, const struct column *column, int64_t value)
{
	struct buf label = BUF_INIT;

	buf_puts(buf, " data-group=\"");
	html_text(buf, group->name);
	buf_printf(buf,
		"\" data-column=\"%s\" data-value=\"%" PRId64 "\"><title>",
		column->name, value);
	series_label(&label, group, by);
	html_text(buf, buf_text(&label));
	buf_release(&label);
	buf_putc(buf, ' ');
	html_text(buf, _(column->title));
	buf_puts(buf, ": ");
	put_number(buf, column, value);
	buf_puts(buf, "</title>");
}

static void
put_bars(struct buf *buf, const struct series *s, const struct axis *axis,
	const struct column *columns)
{
	const size_t first = series_first(s);
	const size_t count = s->groups.count - first;
	const int zero = height_of(axis, 0);

	for (size_t i = 0; i < count; i++) {
		const struct series_group *group = &s->groups.at[first + i];
		const int x = group_x(i, count);
		const int width = (group_x(i + 1, count) - x) * 4 / 5 /
			(int)s->chart->count;

		for (size_t k = 0; k < s->chart->count; k++) {
			const int y = height_of(axis, group->values[k]);

			buf_printf(buf,
				"<rect class=\"s%zu\" x=\"%d\" y=\"%d\" "
				"width=\"%d\" height=\"%d\"",
				k, x + (int)k * width, y < zero ? y : zero,
				width > 0 ? width : 1,
				y < zero ? zero - y : y - zero);
			put_title(buf, group, &columns[s->chart->by],
				&columns[s->chart->values[k]],
				group->values[k]);
			buf_puts(buf, "</rect>\n");
		}
	}
}

static void
put_line(struct buf *buf, const struct series *s, const struct axis *axis,
	size_t k)
{
	const size_t first = series_first(s);
	const size_t count = s->groups.count - first;

	buf_printf(buf, "<polyline class=\"l%zu\" points=\"", k);
	for (size_t i = 0; i < count; i++)
		buf_printf(buf, "%d,%d ", group_x(i, count),
			height_of(axis, s->groups.at[first + i].values[k]));
	buf_puts(buf, "\"/>\n");
}

static void
put_lines(struct buf *buf, const struct series *s, const struct axis *axis,
	const struct column *columns)
{
	const size_t first = series_first(s);
	const size_t count = s->groups.count - first;

	for (size_t k = 0; k < s->chart->count; k++) {
		put_line(buf, s, axis, k);
		for (size_t i = 0; i < count; i++) {
			const struct series_group *g = &s->groups.at[first + i];

			buf_printf(buf,
				"<circle class=\"s%zu\" cx=\"%d\" cy=\"%d\" "
				"r=\"3\"",
				k, group_x(i, count),
				height_of(axis, g->values[k]));
			put_title(buf, g, &columns[s->chart->by],
				&columns[s->chart->values[k]], g->values[k]);
			buf_puts(buf, "</circle>\n");
		}
	}
}

static void
put_legend(
	struct buf *buf, const struct series *s, const struct column *columns)
{
	buf_puts(buf, "<p class=\"legend\">");
	for (size_t k = 0; k < s->chart->count; k++) {
		buf_printf(buf, "<span class=\"b%zu\">", k);
		html_text(buf, _(columns[s->chart->values[k]].title));
		buf_puts(buf, "</span> ");
	}
	buf_puts(buf, "</p>\n");
}

void
svg_chart(struct buf *buf, const struct series *s, const struct column *columns)
{
	const struct axis axis = find_axis(s);

	if (s->groups.count == 0)
		return;
	buf_puts(buf, "<figure>\n<figcaption>");
	html_text(buf, _(s->chart->title));
	buf_printf(buf,
		"</figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\">\n",
		WIDTH, HEIGHT);
	put_grid(buf, &axis, &columns[s->chart->values[0]]);
	put_names(buf, s, &columns[s->chart->by]);
	if (s->chart->kind == CHART_BAR)
		put_bars(buf, s, &axis, columns);
	else
		put_lines(buf, s, &axis, columns);
	buf_puts(buf, "</svg>\n");
	put_legend(buf, s, columns);
	buf_puts(buf, "</figure>\n");
}
