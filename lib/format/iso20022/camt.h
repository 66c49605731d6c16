#ifndef FORMAT_CAMT_H
#define FORMAT_CAMT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/elements.h"
#include "format/format.h"
#include "format/iso20022/iso20022.h"
#include "io/limits.h"
#include "io/xml.h"
#include "model/currency.h"

/*
 * The parts of format_camt.c, which reads camt.052, 053 and 054: which elements are read (camt_path.c), how
 * their texts become values (camt_value.c), what an entry says
 * (camt_entry.c, camt_remark.c), a statement (camt_statement.c) and its
 * totals (camt_totals.c).  One entry is kept at a time.
 */

#define CAMT_FIELD_MAX limits_size(LIMIT_FIELD)

/* A text that is kept until its scope ends. */
enum camt_slot {
	SLOT_NONE,

	MSG_CREATED,

	ST_ID,
	ST_CREATED,
	ST_FROM,
	ST_TO,
	ST_IBAN,
	ST_OTHER,
	ST_CURRENCY,
	ST_PAGE,
	ST_LAST_PAGE,
	ST_TOTAL_COUNT,
	ST_TOTAL_SUM,
	ST_CREDIT_COUNT,
	ST_CREDIT_SUM,
	ST_DEBIT_COUNT,
	ST_DEBIT_SUM,

	BAL_TYPE,
	BAL_AMOUNT,
	BAL_CURRENCY,
	BAL_SIDE,
	BAL_DAY,

	N_REFERENCE,
	N_AMOUNT,
	N_CURRENCY,
	N_SIDE,
	N_REVERSAL,
	N_STATUS,
	N_BOOKED,
	N_VALUE,
	N_SERVICER,
	N_FAMILY,
	N_SUBFAMILY,
	N_PROPRIETARY,
	N_CHARGES,
	N_CHARGE,

	T_END_TO_END,
	T_INSTRUCTION,
	T_SERVICER,
	T_ORIGINAL,
	T_DEBTOR,
	T_DEBTOR_ACCOUNT,
	T_DEBTOR_ULTIMATE,
	T_CREDITOR,
	T_CREDITOR_ACCOUNT,
	T_CREDITOR_ULTIMATE,

	R_CODE,
	R_TEXT,

	SLOT_COUNT
};

/* What happens when an element begins and ends. */
enum camt_event {
	EVENT_NONE,
	EVENT_STMT,
	EVENT_ACCT,
	EVENT_BAL,
	EVENT_NTRY,
	EVENT_TX,
	EVENT_RETURN
};

enum camt_mode {
	MODE_KEEP,  /* the first that is not empty */
	MODE_ONCE,  /* two are an error: which one would be meant? */
	MODE_JOIN,  /* all, with a blank between */
	MODE_REMARK /* a line of the remark, no slot */
};

struct camt_field {
	const char *path; /* below the statement's element */
	enum camt_event event;
	enum camt_slot slot;
	enum camt_mode mode;
	enum camt_slot currency; /* where the attribute Ccy goes */
};

/* What the three messages differ in. */
struct camt_kind {
	const struct format *format;
	const char *message;   /* of iso20022.h: "camt.053" */
	const char *first;     /* the body's element in version 01 */
	const char *statement; /* "Stmt": one account in one period */
};

/** camt_elements(elements, kind, err): the elements that are read. */
int camt_elements(struct elements *elements, const struct camt_kind *kind,
	struct err *err);

struct camt_text {
	struct buf text;
	const char *path; /* of the element, for messages */
	long line, column;
};

/* What several details of an entry agree upon, or not. */
enum camt_agreed {
	AGREED_DEBTOR,
	AGREED_DEBTOR_ACCOUNT,
	AGREED_CREDITOR,
	AGREED_CREDITOR_ACCOUNT,
	AGREED_END_TO_END,
	AGREED_INSTRUCTION,
	AGREED_SERVICER,
	AGREED_ORIGINAL,
	AGREED_COUNT
};

