/*
 * Lines to fields: tags, blocks, the ends of messages, and what stands between
 * messages.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"

#include <string.h>

#define DIGITS "0123456789"
#define BODY "{4:" /* the block that the fields are in */

typedef int field_fn(struct parser *parser, struct err *err);

/* Where a tag may stand in a message. */
enum place {
	AT_FRONT, /* begins one, ends the one before */
	BEFORE,	  /* the movements; begins one if there is none */
	AMONG,	  /* movements */
	ANYWHERE, /* within one */
};

struct mt940_tag {
	const char *name;
	enum place place;
	bool has_lines; /* more than one */
	bool is_time;	/* may be minutes: "16" line break ":20:05" */
	field_fn *end;
};

static const struct mt940_tag tags[] = {
	{ "20", AT_FRONT, false, true, mt940_message_reference },
	{ "21", BEFORE, false, true, NULL },
	{ "25", BEFORE, false, true, mt940_message_account },
	{ "28", BEFORE, false, true, mt940_message_number },
	{ "28C", BEFORE, false, false, mt940_message_number },
	{ "13", BEFORE, false, true, mt940_message_made },
	{ "13D", BEFORE, false, false, mt940_message_made },
	{ "34F", BEFORE, false, false, mt940_message_floor },
	{ "60F", BEFORE, false, false, mt940_message_opening },
	{ "60M", BEFORE, false, false, mt940_message_opening },
	{ "61", AMONG, true, false, mt940_entry_movement },
	{ "86", ANYWHERE, true, false, mt940_entry_info },
	{ "NS", ANYWHERE, true, false, mt940_entry_bank },
	{ "NSF", ANYWHERE, true, false, NULL },
	{ "62F", ANYWHERE, false, false, mt940_message_closing },
	{ "62M", ANYWHERE, false, false, mt940_message_closing },
	{ "64", ANYWHERE, false, false, NULL },
	{ "65", ANYWHERE, false, false, NULL },
	{ "90C", ANYWHERE, false, false, mt940_message_sum },
	{ "90D", ANYWHERE, false, false, mt940_message_sum },
};

/* --- places ------------------------------------------------------------ */

int
mt940_refuse(const struct parser *parser, size_t offset, const char *part,
	struct err *err)
{
	const struct mt940_field *field = &parser->field;
	const char *text = buf_text(&field->text);
	long line = field->line, column = field->column;
	const char *from = text;

	if (field->joint > 0 && offset >= field->joint) {
		line++;
		column = 1;
		from += field->joint;
	}
	column += utf8_count(from, (size_t)(text + offset - from));
	err_within(err, "%ld:%ld: :%s: %s", line, column, field->name, part);
	return mt940_hint(err);
}

int
mt940_refuse_size(const struct parser *parser, size_t max, struct err *err)
{
	err_at(err, ERR_LIMIT, parser->line, 1,
		_(":%s: a text of more than %zu bytes"), parser->field.name,
		max);
	return mt940_hint(err);
}

int
mt940_hint(struct err *err)
{
	return err_hint(err,
		_("Download the file again, and do not change it; if the bank "
		  "made it so, ask the bank."));
}

/* --- fields ------------------------------------------------------------ */

static int
end_field(struct parser *parser, struct err *err)
{
	struct mt940_field *const field = &parser->field;
	int rc = 0;

	if (field->tag == NULL)
		return 0;
	if (field->tag->end != NULL)
		rc = field->tag->end(parser, err);
	field->tag = NULL;
	return rc;
}

static int
add_to_field(
	struct parser *parser, const char *text, size_t len, struct err *err)
{
	struct mt940_field *const field = &parser->field;

	if (field->text.len + len + 1 <= MT940_FIELD_MAX) {
		buf_add(&field->text, text, len);
		return buf_check(&field->text, err);
	}
	return mt940_refuse_size(parser, MT940_FIELD_MAX, err);
}

static int
end_message(struct parser *parser, struct err *err)
{
	if (end_field(parser, err) < 0)
		return -1;
	if (!parser->in_message)
		return 0;
	parser->in_message = false;
	return mt940_message_end(parser, err);
}

