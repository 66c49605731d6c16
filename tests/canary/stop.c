/* Preloaded: the program stops where it would be gone, its memory as it left
 * it; and before the signal that would end it with a core. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void __attribute__((destructor))
stop_at_exit(void)
{
	if (getenv("STOP_AT_EXIT") != NULL)
		kill(getpid(), SIGSTOP);
}