struct camt_balance {
	bool seen;
	int64_t amount;
	int32_t day;
};

/* Sums over entries: the booked ones, and all of them. */
struct camt_sums {
	int64_t credit, debit;
	long credits, debits;
};

struct parser {
	struct sink sink;
	struct xml_reader *xml;
	const struct camt_kind *kind;
	const struct iso_message *message;
	struct elements elements;
	size_t field_max; /* CAMT_FIELD_MAX */
	bool has_document;
	long statements;

	struct camt_text slots[SLOT_COUNT];

	/* The statement. */
	struct statement st;
	bool begun, has_account;
	long line, column; /* where the statement, then entry, began */
	char currency[CURRENCY_SIZE];
	char foreign[CURRENCY_SIZE]; /* the first other one */
	struct camt_balance opening, previous, closing;
	struct camt_sums booked, all;
	long ordinal;	     /* of the entry in the statement */
	long details;	     /* TxDtls, an entry without any counts one */
	int32_t first, last; /* days of booked entries */

	/* The entry. */
	long entry_line, entry_column;
	long entry_details;
	unsigned marks;
	struct buf remark;
	struct buf agreed[AGREED_COUNT];
	bool differs[AGREED_COUNT];
};

/** camt_text(parser, slot): its text, "" if there was none. */
const char *camt_text(const struct parser *parser, enum camt_slot slot);

/** camt_clear(parser, first, last): forget these slots. */
void
camt_clear(struct parser *parser, enum camt_slot first, enum camt_slot last);

/** camt_refuse(parser, slot, err): put the place and name of what is in
 * ${slot} before the message of ${err}. */
int
camt_refuse(const struct parser *parser, enum camt_slot slot, struct err *err);

/* camt_value.c */

/** camt_currency(parser, slot, err): the statement's currency, if that is not
 * known yet, is what ${slot} says; another one is remembered. */
int camt_currency(struct parser *parser, enum camt_slot slot, struct err *err);

/** camt_amount(parser, slot, minor, err): in units of the statement's
 * currency; ${slot} must hold digits and at most one point. */
int camt_amount(const struct parser *parser, enum camt_slot slot,
	int64_t *minor, struct err *err);

/** camt_sum(parser, slot, minor, err): the same, a minus may stand first. */
int camt_sum(const struct parser *parser, enum camt_slot slot, int64_t *minor,
	struct err *err);

/** camt_side(parser, slot, credit, err): CRDT or DBIT. */
int camt_side(const struct parser *parser, enum camt_slot slot, bool *credit,
	struct err *err);

/** camt_moment(parser, slot, moment, err): xs:date, with or without a zone,
 * or xs:dateTime. */
int camt_moment(const struct parser *parser, enum camt_slot slot,
	struct moment *moment, struct err *err);

/* camt_statement.c */
void camt_statement_start(struct parser *parser, long line, long column);
int camt_statement_begin(struct parser *parser, struct err *err);
int camt_statement_end(struct parser *parser, struct err *err);
int camt_balance_end(struct parser *parser, struct err *err);

/** camt_statement_day(parser, day, err): the day of an entry that says none;
 * DAY_NONE if the statement says none either. */
int
camt_statement_day(const struct parser *parser, int32_t *day, struct err *err);

/* camt_totals.c */

/** camt_check_totals(parser, err): what the statement says of its sums is
 * what its entries say, or the sink hears of it. */
int camt_check_totals(struct parser *parser, struct err *err);

/* camt_entry.c */
void camt_entry_start(struct parser *parser, long line, long column);
int camt_entry_end(struct parser *parser, struct err *err);
int camt_detail_end(struct parser *parser, struct err *err);

/* camt_remark.c */

/** camt_remark(parser, text): one more line of the entry's remark, unless it
 * is there already. */
void camt_remark(struct parser *parser, const char *text);

/** camt_return_end(parser): RtrInf was read: mark the entry, and note the
 * reason in the remark. */
void camt_return_end(struct parser *parser);

#endif
