#ifndef FORMAT_PROFILE_H
#define FORMAT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

/*
 * A bank's table as data: which columns it has and what they mean.  The banks
 * that are known are lib/format/table/profiles/NAME.profile; an operator writes his
 * own bank's into YIFEN_HOME/formats (docs/formats/profile.md), in the same
 * language, and tries it with "yifen formats --check PROFILE FILE".
 *
 * A profile is UTF-8 text, a statement a line; '#' begins a line of comment:
 *
 *	format   NAME			as in --as and "list files"
 *	title    TEXT			for people
 *	variants TEXT			what is recognised
 *	layout   csv tsv pipe xml		any of these (csv when nothing is
 *said; a sheet of a workbook comes as csv) order    oldest-first|newest-first
 *when nothing else tells
 *	extra    refuse|ignore		columns that no line names (refuse)
 *	record   PATH			XML: the element of one movement
 *	label    NAME FIELD [OPTION...]	a text beside NAME, above the header;
 *					XML: NAME is a path
 *	column   NAME FIELD [OPTION...]
 *	junk     TEXT...		rows that begin so are passed over
 *
 * NAME may be several spellings, '|' between; it is compared without blanks,
 * brackets' width and what stands in [square brackets].  The fields and
 * options are the tables of profile.c.
 *
 * To add a bank
 * -------------
 * 1. lib/format/table/profiles/NAME.profile.
 * 2. lib/format/format.c: add &format_NAME to formats[].
 * 3. fixtures/statements/NAME and docs/formats, as format.h says.
 */

struct arena;
struct err;

enum table_field {
	TABLE_IGNORE,  /* known, and of no use */
	TABLE_ACCOUNT, /* the company's own */
	TABLE_CURRENCY,
	TABLE_DAY,     /* of booking */
	TABLE_TIME,    /* of that day */
	TABLE_MOMENT,  /* day and time in one */
	TABLE_SIDE,    /* words for money in and out */
	TABLE_AMOUNT,  /* with a side, or signed: + is money in */
	TABLE_DEBIT,   /* 借: money out */
	TABLE_CREDIT,  /* 贷: money in */
	TABLE_BALANCE, /* after the movement */
	TABLE_SERIAL,  /* the bank's own number of the movement */
	TABLE_NAME,    /* of the other side */
	TABLE_COUNTER, /* its account */
	TABLE_PAYER_NAME,
	TABLE_PAYER_ACCOUNT,
	TABLE_PAYEE_NAME,
	TABLE_PAYEE_ACCOUNT,
	TABLE_REF,	/* what we called a payment that we sent */
	TABLE_REMARK,	/* free text; there may be several */
	TABLE_ORIGINAL, /* a return's cited number */
	TABLE_FLAG,	/* only marks the movement (fee=, return=) */
	TABLE_FIELD_COUNT
};

enum table_label {
	LABEL_IGNORE,
	LABEL_ACCOUNT,
	LABEL_CURRENCY,
	LABEL_COUNT,
	LABEL_DEBIT_COUNT,
	LABEL_DEBIT_SUM,
	LABEL_CREDIT_COUNT,
	LABEL_CREDIT_SUM,
	LABEL_OPENING,
	LABEL_CLOSING,
	LABEL_PERIOD, /* two days in one text */
	LABEL_MUST,   /* the text is one of is=, or it is another file */
	LABEL_COUNT_
};

enum table_layout {
	LAYOUT_CSV,
	LAYOUT_TSV,
	LAYOUT_PIPE,
	LAYOUT_XML,
	LAYOUT_COUNT
};

/* The parts of a day where no year of four digits stands first. */
enum day_order { ORDER_YMD, ORDER_DMY, ORDER_MDY };

/* Texts with '|' between; NULL: none. */
struct profile_values {
	const char *in, *out;	/* of a side */
	const char *fee, *back; /* mark the movement; "*": any but empty or 0 */
	const char *is;		/* of a label that must be so */
};

struct profile_column {
	const char *name;   /* as written, for messages */
	const char *folded; /* spellings, folded, '|' between */
	enum table_field field;
	bool optional;
	bool minor;    /* amounts in 1/100, without a point */
	bool has_sign; /* + is money in, whatever the side says */
	enum day_order order;
	struct profile_values values;
};

struct profile_label {
	const char *name;
	const char *folded; /* XML: as written */
	enum table_label label;
	bool minor;
	struct profile_values values;
};

struct profile_columns {
	VEC(struct profile_column);
};

struct profile_labels {
	VEC(struct profile_label);
};

struct profile_junk {
	VEC(const char *);
};

#define PROFILE_COLUMNS_MAX ((size_t)128)

struct profile {
	const char *name, *title, *variants;
	bool layouts[LAYOUT_COUNT];
	bool newest_first;
	bool ignores_extra;
	const char *record; /* of LAYOUT_XML */
	struct profile_columns columns;
	struct profile_labels labels;
	struct profile_junk junk;
};

/** profile_read(text, len, arena, profile, err): all of it is in ${arena}.
 * ERR_USAGE with "LINE:COLUMN: what" if it is no profile. */
int profile_read(const char *text, size_t len, struct arena *arena,
	struct profile *profile, struct err *err);

/** profile_fold(arena, text, err): a column's name as it is compared. */
const char *
profile_fold(struct arena *arena, const char *text, struct err *err);

/** profile_lists(values, text): whether ${text} is one of the '|' separated
 * ${values}; false if they are NULL. */
bool profile_lists(const char *values, const char *text);

/** profile_column(profile, field): the first column of that field, or NULL. */
const struct profile_column *
profile_column(const struct profile *profile, enum table_field field);

extern const char *const profile_field_names[TABLE_FIELD_COUNT];

#endif
