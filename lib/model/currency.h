#ifndef MODEL_CURRENCY_H
#define MODEL_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Currencies by their codes, ISO 4217: how many places an amount has. */

#define CURRENCY_SIZE 4 /* a code with its NUL */
#define CURRENCY_AMOUNT_SIZE 40

/** currency_is_code(text, len): three capital letters. */
bool currency_is_code(const char *text, size_t len);

/** currency_scale(code): its minor unit is 10^-scale; 2 for what is not
 * listed, "" too. */
int currency_scale(const char *code);

/** currency_amount_text(minor, code, text): as people write it in that
 * currency, "-1300.05"; returns ${text}. */
const char *currency_amount_text(
	int64_t minor, const char *code, char text[CURRENCY_AMOUNT_SIZE]);

#endif
