#include "format/iso20022/iso20022.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

#define NO_ORDER                                                               \
	N_("It is what was sent to the bank: import what the bank answers, "   \
	   "its statement (camt.053) or status report (pain.002).")
#define NO_STATEMENT N_("\"yifen formats\" lists what can be imported.")

/* What is imported, then what is taken for it; the families come last. */
static const struct iso_message messages[] = {
	{ "camt.052", "BkToCstmrAcctRpt", N_("an intraday report (camt.052)"),
		NULL },
	{ "camt.053", "BkToCstmrStmt", N_("a bank statement (camt.053)"),
		NULL },
	{ "camt.054", "BkToCstmrDbtCdtNtfctn",
		N_("a notice of bookings (camt.054)"), NULL },
	{ "pain.002", "CstmrPmtStsRpt",
		N_("a payment status report (pain.002)"), NULL },
	{ "pain.001", "CstmrCdtTrfInitn", N_("a payment order (pain.001)"),
		NO_ORDER },
	{ "pain.008", "CstmrDrctDbtInitn",
		N_("a direct debit order (pain.008)"), NO_ORDER },
	{ "camt.", NULL, N_("another message of cash management (camt)"),
		NO_STATEMENT },
	{ "pain.", NULL, N_("another message about payments (pain)"),
		NO_STATEMENT },
	{ "pacs.", NULL, N_("a message between banks (pacs)"), NO_STATEMENT },
};

#define COUNT (sizeof(messages) / sizeof(*messages))

const struct iso_message *
iso20022_named(const char *name)
{
	size_t i = 0;

	while (strcmp(messages[i].name, name) != 0)
		i++;
	return &messages[i];
}

/* Where ${name} begins a tag, with a prefix or without; NULL: nowhere. */
static const char *
find_tag(const char *head, size_t len, const char *name)
{
	const char *at = head, *end = head + len;

	while ((at = memmem(at, (size_t)(end - at), name, strlen(name))) !=
		NULL) {
		if (at > head && (at[-1] == '<' || at[-1] == ':'))
			return at;
		at++;
	}
	return NULL;
}

/* Past a BOM and white space an XML file begins with "<". */
static const char *
find_start(const char *head, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";
	const char *at = head, *end = head + len;

	if (len >= strlen(bom) && memcmp(head, bom, strlen(bom)) == 0)
		at += strlen(bom);
	while (at < end && *at != '\0' && strchr(" \t\r\n", *at) != NULL)
		at++;
	return at < end && *at == '<' ? at : NULL;
}

const struct iso_message *
iso20022_of_head(const char *head, size_t len)
{
	const char *start = find_start(head, len), *first = head + len;
	const struct iso_message *found = NULL;

	if (start == NULL)
		return NULL;
	for (size_t i = 0; i < COUNT; i++) {
		const char *at = messages[i].body == NULL
			? NULL
			: find_tag(head, len, messages[i].body);

		if (at != NULL && at < first) {
			first = at;
			found = &messages[i];
		}
	}
	for (size_t i = 0; found == NULL && i < COUNT; i++)
		if (memmem(start, (size_t)(head + len - start),
			    messages[i].name, strlen(messages[i].name)) != NULL)
			found = &messages[i];
	return found;
}

int
iso20022_check(const struct iso_message *message, const char *space, long line,
	long column, struct err *err)
{
	const char *what = N_("an XML file of another kind");
	const char *hint = NULL;

	if (*space == '\0' || strstr(space, message->name) != NULL)
		return 0;
	for (size_t i = 0; i < COUNT; i++) {
		if (strstr(space, messages[i].name) == NULL)
			continue;
		what = messages[i].what;
		hint = messages[i].hint;
		break;
	}
	err_at(err, ERR_INPUT, line, column, _("%.100s: %s, not %s"), space,
		_(what), _(message->what));
	return err_hint(err, "%s",
		_(hint != NULL ? hint
			       : N_("Leave out --as: the content tells what "
				    "it is.")));
}
