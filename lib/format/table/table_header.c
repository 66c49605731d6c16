#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"

#include <string.h>

/* The column of the profile that a header's cell names, -1 if none does, -2
 * without memory. */
static int
find_column(const struct profile *profile, const struct csv_field *cell,
	struct arena *arena, struct err *err)
{
	const char *folded = profile_fold(arena, cell->text, err);

	if (folded == NULL)
		return -2;
	for (size_t i = 0; i < profile->columns.count; i++)
		if (profile_lists(profile->columns.at[i].folded, folded))
			return (int)i;
	return -1;
}

int
table_header_fit(const struct profile *profile, const struct csv_field *fields,
	size_t count, struct arena *arena, struct table_fit *fit,
	struct err *err)
{
	bool seen[PROFILE_COLUMNS_MAX] = { false };

	*fit = (struct table_fit){ 0 };
	for (size_t i = 0; i < count; i++) {
		int found;

		if (texts_is_blank(fields[i].text))
			continue;
		found = find_column(profile, &fields[i], arena, err);
		if (found == -2)
			return -1;
		if (found < 0)
			fit->unknown++;
		else
			seen[found] = true;
		fit->known += found >= 0;
	}
	for (size_t i = 0; i < profile->columns.count; i++) {
		if (profile->columns.at[i].optional)
			continue;
		fit->required++;
		fit->found += seen[i];
	}
	return 0;
}

/* A header that is not quite the profile's: what is missing, what is there. */
struct surprise {
	const struct profile_column *missing;
	const struct csv_field *unknown;
};

static int
refuse(long line, const struct surprise *surprise, struct err *err)
{
	const struct csv_field *unknown = surprise->unknown;

	if (surprise->missing == NULL) {
		err_at(err, ERR_INPUT, unknown->line, unknown->column,
			_("header: column %.80s is not known"), unknown->text);
		return err_hint(err,
			_("A column that was added may change what the others "
			  "mean: add it to the profile once you know."));
	}
	if (unknown != NULL)
		err_at(err, ERR_INPUT, unknown->line, unknown->column,
			_("header: expected %s, found %.80s"),
			surprise->missing->name, unknown->text);
	else
		err_at(err, ERR_INPUT, line, 1,
			_("header: column %s is missing"),
			surprise->missing->name);
	return err_hint(err,
		_("The bank's layout has changed, or the file was edited: "
		  "download it again, or write a profile (yifen formats)."));
}

int
table_header_bind(const struct profile *profile, long line,
	const struct csv_field *fields, size_t count, struct arena *arena,
	struct table_binding *binding, struct err *err)
{
	struct surprise surprise = { NULL, NULL };

	for (size_t i = 0; i < PROFILE_COLUMNS_MAX; i++)
		binding->at[i] = -1;
	binding->width = count;
	for (size_t i = 0; i < count; i++) {
		int found;

		if (texts_is_blank(fields[i].text))
			continue;
		found = find_column(profile, &fields[i], arena, err);
		if (found == -2)
			return -1;
		if (found < 0) {
			if (surprise.unknown == NULL && !profile->ignores_extra)
				surprise.unknown = &fields[i];
			continue;
		}
		if (binding->at[found] >= 0)
			return err_at(err, ERR_INPUT, fields[i].line,
				fields[i].column,
				_("header: column %s stands twice"),
				profile->columns.at[found].name);
		binding->at[found] = (int)i;
	}
	for (size_t i = profile->columns.count; i-- > 0;)
		if (binding->at[i] < 0 && !profile->columns.at[i].optional)
			surprise.missing = &profile->columns.at[i];
	if (surprise.missing == NULL && surprise.unknown == NULL)
		return 0;
	return refuse(line, &surprise, err);
}
