/*
 * The texts of a movement.  Each bank puts its own structure into :86:
 * (formats.md 4.3, dialects): what is known of it becomes name, account,
 * reference and remark; what is not is free text, none is lost.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "io/utf8.h"

#include <string.h>

#define DIGITS "0123456789"
#define LINE_FULL 65 /* characters of a line that goes on in the next one */

/* --- /CODE/ ------------------------------------------------------------ */

static const struct mt940_word slashes[] = {
	{ "/EREF/", MT940_END_TO_END },
	{ "/PREF/", MT940_CUSTOMER },
	{ "/REMI/USTD//", MT940_TEXT },
	{ "/REMI/", MT940_TEXT },
	{ "/TRTP/", MT940_TEXT },
	{ "/PT/", MT940_TEXT },
	{ "/PY/", MT940_TEXT },
	{ "/CNTP/", MT940_CONTRA },
	{ "/IBAN/", MT940_ACCOUNT },
	{ "/NAME/", MT940_PARTY },
	{ "/ORDP/", MT940_PARTY },
	{ "/BENM/", MT940_PARTY },
	{ "/RTRN/", MT940_RETURN },
	{ "/ULTC/", MT940_SKIP },
	{ "/ULTD/", MT940_SKIP },
	{ "/ULTB/", MT940_SKIP },
	{ "/ID/", MT940_SKIP },
	{ "/BIC/", MT940_SKIP },
	{ "/ADDR/", MT940_SKIP },
	{ "/MARF/", MT940_SKIP },
	{ "/CSID/", MT940_SKIP },
	{ "/ISDT/", MT940_SKIP },
	{ "/PURP/", MT940_SKIP },
	{ "/SVCL/", MT940_SKIP },
};

static bool
has_slashes(const char *text)
{
	text += strspn(text, " ");
	for (size_t i = 0;
		*text == '/' && i < sizeof(slashes) / sizeof(*slashes); i++)
		if (strstr(text, slashes[i].word) != NULL)
			return true;
	return false;
}

/* --- Polish: "OD: name; TYT.: text; TNR: number" ------------------------ */

static const struct mt940_word labels[] = {
	{ "Z RACH.:", MT940_ACCOUNT },
	{ "NA RACH.:", MT940_ACCOUNT },
	{ "OD:", MT940_PARTY },
	{ "DLA:", MT940_PARTY },
	{ "TYT.:", MT940_TEXT },
	{ "TNR:", MT940_SKIP },
};

static bool
has_labels(const char *text)
{
	return strchr(text, ';') != NULL &&
		(strstr(text, "TYT.:") != NULL || strstr(text, "TNR:") != NULL);
}

/* An address follows a name after two blanks. */
static struct mt940_text
without_address(struct mt940_text text)
{
	const char *gap = memmem(text.s, text.len, "  ", 2);

	if (gap != NULL)
		text.len = (size_t)(gap - text.s);
	return text;
}

static int
put_labels(struct parser *parser, const char *text, struct err *err)
{
	while (*text != '\0') {
		const size_t len = strcspn(text, ";");
		struct mt940_text own =
			mt940_text_trim((struct mt940_text){ text, len }, " ");
		const struct mt940_word *label = mt940_text_word(
			labels, sizeof(labels) / sizeof(*labels), own);
		enum mt940_part part = MT940_TEXT;

		if (label != NULL) {
			part = label->part;
			own.s += strlen(label->word);
			own.len -= strlen(label->word);
			own = mt940_text_trim(own, " ");
		}
		if (part == MT940_PARTY)
			own = without_address(own);
		if (mt940_text_put(parser, part, own, err) < 0)
			return -1;
		text += len + (text[len] == ';');
	}
	return 0;
}

/* --- the text ---------------------------------------------------------- */

/* The lines of a free text: one that is full goes on in the next one. */
static int
put_free(struct parser *parser, const char *text, struct err *err)
{
	struct buf line = { .max = MT940_FIELD_MAX };
	int rc = 0;

	while (rc == 0 && *text != '\0') {
		const size_t len = strcspn(text, "\n");

		buf_add(&line, text, len);
		if (utf8_count(text, len) < LINE_FULL || text[len] == '\0') {
			rc = mt940_text_remark(
				parser, buf_text(&line), line.len, err);
			buf_clear(&line);
		}
		text += len + (text[len] == '\n');
	}
	if (rc == 0)
		rc = buf_check(&line, err);
	buf_release(&line);
	return rc;
}

/* Structures are cut anywhere, in their codes too: they are read as one line.
 */
static int
put_structure(struct parser *parser, const char *text, struct err *err)
{
	if (mt940_codes_find(text) >= 0)
		return mt940_codes(parser, text, err);
	if (has_slashes(text))
		return MT940_PUT_PARTS(parser, slashes,
			((struct mt940_text){ text, strlen(text) }), "/ ", err);
	return put_labels(parser, text, err);
}

int
mt940_info(struct parser *parser, const char *text, struct err *err)
{
	struct buf joined = { .max = MT940_FIELD_MAX };
	const char *line;
	int rc;

	for (const char *at = text; *at != '\0'; at++)
		if (*at != '\n')
			buf_putc(&joined, *at);
	if (buf_check(&joined, err) < 0) {
		buf_release(&joined);
		return -1;
	}
	line = buf_text(&joined);
	if (mt940_codes_find(line) >= 0 || has_slashes(line) ||
		has_labels(line))
		rc = put_structure(parser, line, err);
	else
		rc = put_free(parser, text, err);
	buf_release(&joined);
	return rc;
}

/* --- :NS: -------------------------------------------------------------- */

static const struct {
	int first, last;
	enum mt940_part part;
} bank_codes[] = {
	{ 1, 14, MT940_TEXT },
	{ 15, 16, MT940_NAME },
	{ 17, 17, MT940_TEXT }, /* what the bank calls it */
	{ 18, 33, MT940_SKIP }, /* keys, our own names, the other bank */
	{ 34, 34, MT940_ACCOUNT },
};

static enum mt940_part
bank_part(const char *line)
{
	int code;

	if (strspn(line, DIGITS) < 2)
		return MT940_TEXT;
	code = (line[0] - '0') * 10 + (line[1] - '0');
	for (size_t i = 0; i < sizeof(bank_codes) / sizeof(*bank_codes); i++)
		if (code >= bank_codes[i].first && code <= bank_codes[i].last)
			return bank_codes[i].part;
	return MT940_TEXT;
}

int
mt940_info_bank(struct parser *parser, const char *text, struct err *err)
{
	struct buf name = { .max = MT940_FIELD_MAX };
	int rc = 0;

	while (rc == 0 && *text != '\0') {
		const size_t len = strcspn(text, "\n");
		const enum mt940_part part = bank_part(text);
		const size_t code = strspn(text, DIGITS) >= 2 ? 2 : 0;
		const struct mt940_text own = { text + code, len - code };

		if (part == MT940_NAME)
			buf_add(&name, own.s, own.len);
		else
			rc = mt940_text_put(parser, part, own, err);
		text += len + (text[len] == '\n');
	}
	if (rc == 0)
		rc = buf_check(&name, err);
	if (rc == 0)
		rc = mt940_text_put(
			parser, MT940_PARTY, mt940_text_of(&name), err);
	buf_release(&name);
	return rc;
}
