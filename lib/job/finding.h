#ifndef JOB_FINDING_H
#define JOB_FINDING_H

#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "report/writer.h"

/* What an audit finds, as the rows of its answer. */

struct err;
struct job_ui;

struct finding {
	const char *kind;  /* a word that programs rely on: docs/audit.md */
	int64_t seq;	   /* of the event; 0: none */
	int run_id;	   /* 0: none */
	const char *table; /* of the book; NULL: none */
	const char *rows;  /* which of them, by number or key; NULL: all */
	const char *note;  /* model/note.h */
};

struct findings {
	struct arena arena; /* of notes; reset after each row */
	struct writer writer;
	const struct job_ui *ui;
	long count;
};

/** finding_open(findings, format, ui, out, err): begin the answer. */
int finding_open(struct findings *findings, const char *format,
	const struct job_ui *ui, FILE *out, struct err *err);

int finding_add(struct findings *findings, const struct finding *finding,
	struct err *err);

/** finding_head(findings, kind, number, note, err): a head_fault_fn. */
int finding_head(void *findings, const char *kind, int number,
	const char *note, struct err *err);

/** finding_end(findings, err): no more rows. */
int finding_end(struct findings *findings, struct err *err);
void finding_close(struct findings *findings);

#endif
