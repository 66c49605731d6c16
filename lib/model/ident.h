#ifndef MODEL_IDENT_H
#define MODEL_IDENT_H

#include <stdint.h>

/*
 * Numbers that carry their own checks: codes of organisations and persons,
 * of banks, telephone and account numbers (facts.md 1).
 *
 * Each function takes a trimmed text in half width and returns
 *
 *	0	it is such a number;
 *	1	it is, but something is odd: ${err} holds the message (its code
 *		is ERR_NONE) and the caller goes on;
 *	-1	it is not: ERR_INPUT in ${err}.
 *
 * A message names the character that is wrong and what it should be.  It
 * never quotes the whole of a telephone, account or resident number: messages
 * reach logs.  Nothing is corrected silently, O is not read as 0.
 */

struct err;

typedef int ident_fn(const char *text, struct err *err);

/** ident_uscc(text, err): a unified social credit code, GB 32100-2015, with
 * its own check digit (character 18) and the GB 11714 one of the organisation
 * code inside it (character 17).  A registrar and category that no list holds
 * is odd only. */
int ident_uscc(const char *text, struct err *err);

/** ident_tax_no(text, err): a taxpayer's number: 15, 17, 18 or 20 capitals
 * and digits; one of 18 is a credit code or a resident's number. */
int ident_tax_no(const char *text, struct err *err);

/** ident_resident_id(text, today, err): GB 11643-1999: check digit, and a day
 * of birth that exists and is not after ${today} (DAY_NONE: do not ask). */
int ident_resident_id(const char *text, int32_t today, struct err *err);

/** ident_mobile(text, err): 11 digits, 13 to 19 first; odd is a prefix that
 * the table of 2022 does not know. */
int ident_mobile(const char *text, struct err *err);

/** ident_cnaps(text, err): 12 digits; odd is a check digit that is not ISO
 * 7064 MOD 11,10 (a fitted rule, so no error). */
int ident_cnaps(const char *text, struct err *err);

/** ident_account(text, err): 4 to 60 digits, blanks and hyphens between them.
 * What a spreadsheet has turned into 6.21E+18 is refused by that name. */
int ident_account(const char *text, struct err *err);

/** ident_order_no(text, err): 4 to 64 letters, digits, '-' and '_'. */
int ident_order_no(const char *text, struct err *err);

/** ident_email(text, err): something@something.something, at most 72 bytes
 * (the invoice template's limit). */
int ident_email(const char *text, struct err *err);

#define IDENT_MASKED_SIZE 8

/** ident_masked(text, out): ${out}, "***" and the last four characters of an
 * account or telephone number (fewer of a short one): for messages, which
 * reach logs. */
const char *ident_masked(const char *text, char out[IDENT_MASKED_SIZE]);

#endif
