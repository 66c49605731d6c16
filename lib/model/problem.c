#include "model/problem.h"

#include "base/arena.h"
#include "base/err.h"

#include <string.h>

int
problems_add(struct problems *problems, const struct problem *where,
	const char *text, struct err *err)
{
	long *const count =
		where->warning ? &problems->warnings : &problems->errors;
	struct problem *p;
	char *field, *message;

	if (++*count > PROBLEMS_MAX)
		return 0;
	p = vec_push(problems, problems->arena, err);
	if (p == NULL)
		return -1;
	*p = *where;
	field = arena_text(
		problems->arena, where->field, strlen(where->field), err);
	message = arena_format(problems->arena, err, "%s%s%s", where->field,
		where->field[0] == '\0' ? "" : ": ", text);
	if (field == NULL || message == NULL)
		return -1;
	/* Both may be what the file says. */
	err_mend(field);
	err_mend(message);
	p->field = field;
	p->message = message;
	return 0;
}

long
problems_more(const struct problems *problems)
{
	return problems->errors + problems->warnings - (long)problems->count;
}
