#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * A page that stands alone, of one report or several: style and charts within
 * it, no script, nothing loaded; readable on a phone, dark or light, on A4.
 * What stands where is the page of a report (definition.h).
 */

struct err;
struct report;

struct page {
	const struct report *report;
	const char *span; /* of which days, for people */
	bool has_links;	  /* the files of a night lie beside it */
	FILE *out;

	/* Write the section of a report, as writer_html does. */
	int (*section)(void *ctx, const struct report *report, struct err *err);
	void *ctx;
};

/* What a night's first page is called; the others are NAME.html. */
#define PAGE_INDEX "night"
#define PAGE_INDEX_FILE "index.html"

/** page_write(page, err): all of it; ERR_BUG if its template names no report
 * that is there. */
int page_write(const struct page *page, struct err *err);

#endif
