/*
 * One line of a profile: a statement with its names, fields and options.
 */
#include "format/table/profile_line.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"

#include <string.h>

#define BLANKS " \t"
#define PATH_MARK '/'

const char *const profile_field_names[TABLE_FIELD_COUNT] = {
	[TABLE_IGNORE] = "ignore",
	[TABLE_ACCOUNT] = "account",
	[TABLE_CURRENCY] = "currency",
	[TABLE_DAY] = "day",
	[TABLE_TIME] = "time",
	[TABLE_MOMENT] = "moment",
	[TABLE_SIDE] = "side",
	[TABLE_AMOUNT] = "amount",
	[TABLE_DEBIT] = "debit",
	[TABLE_CREDIT] = "credit",
	[TABLE_BALANCE] = "balance",
	[TABLE_SERIAL] = "serial",
	[TABLE_NAME] = "name",
	[TABLE_COUNTER] = "counter-account",
	[TABLE_PAYER_NAME] = "payer-name",
	[TABLE_PAYER_ACCOUNT] = "payer-account",
	[TABLE_PAYEE_NAME] = "payee-name",
	[TABLE_PAYEE_ACCOUNT] = "payee-account",
	[TABLE_REF] = "ref",
	[TABLE_REMARK] = "remark",
	[TABLE_ORIGINAL] = "original",
	[TABLE_FLAG] = "flag",
};

static const char *const label_names[LABEL_COUNT_] = {
	[LABEL_IGNORE] = "ignore",
	[LABEL_ACCOUNT] = "account",
	[LABEL_CURRENCY] = "currency",
	[LABEL_COUNT] = "count",
	[LABEL_DEBIT_COUNT] = "debit-count",
	[LABEL_DEBIT_SUM] = "debit-sum",
	[LABEL_CREDIT_COUNT] = "credit-count",
	[LABEL_CREDIT_SUM] = "credit-sum",
	[LABEL_OPENING] = "opening",
	[LABEL_CLOSING] = "closing",
	[LABEL_PERIOD] = "period",
	[LABEL_MUST] = "must",
};

static const char *const layout_names[LAYOUT_COUNT] = {
	[LAYOUT_CSV] = "csv",
	[LAYOUT_TSV] = "tsv",
	[LAYOUT_PIPE] = "pipe",
	[LAYOUT_XML] = "xml",
};

/* The reading of one line. */
struct reading {
	struct arena *arena;
	struct profile *profile;
	long number;	   /* of the line, from 1 */
	const char *begin; /* of it; it is NUL-terminated */
	char *at;	   /* what is not read yet */
	const char *word;  /* the last word, for its place */
};

static int
wrong(const struct reading *r, struct err *err)
{
	struct err said = *err;

	err_at(err, ERR_USAGE, r->number,
		utf8_count(r->begin, (size_t)(r->word - r->begin)) + 1, "%s",
		said.message);
	return -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The next word, ended by a NUL in place; "" at the line's end. */
static const char *
next_word(struct reading *r)
{
	while (is_blank(*r->at))
		r->at++;
	r->word = r->at;
	while (*r->at != '\0' && !is_blank(*r->at))
		r->at++;
	if (*r->at != '\0')
		*r->at++ = '\0';
	return r->word;
}

static int
expect_word(
	struct reading *r, const char *what, const char **word, struct err *err)
{
	*word = next_word(r);
	if (**word != '\0')
		return 0;
	err_set(err, ERR_USAGE, _("expected %s"), _(what));
	return wrong(r, err);
}

/* The place of ${word} in ${names}, or -1. */
static int
find_name(const char *const *names, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], word) == 0)
			return i;
	return -1;
}

