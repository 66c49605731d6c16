#ifndef JOB_JOB_KEYS_H
#define JOB_JOB_KEYS_H

#include <stdio.h>

/* `yifen keys`: what keys a book has. */

struct err;

/** job_keys_list(format, out, err): the key-encryption keys, and how much
 * hangs on each. */
int job_keys_list(const char *format, FILE *out, struct err *err);

#endif
