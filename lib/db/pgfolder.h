#ifndef DB_PGFOLDER_H
#define DB_PGFOLDER_H

#include <sys/types.h>

/* The folders and the log of the private PostgreSQL.  For cluster.c. */

struct err;

/** pgfolder_make(path, err): with its parents, for nobody else. */
int pgfolder_make(const char *path, struct err *err);

/** pgfolder_remove(path, err): with all that is in it. */
int pgfolder_remove(const char *path, struct err *err);

/** pgfolder_own(path, dir, err): give all that is in it to whoever owns the
 * folder, which is open as ${dir}. */
int pgfolder_own(const char *path, int dir, struct err *err);

/** pgfolder_log(home, err): open the log of the home that is open as
 * ${home}, to be written at its end; a long one is put aside before. */
int pgfolder_log(int home, struct err *err);

/** pgfolder_quote(home, from, err): put what the log complains of since
 * ${from} into the hint. */
void pgfolder_quote(const char *home, off_t from, struct err *err);

#endif
