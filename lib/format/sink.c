#include "format/format.h"

static int
hear_statement(void *ctx, const struct statement *st, struct err *err)
{
	(void)ctx;
	(void)st;
	(void)err;
	return 0;
}

static int
hear_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	(void)ctx;
	(void)st;
	(void)entry;
	(void)err;
	return 0;
}

static int
hear_disagreement(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	(void)ctx;
	(void)st;
	(void)message;
	(void)err;
	return 0;
}

const struct sink sink_indifferent = { .begin = hear_statement,
	.entry = hear_entry,
	.end = hear_statement,
	.disagree = hear_disagreement };
