#include "format/table/profile.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "format/table/profile_line.h"
#include "model/fold.h"

#include <string.h>

static bool
is_name(const char *name)
{
	return name != NULL && *name != '\0' &&
		name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
		'\0';
}

/* What a movement cannot do without. */
static int
check(const struct profile *profile, struct err *err)
{
	const bool dated = profile_column(profile, TABLE_DAY) != NULL ||
		profile_column(profile, TABLE_MOMENT) != NULL;
	const bool sums = profile_column(profile, TABLE_AMOUNT) != NULL ||
		(profile_column(profile, TABLE_DEBIT) != NULL &&
			profile_column(profile, TABLE_CREDIT) != NULL);

	if (!is_name(profile->name))
		return err_set(err, ERR_USAGE,
			_("expected \"format NAME\", of a to z, 0 to 9 and -"));
	if (profile->layouts[LAYOUT_XML] != (profile->record != NULL))
		return err_set(err, ERR_USAGE,
			_("layout xml and \"record PATH\" go together"));
	if (!dated)
		return err_set(err, ERR_USAGE,
			_("no column is the day or moment of a movement"));
	if (!sums)
		return err_set(err, ERR_USAGE,
			_("no column is the amount, nor two debit and credit"));
	return 0;
}

int
profile_read(const char *text, size_t len, struct arena *arena,
	struct profile *profile, struct err *err)
{
	long number = 0;
	char *line = arena_text(arena, text, len, err);

	if (line == NULL)
		return -1;
	*profile = (struct profile){ .title = "", .variants = "" };
	while (line != NULL) {
		char *end = strchr(line, '\n');
		const size_t width =
			end != NULL ? (size_t)(end - line) : strlen(line);

		line[width] = '\0';
		if (width > 0 && line[width - 1] == '\r')
			line[width - 1] = '\0';
		if (profile_line_read(arena, profile, ++number, line, err) < 0)
			return -1;
		line = end != NULL ? end + 1 : NULL;
	}
	if (!profile->layouts[LAYOUT_TSV] && !profile->layouts[LAYOUT_PIPE] &&
		!profile->layouts[LAYOUT_XML])
		profile->layouts[LAYOUT_CSV] = true;
	if (*profile->title == '\0')
		profile->title = profile->name;
	return check(profile, err);
}

/* --- comparing ------------------------------------------------------------ */

/* Banks write "摘要[ Reference ]" for people who read English. */
static const char *
without_translation(struct arena *arena, const char *text, struct err *err)
{
	const size_t keep = strcspn(text, "[");
	const char *close = strchr(text + keep, ']');

	if (text[keep] == '\0' || keep == 0 || close == NULL)
		return text;
	return arena_format(arena, err, "%.*s%s", (int)keep, text, close + 1);
}

const char *
profile_fold(struct arena *arena, const char *text, struct err *err)
{
	text = without_translation(arena, text, err);
	return text == NULL ? NULL : fold_text(arena, text, err);
}

bool
profile_lists(const char *values, const char *text)
{
	while (values != NULL) {
		const char *t = text;

		while (*t != '\0' && *t == *values) {
			t++;
			values++;
		}
		if (*t == '\0' && (*values == '\0' || *values == '|'))
			return true;
		while (*values != '\0' && *values != '|')
			values++;
		values = *values == '|' ? values + 1 : NULL;
	}
	return false;
}

const struct profile_column *
profile_column(const struct profile *profile, enum table_field field)
{
	for (size_t i = 0; i < profile->columns.count; i++)
		if (profile->columns.at[i].field == field)
			return &profile->columns.at[i];
	return NULL;
}
