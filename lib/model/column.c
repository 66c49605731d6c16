#include "model/column.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "model/money.h"
#include "model/terms.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define CODE_MAX 64
#define RATE_SCALE 4
#define RATE_ONE 10000
#define DIGITS "0123456789"

int
column_text(const struct column *column, char *text, void *out, struct err *err)
{
	(void)column;
	(void)err;
	*(const char **)out = text;
	return 0;
}

int
column_code(const struct column *column, char *text, void *out, struct err *err)
{
	const size_t good = strspn(text,
		DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		       "-_");

	if (text[good] != '\0')
		return err_set(err, ERR_INPUT,
			_("character %zu is not a letter, a digit, \"-\" or "
			  "\"_\""),
			good + 1);
	if (good > CODE_MAX)
		return err_set(err, ERR_INPUT,
			_("has %zu characters, more than %d"), good, CODE_MAX);
	return column_text(column, text, out, err);
}

int
column_ident(
	const struct column *column, char *text, void *out, struct err *err)
{
	const int rc = column->ident(text, err);

	if (rc >= 0)
		*(const char **)out = text;
	return rc;
}

/* Say that ${text} is none of the words that ${column} knows. */
static int
unknown_word(const struct column *column, const char *text, struct err *err)
{
	char words[256] = "";
	size_t len = 0;

	for (int i = 0; i < column->names_count && len < sizeof(words); i++)
		len += (size_t)snprintf(words + len, sizeof(words) - len,
			"%s%s", i == 0 ? "" : ", ", column->names[i]);
	if ((column->flags & COLUMN_ANY) && len < sizeof(words))
		snprintf(words + len, sizeof(words) - len, ", " TERM_ANY);
	return err_set(
		err, ERR_INPUT, _("\"%.40s\" is none of: %s"), text, words);
}

int
column_word(const struct column *column, char *text, void *out, struct err *err)
{
	const int at = terms_find(column->names, column->names_count, text);

	if (at >= 0)
		*(const char **)out = column->names[at];
	else if ((column->flags & COLUMN_ANY) && strcmp(text, TERM_ANY) == 0)
		*(const char **)out = TERM_ANY;
	else
		return unknown_word(column, text, err);
	return 0;
}

int
column_enum(const struct column *column, char *text, void *out, struct err *err)
{
	const int at = terms_find(column->names, column->names_count, text);

	if (at < 0)
		return unknown_word(column, text, err);
	memcpy(out, &at, sizeof(at));
	return 0;
}

int
column_int(const struct column *column, char *text, void *out, struct err *err)
{
	const size_t digits = strspn(text, DIGITS);
	int value = 0;

	if (text[digits] != '\0' || digits > 9)
		value = -1;
	for (size_t i = 0; value >= 0 && i < digits; i++)
		value = value * 10 + (text[i] - '0');
	if (value < column->min || value > column->max)
		return err_set(err, ERR_INPUT,
			_("is not a whole number from %d to %d"), column->min,
			column->max);
	*(int *)out = value;
	return 0;
}

int
column_yes_no(
	const struct column *column, char *text, void *out, struct err *err)
{
	(void)column;
	if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return err_set(err, ERR_INPUT,
			_("\"%.40s\" is neither yes nor no"), text);
	*(bool *)out = text[0] == 'y';
	return 0;
}

int
column_money(
	const struct column *column, char *text, void *out, struct err *err)
{
	int64_t fen;

	(void)column;
	if (money_parse(text, strlen(text), &fen, err) < 0)
		return -1;
	if (fen < 0)
		return err_set(
			err, ERR_INPUT, _("\"%.40s\" is less than zero"), text);
	*(int64_t *)out = fen;
	return 0;
}

int
column_day(const struct column *column, char *text, void *out, struct err *err)
{
	(void)column;
	return day_parse(text, strlen(text), out, err);
}

int
column_moment(
	const struct column *column, char *text, void *out, struct err *err)
{
	(void)column;
	return moment_parse(text, strlen(text), out, err);
}

int
column_rate(const struct column *column, char *text, void *out, struct err *err)
{
	int64_t rate;

	(void)column;
	if (text[strspn(text, DIGITS ".")] != '\0' ||
		money_parse_scaled(text, strlen(text), RATE_SCALE, &rate, err) <
			0 ||
		rate > RATE_ONE)
		return err_set(err, ERR_INPUT,
			_("\"%.40s\" is not a rate such as 0.06, with at most "
			  "%d places"),
			text, RATE_SCALE);
	*(int *)out = (int)rate;
	return 0;
}
