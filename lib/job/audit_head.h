#ifndef JOB_AUDIT_HEAD_H
#define JOB_AUDIT_HEAD_H

#include <stdbool.h>

/*
 * Heads are written when a command has changed something, and before one does
 * if that which did was killed.  Whoever may read YIFEN_HOME/keys/audit.key
 * and the chain writes them: what a reviewer did is in the next head.
 */

struct err;
struct session;

#define AUDIT_FOLDER "audit"

/** audit_head_make_key(session, err): the key of a home that has none: SM2 if
 * YIFEN_CIPHER is sm, else Ed25519; and its public half beside the heads. */
int audit_head_make_key(struct session *session, struct err *err);

/** audit_head_write(session, err): the head of what the book is now, unless
 * the last one says the same.  ERR_AUDIT if the chain does not go on from the
 * last head: then nothing is signed. */
int audit_head_write(struct session *session, struct err *err);

/** audit_head_after(session, rc, err): the same after what a command did, be
 * it that it failed (${rc}, whose ${err} stays). */
int audit_head_after(struct session *session, int rc, struct err *err);

#endif
