#ifndef JOB_REPORT_FOLDER_H
#define JOB_REPORT_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * YIFEN_HOME/reports/DAY: what a night tells (contract.md, Files out).  Every
 * report as a workbook for people, a page for a browser and CSV for programs;
 * index.html is the first to open.
 */

struct err;
struct session;

/** report_folder_exists(session, day, exists, err): whether it was written. */
int report_folder_exists(
	struct session *session, int32_t day, bool *exists, struct err *err);

/** report_folder_write(session, day, err): whole or not at all, in place of one
 * that is there; the books stand at ${day}.  The same facts give the same
 * bytes, in the language of the process. */
int report_folder_write(struct session *session, int32_t day, struct err *err);

#endif
