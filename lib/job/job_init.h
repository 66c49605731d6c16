#ifndef JOB_INIT_H
#define JOB_INIT_H

struct err;
struct job_ui;

/** job_init(ui, err): make YIFEN_HOME, the private cluster, the schema, the
 * roles and keys, as far as they are missing; again changes nothing. */
int job_init(const struct job_ui *ui, struct err *err);

/** job_stop(ui, err): stop the private cluster; nothing if it is not up. */
int job_stop(const struct job_ui *ui, struct err *err);

#endif