static void
start_message(struct parser *parser)
{
	parser->in_message = true;
	parser->messages++;
	mt940_message_start(parser);
}

/* Whether a tag may stand here, and the message that it begins. */
static int
check_place(struct parser *parser, const struct mt940_tag *tag, long column,
	struct err *err)
{
	if (!parser->in_message && tag->place <= BEFORE) {
		start_message(parser);
		return 0;
	}
	if (!parser->in_message) {
		err_at(err, ERR_INPUT, parser->line, column,
			_(":%s: outside of a statement"), tag->name);
		return err_hint(err,
			_("A statement begins with :20: and ends with \"-\": "
			  "download the file again."));
	}
	if (tag->place == BEFORE && parser->page.begun)
		err_at(err, ERR_INPUT, parser->line, column,
			_(":%s: after the movements, or the second one of its "
			  "statement"),
			tag->name);
	else if (tag->place == AMONG && parser->page.closed)
		err_at(err, ERR_INPUT, parser->line, column,
			_(":%s: after the closing balance"), tag->name);
	else
		return 0;
	return mt940_hint(err);
}

static int
start_field(struct parser *parser, const struct mt940_tag *tag,
	const char *text, size_t len, long column, struct err *err)
{
	struct mt940_field *const field = &parser->field;

	if (end_field(parser, err) < 0)
		return -1;
	if (tag->place == AT_FRONT && end_message(parser, err) < 0)
		return -1;
	if (check_place(parser, tag, column, err) < 0)
		return -1;
	field->tag = tag;
	field->name = tag->name;
	field->line = parser->line;
	field->column = column + (long)strlen(tag->name) + 2;
	field->joint = 0;
	buf_clear(&field->text);
	return add_to_field(parser, text, len, err);
}

/* --- lines ------------------------------------------------------------- */

/* Whether "NN..." after the colon are the minutes of a time whose hours end
 * the line before: banks cut lines where they are full. */
static bool
is_time(const struct parser *parser, const char *minutes, const char *after)
{
	const struct buf *before = &parser->field.text;
	size_t hours = 0;

	while (hours < before->len &&
		strchr(DIGITS, before->s[before->len - 1 - hours]) != NULL)
		hours++;
	return hours >= 1 && hours <= 2 && minutes[0] < '6' &&
		strspn(after, DIGITS) == 2 && after[0] < '6';
}

/* The tag with which a line begins, or NULL; ${value} is what follows it. */
static const struct mt940_tag *
find_tag(const struct parser *parser, const char *text, const char **value)
{
	const char *end;

	if (*text != ':' || (end = strchr(text + 1, ':')) == NULL)
		return NULL;
	*value = end + 1;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		const struct mt940_tag *tag = &tags[i];

		if (strlen(tag->name) != (size_t)(end - text - 1) ||
			memcmp(tag->name, text + 1, strlen(tag->name)) != 0)
			continue;
		if (tag->is_time && !parser->page.closed &&
			parser->field.tag != NULL &&
			parser->field.tag->has_lines &&
			is_time(parser, text + 1, *value))
			return NULL;
		return tag;
	}
	return NULL;
}

/* A block of the network, or what remains of it where the file was saved by a
 * program that puts quotes around lines. */
static bool
is_block(const char *text)
{
	if (strncmp(text, "@\"", 2) == 0)
		text += 2;
	return text[0] == '{' && text[1] >= '1' && text[1] <= '5' &&
		text[2] == ':';
}

enum trailer { TRAILER_NONE, TRAILER_MAYBE, TRAILER_SURE };

/* The end of a message: "-}" of a block, also in the Swedish variant of ASCII,
 * "-" of a bare message, "-" and three X of some Dutch banks. */
static enum trailer
find_trailer(const char *text, size_t len)
{
	if (*text != '-')
		return TRAILER_NONE;
	if (text[1] == '}' || strcmp(text, "-å") == 0)
		return TRAILER_SURE;
	while (text[len - 1] == ' ')
		len--;
	if (len == 1 || (len == 4 && strspn(text + 1, "X") == 3))
		return TRAILER_MAYBE;
	return TRAILER_NONE;
}

