#ifndef FORMAT_MT940_H
#define FORMAT_MT940_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/format.h"
#include "io/decode.h"
#include "model/currency.h"

/*
 * The parts of format_mt940.c, one parser for MT940 and MT942: bytes to lines
 * (mt940_bytes.c), lines to fields (mt940_lines.c), values (mt940_value.c),
 * what a message says (mt940_message.c), a statement of one or more messages
 * (mt940_statement.c), a movement :61: (mt940_entry.c), its texts :86: and :NS:
 * (mt940_info.c, mt940_codes.c, mt940_text.c).  One movement is kept at a time.
 *
 * A message is one page.  Pages of one statement follow one another: the first
 * ends with :62M:, the next begins with :60M:.
 */

#define MT940_FIELD_MAX ((size_t)4096)
#define MT940_BYTES_SIZE ((size_t)4096)

/* Bytes on their way to the decoder. */
struct mt940_bytes {
	struct decoder *decoder;
	bool decided;	 /* the encoding is known */
	struct buf held; /* from the first byte that is not ASCII on */
	int waiting;	 /* a byte that the next one explains, or -1 */
	bool at_start;	 /* of a line */
	bool in_trailer; /* of a line that begins with "-" */
	size_t len;
	char out[MT940_BYTES_SIZE];
};

/* The field that is being read. */
struct mt940_field {
	const struct mt940_tag *tag; /* NULL: none is */
	const char *name;	     /* of the tag, "60F" */
	long line, column;	     /* of its first character after the tag */
	size_t joint; /* where a wrapped line was joined, 0: nowhere */
	struct buf text;
};

struct mt940_balance {
	bool seen;
	bool on_page; /* M: of a page, not the first or last one */
	int64_t amount;
	int32_t day;
};

struct mt940_sums {
	long credits, debits;
	int64_t credit, debit;
};

/* What one message says beside its movements. */
struct mt940_page {
	bool begun;  /* it has movements, or its closing balance was read */
	bool closed; /* its closing balance was read */
	struct buf reference, account;
	bool has_account, has_number;
	int64_t number, sequence; /* :28C:, the second -1 if not there */
	char currency[CURRENCY_SIZE];
	char account_currency[CURRENCY_SIZE];
	struct mt940_balance opening, closing;
	struct mt940_sums sums;
	int32_t made; /* day of :13D:, DAY_NONE */
};

/* The movement that is being read, and its texts. */
struct mt940_movement {
	bool open;
	bool credit;
	bool expected; /* EC, ED: nothing was booked */
	long line;
	int32_t day;
	int64_t amount;
	unsigned marks;
	bool has_info;
	struct buf reference, bank_reference, end_to_end;
	struct buf name, account, remark;
};

struct parser {
	struct sink sink;
	bool interim; /* MT942 */
	struct mt940_bytes bytes;

	/* Lines. */
	long line;
	bool in_message;
	bool has_dash; /* a line "-" of which nobody knows yet what it is */
	long messages;
	struct mt940_field field;

	struct mt940_page page;
	struct mt940_movement movement;
	struct buf early; /* an :86: before the :61: that it is of */

	/* The statement; its texts outlive the page that said them. */
	struct statement st;
	bool is_open;	/* begin was called, end not yet */
	bool continues; /* its last page was not the last one */
	struct buf reference, account;
	char currency[CURRENCY_SIZE];
	int64_t number, sequence;
	int32_t opening_day, closing_day, first, last;
};

/* mt940_bytes.c */
int mt940_bytes_open(struct parser *parser, struct err *err);
int mt940_bytes_feed(
	struct parser *parser, const char *bytes, size_t len, struct err *err);
int mt940_bytes_finish(struct parser *parser, struct err *err);
void mt940_bytes_close(struct parser *parser);

/* mt940_lines.c */

/** mt940_line(ctx, line, text, len, err): decode_line_fn of a parser. */
int
mt940_line(void *ctx, long line, const char *text, size_t len, struct err *err);

/** mt940_lines_finish(parser, err): the last line was read. */
int mt940_lines_finish(struct parser *parser, struct err *err);

/** mt940_refuse(parser, offset, part, err): put the place of that byte of the
 * field, the tag and the name of ${part} before the message of ${err}. */
int mt940_refuse(const struct parser *parser, size_t offset, const char *part,
	struct err *err);

/** mt940_refuse_size(parser, max, err): more than ${max} bytes for what is
 * read. */
int mt940_refuse_size(const struct parser *parser, size_t max, struct err *err);

/** mt940_hint(err): what to do about a fault of the file; -1. */
int mt940_hint(struct err *err);

/* mt940_value.c; texts are those of the field, places offsets in it. */

/** mt940_day(text, strict, day): YYMMDD; false if there is no such day.  Not
 * ${strict}: a day past the end of its month is the month's last one. */
bool mt940_day(const char *text, bool strict, int32_t *day);

/** mt940_day_near(text, near, day): four digits MMDD, of the year that brings
 * it closest to the day ${near}; false if there is no such day. */
bool mt940_day_near(const char *text, int32_t near, int32_t *day);

/** mt940_shown(text, max): how many of at most ${max} bytes of it to put into
 * a message: whole characters, one at least. */
int mt940_shown(const char *text, size_t max);

/** mt940_amount_len(text): bytes of digits, commas and points. */
size_t mt940_amount_len(const char *text);

