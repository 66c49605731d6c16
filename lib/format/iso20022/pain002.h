#ifndef FORMAT_PAIN002_H
#define FORMAT_PAIN002_H

#include <stdbool.h>

#include "format/elements.h"

/*
 * The parts of format_pain002.c: which elements are read (pain002_path.c).
 */

/* A text that is kept until its scope ends. */
enum pain_slot {
	SLOT_NONE,
	MESSAGE,

	G_STATUS,
	G_REASON,
	G_TEXT,

	B_PAYMENT,
	B_STATUS,
	B_REASON,
	B_TEXT,

	T_PAYMENT,
	T_END_TO_END,
	T_INSTRUCTION,
	T_STATUS,
	T_REASON,
	T_TEXT,

	SLOT_COUNT
};

enum pain_scope { SCOPE_NONE, SCOPE_GROUP, SCOPE_BLOCK, SCOPE_PAYMENT };

/* An element that is read. */
struct pain_field {
	const char *path; /* below the body, or what a payment stands in */
	enum pain_scope scope;
	enum pain_slot slot;
	bool joins; /* several are one text; else two are an error */
};

/* What is told of: a message, a block in it, a payment. */
#define GROUP "OrgnlGrpInfAndSts"
#define BLOCK "OrgnlPmtInfAndSts"
#define PAYMENT "TxInfAndSts"

/** pain002_elements(elements, err): the elements that are read, each with its
 * struct pain_field. */
int pain002_elements(struct elements *elements, struct err *err);

#endif