static int
unknown(const struct reading *r, const char *what, const char *word,
	const char *const *names, int count, struct err *err)
{
	struct buf list = BUF_INIT;

	for (int i = 0; i < count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
	err_set(err, ERR_USAGE, _("%s: there is no \"%s\""), what, word);
	err_hint(err, _("One of: %s."), buf_text(&list));
	buf_release(&list);
	return wrong(r, err);
}

/* --- options ------------------------------------------------------------- */

struct option {
	const char *name;
	size_t value; /* where in profile_values it goes */
};

static const struct option options[] = {
	{ "in=", offsetof(struct profile_values, in) },
	{ "out=", offsetof(struct profile_values, out) },
	{ "fee=", offsetof(struct profile_values, fee) },
	{ "return=", offsetof(struct profile_values, back) },
	{ "is=", offsetof(struct profile_values, is) },
};

/* Whether ${word} is an option with values, and then kept. */
static int
take_values(struct reading *r, const char *word, struct profile_values *values,
	bool *taken, struct err *err)
{
	*taken = false;
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		const size_t len = strlen(options[i].name);
		const char **value =
			(const char **)((char *)values + options[i].value);

		if (strncmp(word, options[i].name, len) != 0)
			continue;
		*value = arena_text(
			r->arena, word + len, strlen(word + len), err);
		*taken = true;
		return *value == NULL ? -1 : 0;
	}
	return 0;
}

static bool
take_flag(struct profile_column *column, const char *word)
{
	if (strcmp(word, "optional") == 0)
		column->optional = true;
	else if (strcmp(word, "minor") == 0)
		column->minor = true;
	else if (strcmp(word, "signed") == 0)
		column->has_sign = true;
	else if (strcmp(word, "dmy") == 0)
		column->order = ORDER_DMY;
	else if (strcmp(word, "mdy") == 0)
		column->order = ORDER_MDY;
	else
		return false;
	return true;
}

static int
bad_option(const struct reading *r, const char *word, struct err *err)
{
	err_set(err, ERR_USAGE, _("there is no option \"%s\""), word);
	err_hint(err,
		_("One of: optional, minor, signed, dmy, mdy, in=, out=, fee=, "
		  "return=, is=."));
	return wrong(r, err);
}

/* --- lines --------------------------------------------------------------- */

static const char *
fold_spellings(struct arena *arena, const char *name, struct err *err)
{
	struct buf all = BUF_INIT;
	const char *folded = NULL;

	while (*name != '\0') {
		const size_t len = strcspn(name, "|");
		const char *one = arena_text(arena, name, len, err);

		if (one == NULL ||
			(one = profile_fold(arena, one, err)) == NULL)
			goto done;
		buf_printf(&all, "%s%s", all.len > 0 ? "|" : "", one);
		name += len + (name[len] == '|');
	}
	if (buf_check(&all, err) == 0)
		folded = arena_text(arena, buf_text(&all), all.len, err);
done:
	buf_release(&all);
	return folded;
}

static int
read_column(struct reading *r, struct err *err)
{
	struct profile_column *column;
	const char *name, *field, *word;
	bool taken;
	int found;

	if (expect_word(r, N_("a column's name"), &name, err) < 0 ||
		expect_word(r, N_("a field"), &field, err) < 0)
		return -1;
	found = find_name(profile_field_names, TABLE_FIELD_COUNT, field);
	if (found < 0)
		return unknown(r, _("field"), field, profile_field_names,
			TABLE_FIELD_COUNT, err);
	if (r->profile->columns.count == PROFILE_COLUMNS_MAX) {
		err_set(err, ERR_USAGE, _("more than %zu columns"),
			PROFILE_COLUMNS_MAX);
		return wrong(r, err);
	}
	column = vec_push(&r->profile->columns, r->arena, err);
	if (column == NULL)
		return -1;
	column->name = arena_text(r->arena, name, strcspn(name, "|"), err);
	column->folded = fold_spellings(r->arena, name, err);
	if (column->name == NULL || column->folded == NULL)
		return -1;
	column->field = (enum table_field)found;
	column->optional = column->field == TABLE_IGNORE;
	while (*(word = next_word(r)) != '\0') {
		if (take_values(r, word, &column->values, &taken, err) < 0)
			return -1;
		if (!taken && !take_flag(column, word))
			return bad_option(r, word, err);
	}
	return 0;
}

