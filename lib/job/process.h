#ifndef JOB_PROCESS_H
#define JOB_PROCESS_H

/** process_prepare(): once, before anything else: no core dumps, secrets stay
 * in memory; SIGINT and SIGTERM end the work at its next safe point (a second
 * one at once), SIGPIPE is an error of the write. */
void process_prepare(void);

#endif
