#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdint.h>

/* JSON (RFC 8259) into a buffer. */

struct buf;

/** json_text(buf, text): a string, quoted; control characters are
 * escaped. */
void json_text(struct buf *buf, const char *text);

/** json_key(buf, first, key): ',' unless it is the first, then the key and a
 * colon. */
void json_key(struct buf *buf, int first, const char *key);

void json_int(struct buf *buf, int64_t number);

#endif