/* The line "-" in a text: an end only if nothing but a message follows. */
static int
resolve_dash(struct parser *parser, const char *text, struct err *err)
{
	if (!parser->has_dash)
		return 0;
	parser->has_dash = false;
	if (is_block(text) || strncmp(text, ":20:", 4) == 0)
		return end_message(parser, err);
	return add_to_field(parser, "\n-", 2, err);
}

static int
take_trailer(struct parser *parser, enum trailer trailer, struct err *err)
{
	const struct mt940_tag *tag = parser->field.tag;

	if (trailer == TRAILER_SURE || parser->page.closed || tag == NULL ||
		!tag->has_lines || !parser->in_message)
		return end_message(parser, err);
	parser->has_dash = true;
	return 0;
}

static bool
looks_like_tag(const char *text)
{
	const size_t digits = strspn(text + 1, DIGITS);

	if (*text != ':' || digits != 2)
		return false;
	text += 1 + digits;
	return text[0] == ':' ||
		(text[0] >= 'A' && text[0] <= 'Z' && text[1] == ':');
}

/* A line that neither begins nor ends anything. */
static int
take_text(struct parser *parser, const char *text, size_t len, long column,
	struct err *err)
{
	struct mt940_field *const field = &parser->field;

	if (!parser->in_message)
		return 0;
	if (field->tag == NULL || !field->tag->has_lines) {
		if (end_field(parser, err) < 0)
			return -1;
		/* The heading of the next message. */
		if (parser->page.closed)
			return 0;
		err_at(err, ERR_INPUT, parser->line, column, "%s",
			looks_like_tag(text)
				? _("a tag that a statement does not have")
				: _("a text that belongs to no field"));
		return err_hint(err,
			_("The file is damaged or no MT940 or MT942: "
			  "download it again."));
	}
	if (field->tag->end == mt940_entry_movement && field->joint == 0 &&
		mt940_entry_is_cut(buf_text(&field->text)))
		field->joint = field->text.len;
	else if (add_to_field(parser, "\n", 1, err) < 0)
		return -1;
	return add_to_field(parser, text, len, err);
}

/* What a line is, by its ${begin}; ${text} is all of it. */
static int
take_line(struct parser *parser, const char *text, const char *begin,
	size_t len, struct err *err)
{
	const char *const end = text + len, *value;
	const long column = utf8_count(text, (size_t)(begin - text)) + 1;
	const struct mt940_tag *tag = find_tag(parser, begin, &value);
	enum trailer trailer;

	if (tag != NULL)
		return start_field(
			parser, tag, value, (size_t)(end - value), column, err);
	trailer = find_trailer(begin, (size_t)(end - begin));
	if (trailer != TRAILER_NONE)
		return take_trailer(parser, trailer, err);
	return take_text(parser, text, len, column, err);
}

int
mt940_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct parser *const parser = ctx;
	const char *begin = text + strspn(text, " \t"), *body;

	parser->line = line;
	if (*begin == '\0')
		return 0;
	if (resolve_dash(parser, begin, err) < 0)
		return -1;
	if (!is_block(begin))
		return take_line(parser, text, begin, len, err);
	if (end_message(parser, err) < 0)
		return -1;
	body = strstr(begin, BODY);
	if (body == NULL)
		return 0;
	begin = body + strlen(BODY);
	begin += strspn(begin, " \t");
	return *begin == '\0' ? 0 : take_line(parser, text, begin, len, err);
}

int
mt940_lines_finish(struct parser *parser, struct err *err)
{
	if (end_message(parser, err) < 0 ||
		mt940_statement_end(parser, err) < 0)
		return -1;
	if (parser->messages > 0)
		return 0;
	err_at(err, ERR_INPUT, 1, 1, _("no statement (:20:) in it"));
	return err_hint(err, _("Download it again."));
}
