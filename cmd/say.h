#ifndef CMD_SAY_H
#define CMD_SAY_H

/*
 * Lines on standard error for people.  What is quoted in them may come from a
 * file of anybody's: control characters are shown, not obeyed.
 */

struct err;

/** say_line(before, text): one line, ${before} as it is in front. */
void say_line(const char *before, const char *text);

/** say_error(err): "yifen: message" and, if there is one, "hint: ...". */
void say_error(const struct err *err);

#endif
