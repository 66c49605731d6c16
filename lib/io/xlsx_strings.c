#include "io/xlsx_strings.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/limits.h"
#include "io/xlsx_book.h"

#include <string.h>

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_strings *strings = ctx;
	const int depth = strings->depth++;

	(void)space, (void)attributes, (void)count, (void)line, (void)column;
	if (depth == 0)
		return xlsx_book_root(name, "sst", err);
	if (depth == 1)
		xlsx_text_begin(&strings->text);
	else
		xlsx_text_start(&strings->text, name);
	return 0;
}

static int
keep(struct xlsx_strings *strings, struct err *err)
{
	const struct buf *text = &strings->text.text;
	const char **string;
	char most[LIMIT_TEXT_SIZE];

	/* With its NUL, and where it is. */
	strings->used += text->len + 1 + sizeof(*string);
	if (strings->used > limits_size(LIMIT_STRINGS)) {
		err_set(err, ERR_LIMIT, _("more than %s of shared strings"),
			limits_text(LIMIT_STRINGS, most));
		return limits_hint(LIMIT_STRINGS, err);
	}
	string = vec_push(strings, &strings->arena, err);
	if (string == NULL)
		return -1;
	*string = arena_text(&strings->arena, buf_text(text), text->len, err);
	return *string == NULL ? -1 : 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct xlsx_strings *strings = ctx;
	int rc;

	(void)line, (void)column;
	strings->depth--;
	if (strings->depth == 0)
		return 0;
	if (strings->depth == 1)
		rc = strcmp(name, "si") == 0 ? keep(strings, err) : 0;
	else
		rc = xlsx_text_end(&strings->text, name, text, err);
	if (rc < 0)
		err_within(err, _("shared string %zu"), strings->count);
	return rc;
}

struct xml_handler
xlsx_strings_handler(struct xlsx_strings *strings)
{
	strings->depth = 0;
	return (struct xml_handler){ strings, on_start, on_end };
}

void
xlsx_strings_release(struct xlsx_strings *strings)
{
	arena_release(&strings->arena);
	buf_release(&strings->text.text);
}
