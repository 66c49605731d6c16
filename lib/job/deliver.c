#include "job/deliver.h"

#include "job/job_deliver.h"
#include "job/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
deliver_tell(const struct deliver *deliver, const char *format, ...)
{
	char line[256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	deliver->ui->line(deliver->ui->ctx, line);
}

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
