#ifndef FORMAT_PROFILE_LINE_H
#define FORMAT_PROFILE_LINE_H

#include "format/table/profile.h"

/** profile_line_read(arena, profile, number, line, err): what the line of that
 * number says goes into ${profile}; ${line} is written to. */
int profile_line_read(struct arena *arena, struct profile *profile,
	long number, char *line, struct err *err);

#endif
