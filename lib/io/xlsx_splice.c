#include "io/xlsx_splice.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_cell.h"
#include "io/xlsx_head.h"
#include "io/xml_escape.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define FULL ((size_t)32 * 1024)
#define TAG_MAX ((size_t)1024 * 1024)

/* --- rows --------------------------------------------------------------- */

/* "_x0041_" in a text would come back as "A" (ISO/IEC 29500-1 22.9.2.19). */
static bool
looks_escaped(const char *text)
{
	return text[0] == '_' && text[1] == 'x' &&
		isxdigit((unsigned char)text[2]) &&
		isxdigit((unsigned char)text[3]) &&
		isxdigit((unsigned char)text[4]) &&
		isxdigit((unsigned char)text[5]) && text[6] == '_';
}

static void
add_value(struct buf *out, const char *text)
{
	const char *plain = text;

	for (const char *at = text; *at != '\0'; at++) {
		if (!looks_escaped(at))
			continue;
		xml_escape(out, plain, (size_t)(at - plain));
		buf_puts(out, "_x005F_");
		plain = at + 1;
	}
	xml_escape(out, plain, strlen(plain));
}

static void
add_cell(struct buf *out, const char *prefix, long row, long column,
	const char *style, const char *text)
{
	char name[XLSX_CELL_NAME_SIZE];

	buf_printf(out, "<%sc r=\"%s\"", prefix,
		xlsx_cell_name(row, column, name));
	if (style[0] != '\0')
		buf_printf(out, " s=\"%s\"", style);
	buf_printf(out, " t=\"inlineStr\"><%sis><%st xml:space=\"preserve\">",
		prefix, prefix);
	add_value(out, text);
	buf_printf(out, "</%st></%sis></%sc>", prefix, prefix, prefix);
}

static int
add_rows(struct xlsx_splice *splice, const char *prefix,
	int (*full)(void *ctx, struct err *err), void *ctx, struct err *err)
{
	const struct form_sheet *sheet = splice->sheet;
	const char *const *cells;
	int rc;

	for (long row = XLSX_HEAD_DATA;
		(rc = splice->rows.next(splice->rows.ctx, &cells, err)) == 1;
		row++) {
		buf_printf(&splice->out, "<%srow r=\"%ld\">", prefix, row);
		for (size_t i = 0; i < sheet->count; i++)
			if (cells[i] != NULL)
				add_cell(&splice->out, prefix, row, (long)i + 1,
					sheet->at[i].style, cells[i]);
		buf_printf(&splice->out, "</%srow>\n", prefix);
		if (splice->out.len >= FULL && full(ctx, err) < 0)
			return -1;
	}
	return rc;
}

/* --- tags --------------------------------------------------------------- */

static bool
begins(const struct buf *tag, const char *with)
{
	return strncmp(buf_text(tag), with, strlen(with)) == 0;
}

static bool
ends(const struct buf *tag, const char *with, size_t least)
{
	const size_t len = strlen(with);

	return tag->len >= least &&
		memcmp(tag->s + tag->len - len, with, len) == 0;
}

/* Whether the tag, comment, section or instruction ends with what was added
 * last. */
static bool
is_complete(struct xlsx_splice *splice, char c)
{
	const struct buf *tag = &splice->tag;

	if (begins(tag, "<!--"))
		return ends(tag, "-->", strlen("<!---->"));
	if (begins(tag, "<![CDATA["))
		return ends(tag, "]]>", strlen("<![CDATA[]]>"));
	if (begins(tag, "<?"))
		return ends(tag, "?>", strlen("<?") + strlen("?>"));
	if (splice->quote != '\0') {
		if (c == splice->quote)
			splice->quote = '\0';
		return false;
	}
	if (c == '"' || c == '\'')
		splice->quote = c;
	return c == '>';
}

/* Whether ${tag} is of that element; how long its prefix is. */
static bool
is_element(const char *tag, const char *name, size_t *prefix)
{
	const char *start = tag + 1 + (tag[1] == '/');
	const size_t len = strcspn(start, " \t\r\n/>");
	const char *colon = memchr(start, ':', len);
	const char *local = colon == NULL ? start : colon + 1;

	*prefix = (size_t)(local - start);
	return len - *prefix == strlen(name) &&
		strncmp(local, name, strlen(name)) == 0;
}

/* The number that the attribute r of a <row> says; 0 if it has none. */
static long
row_number(const char *tag)
{
	const char *at = tag + strcspn(tag, " \t\r\n>");

	while (*at != '\0' && *at != '>') {
		const char *name = at += strspn(at, " \t\r\n/");
		const size_t len = strcspn(at, "= \t\r\n>");
		char quote;

		at += len;
		at += strcspn(at, "\"'>");
		if (*at == '\0' || *at == '>')
			break;
		quote = *at++;
		if (len == 1 && *name == 'r')
			return strtol(at, NULL, 10);
		at = strchr(at, quote);
		if (at == NULL)
			break;
		at++;
	}
	return 0;
}

/* A whole tag: passed on, dropped, or the place of the rows. */
static int
take_tag(struct xlsx_splice *splice, int (*full)(void *, struct err *),
	void *ctx, struct err *err)
{
	const char *tag = buf_text(&splice->tag);
	const size_t len = splice->tag.len;
	const bool closes = tag[1] == '/', is_empty = tag[len - 2] == '/';
	char prefix[64];
	size_t prefix_len;

	if (is_element(tag, "row", &prefix_len)) {
		if (closes && splice->skipping) {
			splice->skipping = false;
			return 0;
		}
		if (!closes) {
			const long said = row_number(tag);

			splice->row = said > 0 ? said : splice->row + 1;
			if (splice->row >= XLSX_HEAD_DATA) {
				splice->skipping = !is_empty;
				return 0;
			}
		}
	} else if (closes && is_element(tag, "sheetData", &prefix_len)) {
		if (prefix_len >= sizeof(prefix))
			return err_set(err, ERR_INPUT,
				_("a name of more than 255 bytes"));
		memcpy(prefix, tag + 2, prefix_len);
		prefix[prefix_len] = '\0';
		splice->done = true;
		if (add_rows(splice, prefix, full, ctx, err) < 0)
			return -1;
	}
	if (!splice->skipping)
		buf_add(&splice->out, tag, len);
	return 0;
}

int
xlsx_splice_feed(struct xlsx_splice *splice, const char *bytes, size_t len,
	int (*full)(void *ctx, struct err *err), void *ctx, struct err *err)
{
	for (size_t i = 0; i < len; i++) {
		if (splice->tag.len == 0 && bytes[i] != '<') {
			if (!splice->skipping)
				buf_putc(&splice->out, bytes[i]);
			continue;
		}
		buf_putc(&splice->tag, bytes[i]);
		if (splice->tag.len > TAG_MAX)
			return err_set(err, ERR_LIMIT,
				_("a tag of more than %zu bytes"), TAG_MAX);
		if (!is_complete(splice, bytes[i]))
			continue;
		if (take_tag(splice, full, ctx, err) < 0)
			return -1;
		buf_clear(&splice->tag);
	}
	if (buf_check(&splice->tag, err) < 0 ||
		buf_check(&splice->out, err) < 0)
		return -1;
	return full(ctx, err);
}

int
xlsx_splice_end(const struct xlsx_splice *splice, struct err *err)
{
	if (splice->done && splice->tag.len == 0)
		return 0;
	return err_set(err, ERR_INPUT, _("the sheet has no place for rows"));
}

void
xlsx_splice_release(struct xlsx_splice *splice)
{
	buf_release(&splice->tag);
	buf_release(&splice->out);
}
