#include "job/bill_account.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

/* The ${i}th account that reference data name for a source; NULL past the
 * end, "" if that row names none. */
static const char *
account_at(const struct book *book, enum source source, size_t i)
{
	if (source == SOURCE_BANK)
		return i < book->policies.count
			? book->policies.at[i].receiving_account
			: NULL;
	if (i >= book->channels.count)
		return NULL;
	return book->channels.at[i].source == source
		? book->channels.at[i].merchant_no
		: "";
}

const char *
bill_account(const struct book *book, enum source source, const char *said,
	struct err *err)
{
	const char *only = "", *account;

	if (said != NULL)
		return said;
	for (size_t i = 0; (account = account_at(book, source, i)) != NULL;
		i++) {
		if (account[0] == '\0' || strcmp(only, account) == 0)
			continue;
		if (only[0] != '\0') {
			only = "";
			break;
		}
		only = account;
	}
	if (only[0] != '\0')
		return only;
	err_set(err, ERR_INPUT, _("it does not say whose account it is of"));
	err_hint(err, _("Import it by itself and say --account NO."));
	return NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A day that begins at ${p}: YYYY-MM-DD or YYYYMMDD, no digit beside it. */
static int32_t
day_at(const char *name, const char *p, size_t *len)
{
	int number[3] = { 0, 0, 0 }, part = 0;
	const bool dashed = strlen(p) >= 10 && p[4] == '-' && p[7] == '-';
	const char *q = p;

	for (int digits = 0; digits < 8; q++) {
		if (dashed && *q == '-' && (q == p + 4 || q == p + 7))
			continue;
		if (!is_digit(*q))
			return DAY_NONE;
		part = digits < 4 ? 0 : digits < 6 ? 1 : 2;
		number[part] = number[part] * 10 + (*q - '0');
		digits++;
	}
	*len = (size_t)(q - p);
	if (is_digit(*q) || (p > name && is_digit(p[-1])))
		return DAY_NONE;
	return day_of(number[0], number[1], number[2]);
}

int32_t
bill_day_of_name(const char *name)
{
	int32_t found = DAY_NONE;

	for (const char *p = name; *p != '\0';) {
		size_t len = 1;
		const int32_t day = day_at(name, p, &len);

		if (day != DAY_NONE)
			found = day;
		p += day != DAY_NONE ? len : 1;
	}
	return found;
}
