/*
 * Labels: texts above the header, each with what it names beside it.
 */
#include "format/table/table.h"

#include "base/err.h"

#include <string.h>

/* The label that a cell names, and the text beside it: in the same cell after
 * a colon, or in the next one that is filled. */
struct label_match {
	const struct profile_label *label;
	const char *text;
	size_t next; /* the cell to go on with */
};

static const struct profile_label *
find_label(const struct profile *profile, const char *folded)
{
	for (size_t i = 0; i < profile->labels.count; i++)
		if (profile_lists(profile->labels.at[i].folded, folded))
			return &profile->labels.at[i];
	return NULL;
}

/* Where a colon of either width ends, or 0. */
static size_t
after_colon(const char *text, size_t *before)
{
	static const char *const colons[] = { ":", "：" };
	const char *first = NULL;
	size_t width = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *at = strstr(text, colons[i]);

		if (at != NULL && (first == NULL || at < first)) {
			first = at;
			width = strlen(colons[i]);
		}
	}
	*before = first != NULL ? (size_t)(first - text) : strlen(text);
	return first != NULL ? *before + width : 0;
}

static int
match_label(struct parser *parser, const struct csv_field *fields, size_t count,
	size_t at, struct label_match *match, struct err *err)
{
	const char *text = table_text(&parser->row, &fields[at], err);
	const char *name;
	size_t before, after;

	match->label = NULL;
	match->next = at + 1;
	if (text == NULL)
		return -1;
	after = after_colon(text, &before);
	name = arena_text(&parser->row, text, before, err);
	if (name == NULL ||
		(name = profile_fold(&parser->row, name, err)) == NULL)
		return -1;
	match->label =
		*name != '\0' ? find_label(&parser->profile, name) : NULL;
	if (match->label == NULL)
		return 0;
	match->text = after > 0 ? text + after : "";
	match->text += strspn(match->text, " \t");
	while (*match->text == '\0' && match->next < count) {
		match->text =
			table_text(&parser->row, &fields[match->next++], err);
		if (match->text == NULL)
			return -1;
	}
	return 0;
}

int
table_labels_take(struct parser *parser, const struct csv_field *fields,
	size_t count, bool *taken, struct err *err)
{
	struct label_match match;

	*taken = false;
	for (size_t i = 0; i < count; i = match.next) {
		if (match_label(parser, fields, count, i, &match, err) < 0)
			return -1;
		if (match.label == NULL)
			continue;
		*taken = true;
		if (table_statement_label(parser, match.label, match.text,
			    fields[i].line, fields[i].column, err) < 0)
			return -1;
	}
	return 0;
}

int
table_labels_begin(struct parser *parser, const struct csv_field *fields,
	size_t count, bool *begins, struct err *err)
{
	struct label_match match;

	*begins = false;
	if (parser->profile.labels.count == 0)
		return 0;
	if (match_label(parser, fields, count, 0, &match, err) < 0)
		return -1;
	*begins = match.label != NULL;
	return 0;
}