static int
read_label(struct reading *r, struct err *err)
{
	struct profile_label *label;
	const char *name, *field, *word;
	bool taken;
	int found;

	if (expect_word(r, N_("a label's name"), &name, err) < 0 ||
		expect_word(r, N_("a field"), &field, err) < 0)
		return -1;
	found = find_name(label_names, LABEL_COUNT_, field);
	if (found < 0)
		return unknown(
			r, _("field"), field, label_names, LABEL_COUNT_, err);
	label = vec_push(&r->profile->labels, r->arena, err);
	if (label == NULL)
		return -1;
	label->name = arena_text(r->arena, name, strlen(name), err);
	if (label->name == NULL)
		return -1;
	label->folded = strchr(name, PATH_MARK) != NULL
		? label->name
		: fold_spellings(r->arena, name, err);
	if (label->folded == NULL)
		return -1;
	label->label = (enum table_label)found;
	while (*(word = next_word(r)) != '\0') {
		if (take_values(r, word, &label->values, &taken, err) < 0)
			return -1;
		if (!taken && strcmp(word, "minor") == 0)
			label->minor = true;
		else if (!taken)
			return bad_option(r, word, err);
	}
	return 0;
}

static int
read_layout(struct reading *r, struct err *err)
{
	const char *word;

	while (*(word = next_word(r)) != '\0') {
		const int found = find_name(layout_names, LAYOUT_COUNT, word);

		if (found < 0)
			return unknown(r, _("layout"), word, layout_names,
				LAYOUT_COUNT, err);
		r->profile->layouts[found] = true;
	}
	return 0;
}

static int
read_junk(struct reading *r, struct err *err)
{
	const char *word;

	while (*(word = next_word(r)) != '\0') {
		const char **junk = vec_push(&r->profile->junk, r->arena, err);

		if (junk == NULL ||
			(*junk = profile_fold(r->arena, word, err)) == NULL)
			return -1;
	}
	return 0;
}

/* One of two words. */
static int
read_choice(struct reading *r, const char *no, const char *yes, bool *value,
	struct err *err)
{
	const char *const names[] = { no, yes };
	const char *word = next_word(r);
	const int found = find_name(names, 2, word);

	if (found < 0)
		return unknown(r, _("setting"), word, names, 2, err);
	*value = found == 1;
	return 0;
}

static int
read_order(struct reading *r, struct err *err)
{
	return read_choice(r, "oldest-first", "newest-first",
		&r->profile->newest_first, err);
}

static int
read_extra(struct reading *r, struct err *err)
{
	return read_choice(
		r, "refuse", "ignore", &r->profile->ignores_extra, err);
}

/* What is left of the line, as it is. */
static int
keep_rest(struct reading *r, const char **text, struct err *err)
{
	r->at += strspn(r->at, BLANKS);
	*text = arena_text(r->arena, r->at, strlen(r->at), err);
	return *text == NULL ? -1 : 0;
}

static int
read_name(struct reading *r, struct err *err)
{
	return keep_rest(r, &r->profile->name, err);
}

static int
read_title(struct reading *r, struct err *err)
{
	return keep_rest(r, &r->profile->title, err);
}

static int
read_variants(struct reading *r, struct err *err)
{
	return keep_rest(r, &r->profile->variants, err);
}

static int
read_record(struct reading *r, struct err *err)
{
	return keep_rest(r, &r->profile->record, err);
}

static const struct {
	const char *word;
	int (*read)(struct reading *r, struct err *err);
} statements[] = {
	{ "format", read_name },
	{ "title", read_title },
	{ "variants", read_variants },
	{ "layout", read_layout },
	{ "order", read_order },
	{ "extra", read_extra },
	{ "record", read_record },
	{ "label", read_label },
	{ "column", read_column },
	{ "junk", read_junk },
};

#define STATEMENTS (sizeof(statements) / sizeof(*statements))

int
profile_line_read(struct arena *arena, struct profile *profile, long number,
	char *line, struct err *err)
{
	struct reading reading = { arena, profile, number, line, line, line };
	struct reading *const r = &reading;
	const char *names[STATEMENTS];
	const char *word = next_word(r);

	if (*word == '\0' || *word == '#')
		return 0;
	for (size_t i = 0; i < STATEMENTS; i++) {
		names[i] = statements[i].word;
		if (strcmp(names[i], word) == 0)
			return statements[i].read(r, err);
	}
	return unknown(r, _("statement"), word, names, (int)STATEMENTS, err);
}
