#include "job/filter.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "model/terms.h"

#include <stdlib.h>
#include <string.h>

static int
no_such_filter(const struct filter *filters, const char *who, const char *name,
	struct err *err)
{
	struct buf names = BUF_INIT;

	for (const struct filter *f = filters; f->name != NULL; f++)
		buf_printf(&names, "%s--%s", f == filters ? "" : ", ", f->name);
	err_set(err, ERR_USAGE, _("%s cannot be filtered by --%s"), who, name);
	err_hint(err, _("It knows: %s"), buf_text(&names));
	buf_release(&names);
	return -1;
}

static int
no_such_word(const struct filter *filter, const char *value, struct err *err)
{
	struct buf words = BUF_INIT;

	for (int i = 0; i < filter->word_count; i++)
		if (filter->words[i][0] != '\0')
			buf_printf(&words, "%s%s", words.len == 0 ? "" : ", ",
				filter->words[i]);
	err_set(err, ERR_USAGE, _("--%s: there is no '%s'"), filter->name,
		value);
	err_hint(err, _("Say one of: %s"), buf_text(&words));
	buf_release(&words);
	return -1;
}

static int
read_int(const struct filter *filter, const char *value, int64_t *number,
	struct err *err)
{
	const size_t digits = strspn(value, "0123456789");

	if (digits == 0 || digits > 9 || value[digits] != '\0')
		return err_set(err, ERR_USAGE, _("--%s: '%s' is no number"),
			filter->name, value);
	*number = strtol(value, NULL, 10);
	return 0;
}

static int
read_value(const struct filter *filter, const char *value,
	struct db_value *param, struct err *err)
{
	int64_t number = 0;
	int32_t day = DAY_NONE;

	if (filter->words != NULL &&
		(value[0] == '\0' ||
			terms_find(filter->words, filter->word_count, value) <
				0))
		return no_such_word(filter, value, err);
	switch (filter->type) {
	case FILTER_INT:
		if (read_int(filter, value, &number, err) < 0)
			return -1;
		*param = db_int(number);
		return 0;
	case FILTER_DAY:
		if (day_parse(value, strlen(value), &day, err) < 0) {
			err->code = ERR_USAGE;
			return err_within(err, "--%s", filter->name);
		}
		*param = db_day(day);
		return 0;
	default:
		*param = db_text(value);
		return 0;
	}
}

static const char *
given_value(const struct job_filter *given, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(given[i].name, name) == 0)
			return given[i].value;
	return NULL;
}

static bool
is_known(const struct filter *filters, const char *name)
{
	for (const struct filter *f = filters; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return true;
	return false;
}

int
filter_params(const struct filter *filters, const struct job_filter *given,
	size_t count, const char *who, struct db_value *params, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!is_known(filters, given[i].name))
			return no_such_filter(filters, who, given[i].name, err);
	for (size_t i = 0; filters[i].name != NULL; i++) {
		const char *value = given_value(given, count, filters[i].name);

		if (value == NULL)
			value = filters[i].standard;
		params[i] = db_null();
		if (value != NULL &&
			read_value(&filters[i], value, &params[i], err) < 0)
			return -1;
	}
	return 0;
}
