#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/entry.h"

/*
 * Statement and bill formats: from a file's bytes to statements and entries.
 *
 * To add a format
 * ---------------
 * 1. lib/format/format_NAME.c: define "const struct format format_NAME".
 *    Nothing else of that file is visible outside it.
 * 2. lib/format/format.c: add &format_NAME to formats[].
 * 3. fixtures/statements/NAME/ok and .../bad: at least one file each, with
 *    FILE.expect beside it: what "yifen parse" prints for it.
 * 4. docs/formats/NAME.md: where the specification is, and each choice made
 *    where it is silent or where files depart from it.
 *
 * tests/unit/format/test_format.c walks formats[] and the fixtures: each ok
 * file gives its .expect, each bad one its error, no format claims another's
 * fixture, every prefix and every single-byte change of each is survived.
 *
 * A format reads bytes and calls the sink, in the order of the file.  It does
 * not open files, know the database, or decide what is a duplicate.  It is
 * handed the file in pieces of any size and keeps no more than one record, so
 * memory does not grow with the file.
 */

struct err;

/*
 * Where a format puts what it reads.  What is passed lives until the call
 * returns: the sink copies what it keeps.  A function that returns -1 has
 * filled in err; the format then stops and returns -1 with it unchanged.
 *
 * begin comes before the entries of a statement; end after them, with totals
 * and whatever became known meanwhile (period, closing balance): the struct
 * passed to end is the complete one.  disagree says that a total stated in
 * the file is not that of its rows, both figures in the message; a sink that
 * stores refuses the file there, one that only shows goes on.  total comes
 * after end, where a document's sums can be compared with those of another
 * one; a sink that does not care leaves it NULL.
 *
 * status is what a bank says of a payment that was sent to it; NULL where that
 * is not wanted.  A format that tells it tells nothing else.
 */
struct sink {
	void *ctx;
	int (*begin)(void *ctx, const struct statement *st, struct err *err);
	int (*entry)(void *ctx, const struct statement *st,
		const struct entry *entry, struct err *err);
	int (*end)(void *ctx, const struct statement *st, struct err *err);
	int (*disagree)(void *ctx, const struct statement *st,
		const char *message, struct err *err);
	int (*total)(
		void *ctx, const struct bill_total *total, struct err *err);
	int (*status)(void *ctx, const struct payment_status *status,
		struct err *err);
};

/* Takes everything and does nothing: for those who ask for a part of it only,
 * and put their own functions in. */
extern const struct sink sink_indifferent;

/* How much speaks for a format: nothing, something, or all that it asks for.
 * What lies between says how much. */
enum probe { PROBE_NO = 0, PROBE_MAYBE = 1, PROBE_YES = 100 };

struct parser; /* a format's own state */

struct format {
	const char *name;     /* as in --as and list files: "camt053" */
	const char *title;    /* for people, translatable */
	const char *variants; /* what is recognised, for "yifen formats" */
	enum source source;
	bool tells_status; /* of payments, by sink.status: no statements */

	/* Its rows are no entries of the book, since another bill brings the
	 * same money: they are checked, and their sums compared. */
	bool control;

	/* The text of a format that is data (profile.h), else NULL. */
	const char *profile;

	/* Whether a file that starts so is this format's.  ${len} is at most
	 * FORMAT_HEAD; less only if the file is shorter. */
	enum probe (*probe)(
		const struct format *format, const char *head, size_t len);

	/* A parser for one file; NULL with err.  The format and the sink
	 * outlive it. */
	struct parser *(*open)(const struct format *format,
		const struct sink *sink, struct err *err);

	/* The next bytes; 0, or -1 with err "LINE:COLUMN: field: what". */
	int (*feed)(struct parser *parser, const char *bytes, size_t len,
		struct err *err);

	/* No more bytes: check what only the end shows. */
	int (*finish)(struct parser *parser, struct err *err);

	void (*close)(struct parser *parser); /* NULL is nothing */
};

#define FORMAT_HEAD ((size_t)16 * 1024)

/* All formats, ended by NULL. */
extern const struct format *const formats[];

/** format_find(name): the one of that name, or NULL. */
const struct format *format_find(const char *name);

/** format_find_with(own, name): the same, also among ${own}, which ends with
 * NULL; ${own} may be NULL. */
const struct format *
format_find_with(const struct format *const *own, const char *name);

/**
 * format_probe(head, len, err): the format of a file that starts so.  The
 * one for which most speaks; if none, or two alike, NULL with ERR_INPUT that
 * says what was seen ("an old Excel file: save it as csv") and what to do.
 */
const struct format *
format_probe(const char *head, size_t len, struct err *err);

/** format_probe_with(own, head, len, err): the same, also among ${own}. */
const struct format *format_probe_with(const struct format *const *own,
	const char *head, size_t len, struct err *err);

#endif
