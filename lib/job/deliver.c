#include "job/deliver.h"

#include "job/job_deliver.h"

#include <string.h>

bool
deliver_is_asked_for(const struct deliver *deliver, const char *folder)
{
	const char *channel = deliver->options->channel;

	return channel == NULL || strcmp(channel, folder) == 0;
}

bool
deliver_must_wait(const struct deliver *deliver, const char *folder)
{
	return !deliver->options->plain &&
		recipients_find(&deliver->recipients, folder) == NULL;
}
