#include "progress.h"

#include "base/i18n.h"
#include "report/width.h"
#include "say.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define AFTER_MS 1000
#define EVERY_MS 100
#define BAR_WIDTH 24

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
erase(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}

static size_t
terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

static void
draw(const char *what, int64_t done, int64_t total)
{
	const int64_t part = done > total ? total : done;
	char bar[BAR_WIDTH + 1];

	/* A bar that the terminal breaks cannot be taken away again. */
	if (width_text(what) + BAR_WIDTH + 12 > terminal_width())
		what = "";
	if (total <= 0) {
		fprintf(stderr, "\r\033[K%s ...", what);
		return;
	}
	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < part * BAR_WIDTH / total ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "\r\033[K%s [%s] %3d %%", what, bar,
		(int)(part * 100 / total));
}

static void
on_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	struct progress *progress = ctx;
	int64_t now;

	if (!progress->terminal)
		return;
	now = now_ms();
	if (now - progress->begun < AFTER_MS ||
		now - progress->drawn < EVERY_MS)
		return;
	progress->drawn = now;
	progress->shown = true;
	draw(what, done, total);
	fflush(stderr);
}

static void
on_line(void *ctx, const char *text)
{
	erase(ctx);
	say_line("", text);
}

void
progress_init(struct progress *progress)
{
	*progress = (struct progress){ .terminal = isatty(STDERR_FILENO) == 1,
		.begun = now_ms() };
	progress->ui = (struct job_ui){ progress, on_line, on_progress };
}

void
progress_end(struct progress *progress)
{
	erase(progress);
}
