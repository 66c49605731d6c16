#include "io/inflated.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/input.h"
#include "io/limits.h"

int
inflated_check_size(const struct inflated *inflated, struct err *err)
{
	char text[LIMIT_TEXT_SIZE];

	if (inflated->count <= limits_get(LIMIT_OUTPUT))
		return 0;
	err_set(err, ERR_LIMIT, _("%s: more than %s of content"),
		inflated->path, limits_text(LIMIT_OUTPUT, text));
	return limits_hint(LIMIT_OUTPUT, err);
}

int
inflated_add(struct inflated *inflated, long count, struct err *err)
{
	char text[LIMIT_TEXT_SIZE];

	inflated->count += count;
	if (inflated_check_size(inflated, err) < 0)
		return -1;
	if (inflated->count <= limits_get(LIMIT_RATIO_FROM) ||
		inflated->count / limits_get(LIMIT_RATIO) <
			input_done(inflated->input))
		return 0;
	err_set(err, ERR_LIMIT,
		_("%s: it unpacks to more than %s times its size"),
		inflated->path, limits_text(LIMIT_RATIO, text));
	return limits_hint(LIMIT_RATIO, err);
}
