#ifndef JOB_REPORT_PAGE_H
#define JOB_REPORT_PAGE_H

#include <stdio.h>

/* The page of a report (report/page.h), with the rows of all its sections. */

struct db;
struct err;
struct report;
struct report_days;

/** report_page_write(db, report, days, out, err): by itself.  A section that
 * tells of now, in a page of a day that is past, says so and has no rows. */
int report_page_write(struct db *db, const struct report *report,
	const struct report_days *days, FILE *out, struct err *err);

#endif
