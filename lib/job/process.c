#include "job/process.h"

#include "db/db.h"
#include "io/seal.h"

#include <signal.h>

static void
on_signal(int number)
{
	(void)number;
	db_interrupted = 1;
}

void
process_prepare(void)
{
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = (int)SA_RESETHAND };

	seal_guard_process();
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	action.sa_flags = 0;
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}
