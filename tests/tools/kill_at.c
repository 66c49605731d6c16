/*
 * Preloaded into a program: ends it, as kill -9 would, just before its N-th
 * call that changes something outside itself: a query sent, a file written,
 * synced, named or removed.  N is KILL_AT; 0 only counts, and appends how many
 * there were to the file KILL_COUNT.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static void
step(void)
{
	const char *at = getenv("KILL_AT");

	if (++calls == (at == NULL ? 0 : atol(at)))
		kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void
count(void)
{
	const char *path = getenv("KILL_COUNT");
	FILE *file = path == NULL ? NULL : fopen(path, "a");

	if (file == NULL)
		return;
	fprintf(file, "%ld\n", calls);
	fclose(file);
}

#define NEXT(name, result, parameters, arguments)                              \
	result name parameters                                                 \
	{                                                                      \
		static result(*next) parameters;                               \
                                                                               \
		if (next == NULL)                                              \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		step();                                                        \
		return next arguments;                                         \
	}

NEXT(send, ssize_t, (int fd, const void *bytes, size_t len, int flags),
	(fd, bytes, len, flags))
NEXT(pwrite, ssize_t, (int fd, const void *bytes, size_t len, off_t at),
	(fd, bytes, len, at))
NEXT(fsync, int, (int fd), (fd))
NEXT(unlink, int, (const char *path), (path))
NEXT(renameat2, int,
	(int from_dir, const char *from, int to_dir, const char *to,
		unsigned flags),
	(from_dir, from, to_dir, to, flags))
