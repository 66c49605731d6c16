/*
 * What a row moves: one signed amount, an amount and a side, or an amount in
 * one of two columns.  借 (debit) is money out of the company and 贷 (credit)
 * money in: banks state their own books (formats.md 3).
 */
#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

/* One column of money in a row. */
struct figure {
	const struct profile_column *column; /* NULL: the file has none */
	const struct csv_field *cell;
	bool filled; /* it holds more than dashes */
	int64_t value;
};

static int
read_figure(struct parser *p, const struct table_cells *cells,
	enum table_field field, struct figure *figure, struct err *err)
{
	*figure = (struct figure){ NULL, NULL, false, 0 };
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		const struct profile_column *column = &p->profile.columns.at[i];
		const char *text;

		if (column->field != field || cells->at[i] == NULL)
			continue;
		text = table_text(&p->row, cells->at[i], err);
		if (text == NULL)
			return -1;
		figure->column = column;
		figure->cell = cells->at[i];
		figure->filled = text[strspn(text, "-")] != '\0';
		if (table_money(text, column->minor, &figure->value, err) < 0)
			return table_wrong(
				cells->at[i], cells->line, column->name, err);
		return 0;
	}
	return 0;
}

static int
read_side(struct parser *p, const struct table_cells *cells,
	enum table_side *side, struct err *err)
{
	*side = SIDE_UNKNOWN;
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		const struct profile_column *column = &p->profile.columns.at[i];
		const char *text;

		if (column->field != TABLE_SIDE || cells->at[i] == NULL)
			continue;
		text = table_text(&p->row, cells->at[i], err);
		if (text == NULL)
			return -1;
		if (profile_lists(column->values.in, text))
			*side = SIDE_IN;
		else if (profile_lists(column->values.out, text))
			*side = SIDE_OUT;
		else {
			err_set(err, ERR_INPUT, _("\"%.40s\" is none of %s|%s"),
				text,
				column->values.in ? column->values.in : "",
				column->values.out ? column->values.out : "");
			return table_wrong(
				cells->at[i], cells->line, column->name, err);
		}
		return 0;
	}
	return 0;
}

/* One amount: with a side it is that of the side, and a negative one undoes
 * one; where it has a sign of its own (a file has both signs or a side that
 * agrees), the sign decides. */
static int
from_amount(const struct figure *figure, enum table_side side, bool has_sign,
	struct table_amount *out)
{
	const bool in = side == SIDE_IN;

	out->side = side;
	if (side == SIDE_UNKNOWN || has_sign) {
		out->amount = figure->value;
		if (side == SIDE_UNKNOWN)
			out->side = figure->value < 0 ? SIDE_OUT : SIDE_IN;
		else
			out->red =
				figure->value != 0 && in != (figure->value > 0);
		return 0;
	}
	out->amount = in ? figure->value : -figure->value;
	out->red = figure->value < 0;
	return 0;
}

static int
from_two(const struct figure *debit, const struct figure *credit,
	enum table_side said, const struct table_cells *cells,
	struct table_amount *out, struct err *err)
{
	const bool in = debit->value == 0 && credit->filled;
	const struct figure *figure = in ? credit : debit;

	if (debit->value != 0 && credit->value != 0) {
		err_set(err, ERR_INPUT, _("%s holds an amount too"),
			debit->column->name);
		return table_wrong(
			credit->cell, cells->line, credit->column->name, err);
	}
	out->side = in ? SIDE_IN : SIDE_OUT;
	out->amount = in ? credit->value : -debit->value;
	out->red = figure->value < 0;
	if (said == SIDE_UNKNOWN || said == out->side || figure->value == 0)
		return 0;
	err_set(err, ERR_INPUT, _("the row's side says the other way"));
	return table_wrong(
		figure->cell, cells->line, figure->column->name, err);
}

int
table_amount_read(struct parser *parser, const struct table_cells *cells,
	struct table_amount *out, struct err *err)
{
	struct figure amount, debit, credit;
	enum table_side side;

	*out = (struct table_amount){ 0, SIDE_UNKNOWN, false };
	if (read_side(parser, cells, &side, err) < 0 ||
		read_figure(parser, cells, TABLE_AMOUNT, &amount, err) < 0 ||
		read_figure(parser, cells, TABLE_DEBIT, &debit, err) < 0 ||
		read_figure(parser, cells, TABLE_CREDIT, &credit, err) < 0)
		return -1;
	if (amount.filled)
		return from_amount(&amount, side, amount.column->has_sign, out);
	if (debit.filled || credit.filled)
		return from_two(&debit, &credit, side, cells, out, err);
	return err_at(
		err, ERR_INPUT, cells->line, 1, _("the row states no amount"));
}
