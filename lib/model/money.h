#ifndef MODEL_MONEY_H
#define MODEL_MONEY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Amounts of money: a count of fen (1/100 yuan), 64 bits, never a
 * floating-point number (domain.md, Money).
 *
 * money_parse() reads what people and files write and takes only what it can
 * hold exactly: 300, 300.0, 300.00, 0.32000, 1,300.00, a yen sign in front,
 * full-width digits and marks.  3e2, 300.001, --5, 0x1F and an empty text are
 * errors.  Amounts lie between -MONEY_MAX and MONEY_MAX.
 */

struct err;

#define MONEY_MAX INT64_MAX
#define MONEY_TEXT_SIZE 32

/**
 * money_parse(text, len, fen, err):
 * Read ${len} bytes of UTF-8 as yuan and store fen.  A sign may stand first;
 * one currency sign (¥ or ￥) may follow it or stand before it; commas may
 * part groups of three digits; zeros past the fen are accepted, other digits
 * there are not.  Blanks and TABs at both ends are skipped.
 *
 * Return 0, or -1 with ERR_INPUT (not money, or too large) in ${err} and
 * ${fen} unchanged.  The message quotes the text, but names no place.
 */
int money_parse(const char *text, size_t len, int64_t *fen, struct err *err);

/** money_parse_scaled(text, len, scale, minor, err): the same for a currency
 * whose minor unit is 10^-${scale} (0 to 4). */
int money_parse_scaled(const char *text, size_t len, int scale, int64_t *minor,
	struct err *err);

/** money_add(sum, more, err): *sum += more, or -1 with ERR_INPUT. */
int money_add(int64_t *sum, int64_t more, struct err *err);

/** money_times(fen, count, out, err): ${fen} x ${count}, checked. */
int money_times(int64_t fen, int64_t count, int64_t *out, struct err *err);

/** money_text(fen, text): "-1300.05" into ${text} of MONEY_TEXT_SIZE bytes;
 * return ${text}. */
const char *money_text(int64_t fen, char *text);

#endif
