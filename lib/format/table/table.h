#ifndef FORMAT_TABLE_H
#define FORMAT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/field.h"
#include "format/chain.h"
#include "format/format.h"
#include "format/table/profile.h"
#include "io/decode.h"

/*
 * The parts of format_table.c, which reads every bank's table by its profile
 * (profile.h): bytes to rows (table_source.c), the header (table_header.c),
 * XML records (table_record.c), values (table_value.c), a row to an entry
 * (table_row.c, table_amount.c), the statement with its labels, sums and chain
 * of balances (table_statement.c).  One row is kept at a time.
 */

/* Where the columns of a profile stand in a header: -1 if they do not. */
struct table_binding {
	int at[PROFILE_COLUMNS_MAX];
	size_t width; /* of the header, with what is empty in it */
};

/* One movement's cells, by column of the profile; NULL: none there. */
struct table_cells {
	long line;
	const struct csv_field *at[PROFILE_COLUMNS_MAX];
};

/* What a label above the header (or an element) stated. */
struct table_said {
	bool has;
	int64_t value;
	long line, column;
	const char *name;
};

struct table_source;
struct table_record;

struct parser {
	const struct sink *sink;
	struct arena arena; /* the profile */
	struct arena row;   /* of one row */
	struct profile profile;
	struct buf head; /* the bytes until layout and encoding are known */
	struct table_source *source;
	struct table_record *record;
	bool has_header;
	struct buf header; /* its first text: pages repeat it */
	long header_line;
	struct table_binding binding;

	/* The statement. */
	struct statement st;
	bool begun;
	bool chained; /* every row so far states a balance */
	struct chain chain;
	long line; /* of the last row, or of the header */
	long debits, credits;
	int32_t first, last;			/* days of its rows */
	struct buf account, currency;		/* as st says them */
	struct buf said_account, said_currency; /* by labels */
	int32_t said_from, said_to;
	struct table_said said[LABEL_COUNT_];

	/* The entry. */
	struct buf remark;
};

/* table_source.c */

/** table_source_open(layout, encoding, row, ctx, source, err): a reader of
 * tables of that ${layout}, not LAYOUT_XML, that calls ${row} for each. */
int table_source_open(enum table_layout layout, enum encoding encoding,
	csv_row_fn *row, void *ctx, struct table_source **source,
	struct err *err);
int table_source_feed(struct table_source *source, const char *bytes,
	size_t len, struct err *err);
int table_source_finish(struct table_source *source, struct err *err);
void table_source_close(struct table_source *source);

/* table_record.c */

int table_record_open(
	struct parser *parser, struct table_record **record, struct err *err);
int table_record_feed(struct table_record *record, const char *bytes,
	size_t len, struct err *err);
int table_record_finish(struct table_record *record, struct err *err);
void table_record_close(struct table_record *record);

/* table_header.c */

/* How well a row fits as the header of a profile. */
struct table_fit {
	size_t required, found; /* columns that must be there, and are */
	size_t known, unknown;	/* of the row's cells */
};

/** table_header_fit(profile, fields, count, arena, fit, err). */
int table_header_fit(const struct profile *profile,
	const struct csv_field *fields, size_t count, struct arena *arena,
	struct table_fit *fit, struct err *err);

/** table_header_bind(profile, line, fields, count, arena, binding, err): where
 * the columns are; ERR_INPUT names what is missing, unknown or there twice. */
int table_header_bind(const struct profile *profile, long line,
	const struct csv_field *fields, size_t count, struct arena *arena,
	struct table_binding *binding, struct err *err);

/* table_head.c */

/** table_head_is_xml(head, len): whether it begins as XML does. */
bool table_head_is_xml(const char *head, size_t len);

/** table_head_encoding(head, len): UTF-8, or else GB18030. */
enum encoding table_head_encoding(const char *head, size_t len);

/** table_head_layout(profile, arena, head, len, fit): the layout under which
 * the best header of the profile stands in ${head}, and how well it fits;
 * LAYOUT_COUNT if the profile is of XML only. */
