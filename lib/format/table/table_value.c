#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"
#include "model/money.h"

#include <string.h>

#define DIGITS "0123456789"
#define GROUPS_MAX 8
#define SHOWN 40 /* bytes of a text that a message quotes */

const char *
table_text(struct arena *arena, const struct csv_field *cell, struct err *err)
{
	if (cell == NULL)
		return "";
	return texts_line(arena, cell->text, cell->len, err);
}

int
table_wrong(const struct csv_field *cell, long line, const char *name,
	struct err *err)
{
	if (cell == NULL)
		return err_within(err, "%ld: %s", line, name);
	return err_within(err, "%ld:%ld: %s", cell->line, cell->column, name);
}

/* --- days and times ------------------------------------------------------ */

/* A run of digits, and what stands before it. */
struct group {
	const char *digits;
	int len;
	int value; /* of at most 9 digits */
};

struct groups {
	struct group at[GROUPS_MAX];
	int count;
};

/* What may stand between the parts of a day and of a time. */
static const char *const marks[] = { "-", "/", ".", ":", " ", "T", "年", "月",
	"日", "：", NULL };

static size_t
mark_width(const char *text)
{
	for (const char *const *m = marks; *m != NULL; m++)
		if (strncmp(text, *m, strlen(*m)) == 0)
			return strlen(*m);
	return 0;
}

static bool
split(const char *text, struct groups *groups)
{
	groups->count = 0;
	while (*text != '\0') {
		struct group *g = &groups->at[groups->count];
		const size_t len = strspn(text, DIGITS);

		if (len == 0) {
			const size_t width = mark_width(text);

			if (width == 0 || groups->count == 0)
				return false;
			text += width;
			continue;
		}
		if (groups->count == GROUPS_MAX || len > 14)
			return false;
		*g = (struct group){ text, (int)len, 0 };
		for (size_t i = 0; i < len && i < 9; i++)
			g->value = g->value * 10 + (text[i] - '0');
		groups->count++;
		text += len;
	}
	return groups->count > 0;
}

static int
number(const char *digits, int len)
{
	int value = 0;

	while (len-- > 0)
		value = value * 10 + (*digits++ - '0');
	return value;
}

/* The day in the first groups; how many it took, 0 if there is none. */
static int
take_day(const struct groups *g, enum day_order order, int32_t *day)
{
	static const unsigned char places[][3] = {
		[ORDER_YMD] = { 0, 1, 2 },
		[ORDER_DMY] = { 2, 1, 0 },
		[ORDER_MDY] = { 2, 0, 1 },
	};
	const unsigned char *at = places[order];

	if (g->at[0].len == 8 || g->at[0].len == 14) {
		*day = day_of(number(g->at[0].digits, 4),
			number(g->at[0].digits + 4, 2),
			number(g->at[0].digits + 6, 2));
		return 1;
	}
	if (g->count < 3)
		return 0;
	if (g->at[0].len == 4)
		at = places[ORDER_YMD];
	if (g->at[at[0]].len != 4 || g->at[at[1]].len > 2 ||
		g->at[at[2]].len > 2)
		return 0;
	*day = day_of(
		g->at[at[0]].value, g->at[at[1]].value, g->at[at[2]].value);
	return 3;
}

/* The time in ${count} groups; a fraction of a second is dropped. */
static bool
take_time(const struct group *g, int count, int32_t *second)
{
	int hour, minute, of_minute = 0;

	if (count == 1 && g[0].len == 6) {
		hour = number(g[0].digits, 2);
		minute = number(g[0].digits + 2, 2);
		of_minute = number(g[0].digits + 4, 2);
	} else if (count >= 2 && count <= 4 && g[0].len <= 2 && g[1].len == 2) {
		hour = g[0].value;
		minute = g[1].value;
		if (count > 2 && g[2].len != 2)
			return false;
		of_minute = count > 2 ? g[2].value : 0;
	} else {
		return false;
	}
	*second = hour * 3600 + minute * 60 + of_minute;
	return hour < 24 && minute < 60 && of_minute < 60;
}

static int
no_moment(const char *text, struct err *err)
{
	return err_set(err, ERR_INPUT, _("\"%.*s\" is not a day and time"),
		SHOWN, text);
}

