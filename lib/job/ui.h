#ifndef JOB_UI_H
#define JOB_UI_H

#include <stdint.h>

/*
 * How a job speaks while it works; it never prints by itself.  Both functions
 * may be called as often as there is something to say; progress is cheap
 * enough for every block of input.
 */

struct job_ui {
	void *ctx;

	/* One line for people, translated, without line end. */
	void (*line)(void *ctx, const char *text);

	/* How far it is with ${what} (translated): ${done} of ${total}, which
	 * is 0 while it is not known. */
	void (*progress)(void *ctx, const char *what, int64_t done,
		int64_t total);
};

/** ui_tell(ui, format, ...): a line made as by printf.  Nothing secret is ever
 * an argument. */
void ui_tell(const struct job_ui *ui, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
