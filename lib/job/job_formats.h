#ifndef JOB_FORMATS_H
#define JOB_FORMATS_H

#include <stdio.h>

struct err;

/** job_formats(format, out, err): print what can be imported. */
int job_formats(const char *format, FILE *out, struct err *err);

#endif
