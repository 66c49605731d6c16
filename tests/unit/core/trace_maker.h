#ifndef UNIT_CORE_TRACE_MAKER_H
#define UNIT_CORE_TRACE_MAKER_H

#include "book_maker.h"

/** trace_listen(m, external_id): decide, listening to one entry: "RULE:
 * OUTCOME, NOTE", then " + ORDER: NOTE" for what fits and " - " for what does
 * not. */
const char *trace_listen(struct maker *m, const char *external_id);

#endif
