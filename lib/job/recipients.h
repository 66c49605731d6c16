#ifndef JOB_RECIPIENTS_H
#define JOB_RECIPIENTS_H

#include "job/deliver_file.h"

/*
 * To whom each folder of the outbox is encrypted, and who signs:
 * YIFEN_HOME/keys/channels/FOLDER.pem, and the key that init made.
 */

struct certificate;
struct session;
struct signer;

struct recipients {
	/* In the order of deliver_folders; NULL: none is configured. */
	struct certificate *of[DELIVER_FOLDERS];
	struct signer *signer; /* NULL while nobody is configured */
};

/** recipients_open(session, channel, recipients, err): of that channel, or
 * (NULL) of all.  One that is there and cannot be used is refused.
 * recipients_close() after a failure, too. */
int recipients_open(struct session *session, const char *channel,
	struct recipients *recipients, struct err *err);
void recipients_close(struct recipients *recipients);

/** recipients_find(recipients, folder): its certificate, or NULL. */
const struct certificate *
recipients_find(const struct recipients *recipients, const char *folder);

#endif
