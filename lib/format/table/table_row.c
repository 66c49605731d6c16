#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"

#include <string.h>

#define REMARK_MAX ((size_t)16 * 1024)

/* The first filled cell of a field; NULL where the row has none. */
static const struct csv_field *
find_cell(struct parser *p, const struct table_cells *cells,
	enum table_field field, const struct profile_column **column)
{
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		const struct csv_field *cell = cells->at[i];

		if (p->profile.columns.at[i].field != field || cell == NULL ||
			texts_is_blank(cell->text))
			continue;
		*column = &p->profile.columns.at[i];
		return cell;
	}
	return NULL;
}

static const char *
text_of(struct parser *p, const struct table_cells *cells,
	enum table_field field, struct err *err)
{
	const struct profile_column *column;

	return table_text(&p->row, find_cell(p, cells, field, &column), err);
}

/* A text that identifies something: not a number that was rounded. */
static int
read_id(struct parser *p, const struct table_cells *cells,
	enum table_field field, const char **id, struct err *err)
{
	const struct profile_column *column = NULL;
	const struct csv_field *cell = find_cell(p, cells, field, &column);

	*id = table_text(&p->row, cell, err);
	if (*id == NULL)
		return -1;
	if (!table_is_rounded(*id))
		return 0;
	err_set(err, ERR_INPUT, _("\"%.40s\" is a number that was rounded"),
		*id);
	table_wrong(cell, cells->line, column->name, err);
	return err_hint(err,
		_("A spreadsheet program has changed the file: "
		  "download it again and do not save it there."));
}

static int
read_moment(struct parser *p, const struct table_cells *cells,
	enum table_field field, struct moment *moment, struct err *err)
{
	const struct profile_column *column;
	const struct csv_field *cell = find_cell(p, cells, field, &column);
	const char *text;

	*moment = MOMENT_NONE;
	if (cell == NULL)
		return 0;
	text = table_text(&p->row, cell, err);
	if (text == NULL)
		return -1;
	if (table_moment(text, column->order, moment, err) < 0)
		return table_wrong(cell, cells->line, column->name, err);
	return 0;
}

/* The day of booking, with a time if the bank tells one of that day. */
static int
read_booked(struct parser *p, const struct table_cells *cells,
	struct moment *booked, struct err *err)
{
	const struct profile_column *column;
	const struct csv_field *cell;
	struct moment moment;

	if (read_moment(p, cells, TABLE_DAY, booked, err) < 0 ||
		read_moment(p, cells, TABLE_MOMENT, &moment, err) < 0)
		return -1;
	if (booked->day == DAY_NONE || booked->day == moment.day)
		*booked = moment.day == DAY_NONE ? *booked : moment;
	if (booked->day == DAY_NONE)
		return err_at(err, ERR_INPUT, cells->line, 1,
			_("the row states no day"));
	cell = find_cell(p, cells, TABLE_TIME, &column);
	if (cell == NULL || booked->second != NO_TIME)
		return 0;
	if (table_time(table_text(&p->row, cell, err), &booked->second, err))
		return table_wrong(cell, cells->line, column->name, err);
	return 0;
}

/* Every free text, one a line, none twice. */
static int
read_remark(struct parser *p, const struct table_cells *cells, struct err *err)
{
	buf_clear(&p->remark);
	p->remark.max = REMARK_MAX;
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		const char *text;

		if (p->profile.columns.at[i].field != TABLE_REMARK)
			continue;
		text = table_text(&p->row, cells->at[i], err);
		if (text == NULL)
			return -1;
		if (*text == '\0' || strstr(buf_text(&p->remark), text) != NULL)
			continue;
		if (p->remark.len > 0)
			buf_putc(&p->remark, '\n');
		buf_puts(&p->remark, text);
	}
	return buf_check(&p->remark, err);
}

/* Whether ${text} is among ${values}; "*" stands for any but empty and 0. */
static bool
marks(const char *values, const char *text)
{
	if (values != NULL && strcmp(values, "*") == 0)
		return *text != '\0' && strcmp(text, "0") != 0;
	return profile_lists(values, text);
}