int
table_moment(const char *text, enum day_order order, struct moment *moment,
	struct err *err)
{
	struct groups g;
	int taken;

	*moment = MOMENT_NONE;
	if (!split(text, &g))
		return no_moment(text, err);
	taken = take_day(&g, order, &moment->day);
	if (taken == 0 || moment->day == DAY_NONE)
		return no_moment(text, err);
	if (g.at[0].len == 14) {
		const struct group time = { g.at[0].digits + 8, 6, 0 };

		if (g.count == 1 && take_time(&time, 1, &moment->second))
			return 0;
		return no_moment(text, err);
	}
	if (taken == g.count)
		return 0;
	return take_time(&g.at[taken], g.count - taken, &moment->second)
		? 0
		: no_moment(text, err);
}

int
table_time(const char *text, int32_t *second, struct err *err)
{
	struct groups g;

	if (split(text, &g) && take_time(g.at, g.count, second))
		return 0;
	return err_set(
		err, ERR_INPUT, _("\"%.*s\" is not a time"), SHOWN, text);
}

int
table_period(const char *text, int32_t *from, int32_t *to, struct err *err)
{
	int32_t *const days[] = { from, to };
	int found = 0;

	while (*text != '\0' && found < 2) {
		const size_t digits = strspn(text, DIGITS);
		size_t width = digits;

		if (digits == 4)
			width = strspn(text, DIGITS "-/.");
		if (digits == 4 && width > 10)
			width = 10;
		if (digits == 8 || (digits == 4 && width >= 8)) {
			char day[16];
			struct moment moment;

			memcpy(day, text, width);
			day[width] = '\0';
			if (table_moment(day, ORDER_YMD, &moment, err) < 0)
				return -1;
			*days[found++] = moment.day;
		}
		text += width > 0 ? width : 1;
	}
	if (found == 1)
		*to = *from;
	if (found > 0 && *from <= *to)
		return 0;
	return err_set(err, ERR_INPUT,
		_("expected a first and a last day, such as "
		  "20261116-20261116"));
}

/* --- amounts ------------------------------------------------------------- */

static bool
is_none(const char *text)
{
	return text[strspn(text, "-")] == '\0';
}

int
table_money(const char *text, bool minor, int64_t *amount, struct err *err)
{
	*amount = 0;
	if (is_none(text))
		return 0;
	if (minor && text[strspn(text, DIGITS "+-")] != '\0')
		return err_set(err, ERR_INPUT,
			_("\"%.*s\" is not a whole number of fen"), SHOWN,
			text);
	return money_parse_scaled(
		text, strlen(text), minor ? 0 : 2, amount, err);
}

/* As banks write it, and ISO 4217. */
static const struct {
	const char *text, *code;
} currencies[] = {
	{ "人民币", "CNY" },
	{ "人民币元", "CNY" },
	{ "RMB", "CNY" },
	{ "001", "CNY" },
	{ "01", "CNY" },
	{ "10", "CNY" },
	{ "156", "CNY" },
	{ "元", "CNY" },
	{ "￥", "CNY" },
	{ "¥", "CNY" },
	{ "美元", "USD" },
	{ "港币", "HKD" },
	{ "港元", "HKD" },
	{ "欧元", "EUR" },
	{ "日元", "JPY" },
	{ "英镑", "GBP" },
};

static bool
is_code(const char *text)
{
	return strlen(text) == 3 &&
		strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

int
table_currency(const char *text, const char **code, struct err *err)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++)
		if (strcmp(currencies[i].text, text) == 0) {
			*code = currencies[i].code;
			return 0;
		}
	*code = text;
	if (*text == '\0' || is_code(text))
		return 0;
	return err_set(
		err, ERR_INPUT, _("\"%.*s\" is not a currency"), SHOWN, text);
}

bool
table_is_rounded(const char *text)
{
	const size_t whole = strspn(text, DIGITS);
	const char *p = text + whole;

	if (whole == 0)
		return false;
	if (*p == '.')
		p += 1 + strspn(p + 1, DIGITS);
	if ((*p != 'E' && *p != 'e') || p[1] != '+' || p[2] == '\0')
		return false;
	return p[2 + strspn(p + 2, DIGITS)] == '\0';
}
