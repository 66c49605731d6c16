#ifndef MODEL_TAX_H
#define MODEL_TAX_H

#include <stdint.h>

#include "model/terms.h"

/*
 * Value-added tax of one line, and the rate in force on a day.
 *
 * Amounts are fen, prices include the tax, rates are 1/10000 (600 is 6 %).
 * The tax of a line is what its gross holds, rounded half up, and the net is
 * the rest; totals are sums of lines, a total is never taxed (facts.md 2.4).
 */

struct err;

/** tax_of(gross, rate): round half up of gross x rate / (1 + rate); ${gross}
 * is 0 or more, ${rate} 0 to 10000. */
int64_t tax_of(int64_t gross, int rate);

#define TAX_RATE_TEXT_SIZE 16

/** tax_rate_text(rate, text): "0.06", "0.005", "0"; returns ${text}. */
const char *tax_rate_text(int rate, char *text);

/* A row as it was loaded. */
struct tax_row {
	int load_id;
	struct tax tax;
};

/* Every row that was ever loaded, the oldest load first. */
struct tax_table {
	VEC(struct tax_row);
};

/** tax_find(table, ca, business, day, err): the row in force, a row of that
 * business before one of "any", a later load before an earlier one; or NULL,
 * with ERR_CONFIG that names the nearest row of that CA. */
const struct tax_row *tax_find(const struct tax_table *table, const char *ca,
	const char *business, int32_t day, struct err *err);

#endif
