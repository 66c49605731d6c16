#ifndef JOB_JOB_ROTATE_H
#define JOB_JOB_ROTATE_H

/* `yifen keys rotate`. */

struct err;
struct job_ui;

/** job_rotate(ui, err): a new key-encryption key where YIFEN_KEK says,
 * of the profile that YIFEN_CIPHER says; every data key wrapped by it, beside
 * readers and nights; the old one retired, under the book's lock, and its
 * file destroyed.  May be killed anywhere: the next one goes on with it.
 * ERR_LOCKED if a run held the book at the end: all but the retiring is done
 * then. */
int job_rotate(const struct job_ui *ui, struct err *err);

#endif
