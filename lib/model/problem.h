#ifndef MODEL_PROBLEM_H
#define MODEL_PROBLEM_H

#include <stdbool.h>

#include "base/vec.h"

/*
 * What is wrong with the rows of a file of reference data.  Reading goes on
 * after a problem, so that a person sees all of them at once: the first 50
 * errors and the first 50 warnings are kept, the rest is counted.
 */

#define PROBLEMS_MAX 50

struct arena;
struct err;

struct problem {
	long line, column;   /* of the field, from 1 */
	const char *field;   /* the column's name, or "" for a whole row */
	const char *message; /* "field: what is wrong"; no file, no place */
	bool warning;	     /* the row is taken all the same */
};

struct problems {
	VEC(struct problem); /* in the order in which they were found */
	struct arena *arena;
	long errors, warnings; /* all of them */
};

/** problems_add(problems, where, text, err): add a copy of ${where} with
 * "field: ${text}" as its message. */
int problems_add(struct problems *problems, const struct problem *where,
	const char *text, struct err *err);

/** problems_more(problems): how many are counted, but not kept. */
long problems_more(const struct problems *problems);

#endif
