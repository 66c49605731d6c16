#ifndef JOB_OWN_FORMATS_H
#define JOB_OWN_FORMATS_H

#include "base/arena.h"
#include "format/format.h"

/*
 * Formats that an operator wrote for his own banks: the profiles (profile.h)
 * in YIFEN_HOME/formats.  They stand beside the built-in ones in --as, in what
 * recognises files and in "yifen formats".
 */

struct err;

struct own_formats {
	struct arena arena;
	const struct format **list; /* ended by NULL */
};

/** own_formats_read(own, err): all of them, in the order of their names;
 * ERR_CONFIG with "FILE:LINE:COLUMN: what" if one is no profile, or bears the
 * name of another format.  To be released also after a failure. */
int own_formats_read(struct own_formats *own, struct err *err);
void own_formats_release(struct own_formats *own);

/** own_formats_open(arena, path, err): the format of one profile; NULL. */
const struct format *
own_formats_open(struct arena *arena, const char *path, struct err *err);

#endif