/** mt940_amount(parser, offset, len, part, currency, minor, err): digits with
 * at most one comma or point among them. */
int mt940_amount(const struct parser *parser, size_t offset, size_t len,
	const char *part, const char *currency, int64_t *minor,
	struct err *err);

/** mt940_reference(text, len): the length without what stands for "there is
 * none" (NONREF and the like), which is 0, and without blanks at its end. */
size_t mt940_reference(const char *text, size_t len);

/* mt940_message.c: at the end of the field :TAG:. */
int mt940_message_reference(struct parser *parser, struct err *err);
int mt940_message_account(struct parser *parser, struct err *err);
int mt940_message_number(struct parser *parser, struct err *err);
int mt940_message_made(struct parser *parser, struct err *err);
int mt940_message_floor(struct parser *parser, struct err *err);
int mt940_message_opening(struct parser *parser, struct err *err);
int mt940_message_closing(struct parser *parser, struct err *err);
int mt940_message_sum(struct parser *parser, struct err *err);

void mt940_message_start(struct parser *parser);
int mt940_message_end(struct parser *parser, struct err *err);

/* mt940_statement.c */

/** mt940_statement_page(parser, err): the page has said all that stands before
 * its movements: it goes on with the statement, or begins one. */
int mt940_statement_page(struct parser *parser, struct err *err);

/** mt940_statement_close(parser, err): check the page's closing balance. */
int mt940_statement_close(struct parser *parser, struct err *err);

/** mt940_statement_disagree(parser, message, err): tell the sink, and where
 * the last field is. */
int mt940_statement_disagree(
	struct parser *parser, const char *message, struct err *err);

/** mt940_statement_end(parser, err): hand it over, if one is open. */
int mt940_statement_end(struct parser *parser, struct err *err);

/* mt940_entry.c */
int mt940_entry_movement(struct parser *parser, struct err *err); /* :61: */
int mt940_entry_info(struct parser *parser, struct err *err);	  /* :86: */
int mt940_entry_bank(struct parser *parser, struct err *err);	  /* :NS: */

/** mt940_entry_is_cut(text): whether a first line of :61: ends before its
 * type: the rest is on the next one. */
bool mt940_entry_is_cut(const char *text);

/** mt940_entry_end(parser, err): hand the open movement over, if there is
 * one. */
int mt940_entry_end(struct parser *parser, struct err *err);

/* What a part of a text is. */
enum mt940_part {
	MT940_NO_PART,
	MT940_SKIP,  /* ids of banks and mandates, addresses */
	MT940_TEXT,  /* one line of the remark */
	MT940_PIECE, /* of the remittance information, cut anywhere */
	MT940_NAME,  /* goes on with what there is */
	MT940_PARTY, /* the name, unless one was there */
	MT940_ACCOUNT,
	MT940_IBAN, /* the account, instead of another number */
	MT940_ID,   /* of a mandate: nothing but its first line */
	MT940_END_TO_END,
	MT940_CUSTOMER, /* the reference of whoever ordered it */
	MT940_RETURN,	/* why it came back */
	MT940_CONTRA	/* account/bank/name/town */
};

/* Bytes of a text, no NUL behind them. */
struct mt940_text {
	const char *s;
	size_t len;
};

/* What a word in a text begins. */
struct mt940_word {
	const char *word;
	enum mt940_part part;
};

/* mt940_text.c */

/** mt940_text_remark(parser, text, len, err): one more line of the remark. */
int mt940_text_remark(
	struct parser *parser, const char *text, size_t len, struct err *err);

/** mt940_text_of(buf): all of it. */
struct mt940_text mt940_text_of(const struct buf *buf);

/** mt940_text_trim(text, what): without these characters at its ends. */
struct mt940_text mt940_text_trim(struct mt940_text text, const char *what);

/** mt940_text_put(parser, part, text, err): into the movement. */
int mt940_text_put(struct parser *parser, enum mt940_part part,
	struct mt940_text text, struct err *err);

/** mt940_text_word(words, count, text): that with which it begins, or NULL. */
const struct mt940_word *mt940_text_word(
	const struct mt940_word *words, size_t count, struct mt940_text text);

/** mt940_text_parts(parser, words, count, text, ends, err): put each part,
 * from one of ${words} to the next one, without ${ends} at its ends; what
 * stands before the first one is free text. */
int mt940_text_parts(struct parser *parser, const struct mt940_word *words,
	size_t count, struct mt940_text text, const char *ends,
	struct err *err);

#define MT940_PUT_PARTS(parser, words, text, ends, err)                        \
	mt940_text_parts(parser, words, sizeof(words) / sizeof(*(words)),      \
		text, ends, err)

/* mt940_codes.c */

/** mt940_codes_find(text): the offset of the first code, behind a business
 * code or at the beginning; -1 if the text is none of this kind. */
long mt940_codes_find(const char *text);

/** mt940_codes(parser, text, err): what such a text says. */
int mt940_codes(struct parser *parser, const char *text, struct err *err);

/* mt940_info.c */

/** mt940_info(parser, text, err): what an :86: says, into the movement. */
int mt940_info(struct parser *parser, const char *text, struct err *err);

/** mt940_info_bank(parser, text, err): what an :NS: says. */
int mt940_info_bank(struct parser *parser, const char *text, struct err *err);

/* mt940_probe.c */
enum probe mt940_probe(bool interim, const char *head, size_t len);

#endif
