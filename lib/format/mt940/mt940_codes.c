/*
 * :86: in numbered parts: ?nn of German and other banks, >nn, <nn; within
 * their remittance information the keywords of SEPA.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "io/utf8.h"

#include <string.h>

#define DIGITS "0123456789"
#define PIECE_FULL 27 /* characters of a piece that the next one continues */

/* --- SEPA keywords in the remittance information ----------------------- */

static const struct mt940_word keywords[] = {
	{ "EREF+", MT940_END_TO_END },
	{ "KREF+", MT940_CUSTOMER },
	{ "MREF+", MT940_ID },
	{ "CRED+", MT940_ID },
	{ "DEBT+", MT940_ID },
	{ "COAM+", MT940_ID },
	{ "OAMT+", MT940_ID },
	{ "SVWZ+", MT940_TEXT },
	{ "ABWA+", MT940_TEXT },
	{ "ABWE+", MT940_TEXT },
};

/* --- ?nn, >nn and <nn -------------------------------------------------- */

static const struct {
	int first, last;
	enum mt940_part part;
} codes[] = {
	{ 0, 0, MT940_TEXT },	/* what the bank calls it */
	{ 10, 10, MT940_SKIP }, /* number in the bank's journal */
	{ 20, 29, MT940_PIECE },
	{ 30, 30, MT940_SKIP }, /* the other bank */
	{ 31, 31, MT940_ACCOUNT },
	{ 32, 33, MT940_NAME },
	{ 34, 34, MT940_SKIP }, /* key of returns */
	{ 38, 38, MT940_IBAN },
	{ 60, 69, MT940_PIECE },
	{ 70, 79, MT940_TEXT },
	{ 99, 99, MT940_TEXT },
};

/* German business codes (GVC) of returned payments. */
static const char *const returned[] = { "109", "159" };

static enum mt940_part
code_at(const char *text, char mark)
{
	int code;

	if (text[0] != mark || strspn(text + 1, DIGITS) < 2)
		return MT940_NO_PART;
	code = (text[1] - '0') * 10 + (text[2] - '0');
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (code >= codes[i].first && code <= codes[i].last)
			return codes[i].part;
	return MT940_NO_PART;
}

long
mt940_codes_find(const char *text)
{
	const size_t blanks = strspn(text, " ");
	const size_t digits = strspn(text + blanks, DIGITS);
	const char *at = text + blanks + digits;

	if ((digits != 0 && digits != 3) || *at == '\0' ||
		strchr("?><", *at) == NULL || code_at(at, *at) == MT940_NO_PART)
		return -1;
	return at - text;
}

/* Pieces of the remittance information are cut when they are full; a shorter
 * one is a line of its own. */
static void
add_piece(struct buf *pieces, bool *is_full, struct mt940_text text)
{
	if (pieces->len > 0 && !*is_full)
		buf_putc(pieces, '\n');
	buf_add(pieces, text.s, text.len);
	*is_full = utf8_count(text.s, text.len) >= PIECE_FULL;
}

static void
mark_return(struct parser *parser, const char *code)
{
	for (size_t i = 0; i < sizeof(returned) / sizeof(*returned); i++)
		if (strncmp(code, returned[i], strlen(returned[i])) == 0)
			parser->movement.marks |= MARK_RETURN;
}

int
mt940_codes(struct parser *parser, const char *text, struct err *err)
{
	const char *at = text + mt940_codes_find(text);
	const char mark = *at;
	struct buf pieces = { .max = MT940_FIELD_MAX };
	struct buf name = { .max = MT940_FIELD_MAX };
	bool is_full = false;
	int rc = 0;

	mark_return(parser, text + strspn(text, " "));
	while (rc == 0 && *at != '\0') {
		const enum mt940_part part = code_at(at, mark);
		const char *value = at + 3;

		at = value;
		while (*at != '\0' && code_at(at, mark) == MT940_NO_PART)
			at++;
		const struct mt940_text own = { value, (size_t)(at - value) };

		if (part == MT940_PIECE)
			add_piece(&pieces, &is_full, own);
		else if (part == MT940_NAME)
			buf_add(&name, own.s, own.len);
		else
			rc = mt940_text_put(parser, part, own, err);
	}
	if (rc == 0)
		rc = buf_check(&pieces, err);
	if (rc == 0)
		rc = buf_check(&name, err);
	if (rc == 0)
		rc = mt940_text_put(
			parser, MT940_PARTY, mt940_text_of(&name), err);
	if (rc == 0)
		rc = MT940_PUT_PARTS(
			parser, keywords, mt940_text_of(&pieces), "", err);
	buf_release(&pieces);
	buf_release(&name);
	return rc;
}