enum table_layout
table_head_layout(const struct profile *profile, struct arena *arena,
	const char *head, size_t len, struct table_fit *fit);

/* table_label.c */

/** table_labels_take(parser, fields, count, taken, err): ${taken} says whether
 * the row holds labels; all of them are taken. */
int table_labels_take(struct parser *parser, const struct csv_field *fields,
	size_t count, bool *taken, struct err *err);

/** table_labels_begin(parser, fields, count, begins, err): whether the row
 * begins with a label: another statement follows. */
int table_labels_begin(struct parser *parser, const struct csv_field *fields,
	size_t count, bool *begins, struct err *err);

/* table_value.c */

/** table_text(arena, cell, err): the cell as one line, "" for NULL.  A quoted
 * field and an element may hold line breaks. */
const char *
table_text(struct arena *arena, const struct csv_field *cell, struct err *err);

/** table_moment(text, order, moment, err): a day, or a day and a time, in any
 * of the forms of formats.md 3.1. */
int table_moment(const char *text, enum day_order order, struct moment *moment,
	struct err *err);

/** table_time(text, second, err): HH:MM[:SS], HH.MM.SS or HHMMSS. */
int table_time(const char *text, int32_t *second, struct err *err);

/** table_money(text, minor, amount, err): 0 for what banks write where there
 * is none: nothing or dashes. */
int table_money(const char *text, bool minor, int64_t *amount, struct err *err);

/** table_period(text, from, to, err): the first two days in a text. */
int table_period(const char *text, int32_t *from, int32_t *to, struct err *err);

/** table_currency(text, code, err): the ISO 4217 code of a currency as banks
 * write it; "" is "". */
int table_currency(const char *text, const char **code, struct err *err);

/** table_is_rounded(text): a number that a spreadsheet rounded: 6.21E+18. */
bool table_is_rounded(const char *text);

/** table_wrong(cell, line, name, err): put the place and name in front. */
int table_wrong(const struct csv_field *cell, long line, const char *name,
	struct err *err);

/* table_amount.c */

enum table_side { SIDE_UNKNOWN, SIDE_IN, SIDE_OUT };

/* ${red}: a negative amount on its own side, which undoes one (红字). */
struct table_amount {
	int64_t amount; /* signed: + is money in */
	enum table_side side;
	bool red;
};

int table_amount_read(struct parser *parser, const struct table_cells *cells,
	struct table_amount *out, struct err *err);

/* table_row.c */

/** table_row_take(parser, cells, err): the row becomes an entry. */
int table_row_take(struct parser *parser, const struct table_cells *cells,
	struct err *err);

/* table_statement.c */

void table_statement_reset(struct parser *parser);

/** table_statement_label(parser, label, text, line, column, err). */
int
table_statement_label(struct parser *parser, const struct profile_label *label,
	const char *text, long line, long column, struct err *err);

/** table_statement_of(parser, account, currency, err): the statement that a
 * row of that account and currency ("" if it says none) belongs to has begun:
 * the one before has ended if it was another account's. */
int table_statement_of(struct parser *parser, const char *account,
	const char *currency, struct err *err);

/** table_statement_add(parser, entry, balance, err): the entry counts;
 * ${balance} is NULL if its row states none. */
int table_statement_add(struct parser *parser, const struct entry *entry,
	const int64_t *balance, struct err *err);

/** table_statement_end(parser, err): of the statement that has begun; none
 * without rows is made up by it. */
int table_statement_end(struct parser *parser, struct err *err);

/* format_table.c */

enum probe
table_probe(const struct format *format, const char *head, size_t len);
struct parser *table_open(
	const struct format *format, const struct sink *sink, struct err *err);
int table_feed(
	struct parser *parser, const char *bytes, size_t len, struct err *err);
int table_finish(struct parser *parser, struct err *err);
void table_close(struct parser *parser);

#endif
