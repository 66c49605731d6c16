#ifndef CMD_NIGHT_SUMMARY_H
#define CMD_NIGHT_SUMMARY_H

#include <stdint.h>

struct job_nightly_result;

/** night_summary_print(date, result): what the night came to, in a few aligned
 * lines on standard error. */
void night_summary_print(int32_t date, const struct job_nightly_result *result);

#endif