static int
read_marks(struct parser *p, const struct table_cells *cells, unsigned *bits,
	struct err *err)
{
	for (size_t i = 0; i < p->profile.columns.count; i++) {
		const struct profile_values *values =
			&p->profile.columns.at[i].values;
		const char *text;

		if (values->fee == NULL && values->back == NULL)
			continue;
		text = table_text(&p->row, cells->at[i], err);
		if (text == NULL)
			return -1;
		*bits |= marks(values->fee, text) ? MARK_FEE : 0;
		*bits |= marks(values->back, text) ? MARK_RETURN : 0;
	}
	return 0;
}

/* The other side: said as such, or as who pays and who is paid. */
static int
read_counterparty(struct parser *p, const struct table_cells *cells,
	enum table_side side, struct entry *entry, struct err *err)
{
	const bool in = side == SIDE_IN;

	entry->name = text_of(p, cells, TABLE_NAME, err);
	if (entry->name == NULL ||
		read_id(p, cells, TABLE_COUNTER, &entry->account, err) < 0)
		return -1;
	if (*entry->name == '\0')
		entry->name = text_of(p, cells,
			in ? TABLE_PAYER_NAME : TABLE_PAYEE_NAME, err);
	if (entry->name == NULL || *entry->account != '\0')
		return entry->name == NULL ? -1 : 0;
	return read_id(p, cells, in ? TABLE_PAYER_ACCOUNT : TABLE_PAYEE_ACCOUNT,
		&entry->account, err);
}

static int
read_texts(struct parser *p, const struct table_cells *cells,
	struct entry *entry, struct err *err)
{
	if (read_id(p, cells, TABLE_SERIAL, &entry->external_id, err) < 0 ||
		read_id(p, cells, TABLE_ORIGINAL, &entry->original, err) < 0)
		return -1;
	if (strcmp(entry->external_id, "0") == 0)
		entry->external_id = "";
	entry->ref = text_of(p, cells, TABLE_REF, err);
	if (entry->ref == NULL || read_remark(p, cells, err) < 0)
		return -1;
	entry->remark = buf_text(&p->remark);
	return 0;
}

static int
read_currency(struct parser *p, const struct table_cells *cells,
	const char **currency, struct err *err)
{
	const struct profile_column *column = NULL;
	const struct csv_field *cell =
		find_cell(p, cells, TABLE_CURRENCY, &column);
	const char *text = table_text(&p->row, cell, err);

	if (text == NULL)
		return -1;
	if (table_currency(text, currency, err) < 0)
		return table_wrong(cell, cells->line, column->name, err);
	return 0;
}

static int
read_balance(struct parser *p, const struct table_cells *cells, bool *has,
	int64_t *balance, struct err *err)
{
	const struct profile_column *column;
	const struct csv_field *cell =
		find_cell(p, cells, TABLE_BALANCE, &column);
	const char *text = table_text(&p->row, cell, err);

	if (text == NULL)
		return -1;
	*has = text[strspn(text, "-")] != '\0';
	if (table_money(text, *has && column->minor, balance, err) < 0)
		return table_wrong(cell, cells->line, column->name, err);
	return 0;
}

int
table_row_take(
	struct parser *parser, const struct table_cells *cells, struct err *err)
{
	struct entry entry = {
		.line = cells->line, .kind = ENTRY_OTHER, .txn = ""
	};
	struct table_amount amount;
	const char *account, *currency;
	int64_t balance;
	bool has_balance;

	if (read_id(parser, cells, TABLE_ACCOUNT, &account, err) < 0 ||
		read_currency(parser, cells, &currency, err) < 0 ||
		read_booked(parser, cells, &entry.booked, err) < 0 ||
		table_amount_read(parser, cells, &amount, err) < 0 ||
		read_counterparty(parser, cells, amount.side, &entry, err) <
			0 ||
		read_texts(parser, cells, &entry, err) < 0 ||
		read_marks(parser, cells, &entry.marks, err) < 0 ||
		read_balance(parser, cells, &has_balance, &balance, err) < 0)
		return -1;
	entry.amount = amount.amount;
	if (amount.red)
		entry.marks |= MARK_RETURN;
	if (table_statement_of(parser, account, currency, err) < 0 ||
		table_statement_add(
			parser, &entry, has_balance ? &balance : NULL, err) < 0)
		return -1;
	return parser->sink->entry(parser->sink->ctx, &parser->st, &entry, err);
}
