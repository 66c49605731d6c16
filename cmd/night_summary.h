#ifndef CMD_NIGHT_SUMMARY_H
#define CMD_NIGHT_SUMMARY_H

struct job_nightly_result;

/** night_summary_print(night): what the night came to, in a few aligned lines
 * on standard error. */
void night_summary_print(const struct job_nightly_result *night);

/** night_summary_line(night): the same in one line. */
void night_summary_line(const struct job_nightly_result *night);

#endif
