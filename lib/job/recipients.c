#include "job/recipients.h"

#include "base/arena.h"
#include "base/err.h"
#include "io/certificate.h"
#include "io/signer.h"
#include "job/session.h"

#include <string.h>

static int
open_signer(struct session *session, struct recipients *r, struct err *err)
{
	const char *keys = session_path(session, "keys", err);

	return keys == NULL ? -1 : signer_open(keys, &r->signer, err);
}

int
recipients_open(struct session *session, const char *channel,
	struct recipients *r, struct err *err)
{
	bool any = false;

	*r = (struct recipients){ .signer = NULL };
	for (size_t i = 0; i < DELIVER_FOLDERS; i++) {
		const char *name = deliver_folders[i].name;
		const char *path;

		if (channel != NULL && strcmp(channel, name) != 0)
			continue;
		path = arena_format(&session->arena, err,
			"%s/keys/channels/%s.pem", session->home, name);
		if (path == NULL || certificate_open(path, &r->of[i], err) < 0)
			return -1;
		any = any || r->of[i] != NULL;
	}
	return any ? open_signer(session, r, err) : 0;
}

void
recipients_close(struct recipients *r)
{
	for (size_t i = 0; i < DELIVER_FOLDERS; i++)
		certificate_close(r->of[i]);
	signer_close(r->signer);
}

const struct certificate *
recipients_find(const struct recipients *r, const char *folder)
{
	return r->of[deliver_folder_find(folder) - deliver_folders];
}
