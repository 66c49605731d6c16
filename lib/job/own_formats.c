#include "job/own_formats.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "format/table/profile.h"
#include "format/table/table.h"
#include "io/file.h"
#include "io/source.h"
#include "job/session.h"

#include <ctype.h>
#include <string.h>

#define FOLDER "formats"
#define ENDING ".profile"
#define PROFILE_MAX ((size_t)256 * 1024)

static int
read_text(const char *path, struct buf *text, struct err *err)
{
	struct source_file *file;
	struct source_part part;
	char piece[4096];
	long got = -1;

	text->max = PROFILE_MAX;
	if (source_open(path, &file, err) < 0)
		return -1;
	if (source_next(file, &part, err) > 0)
		while ((got = source_read(file, piece, sizeof(piece), err)) > 0)
			buf_add(text, piece, (size_t)got);
	source_close(file);
	return got < 0 ? -1 : buf_check(text, err);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* "FILE:LINE:COLUMN: what", or "FILE: what". */
static void
name_file(const char *path, struct err *err)
{
	const bool placed = isdigit((unsigned char)err->message[0]);

	err_within(err, placed ? "%s:" : "%s", base_name(path));
	err->code = ERR_CONFIG;
}

static const struct format *
make(struct arena *arena, const struct buf *text, struct err *err)
{
	struct format *format = arena_alloc(arena, sizeof(*format), err);
	char *own = arena_text(arena, buf_text(text), text->len, err);
	struct profile profile;

	if (format == NULL || own == NULL ||
		profile_read(own, text->len, arena, &profile, err) < 0)
		return NULL;
	*format = (struct format){ .name = profile.name,
		.title = profile.title,
		.variants = profile.variants,
		.source = SOURCE_BANK,
		.profile = own,
		.probe = table_probe,
		.open = table_open,
		.feed = table_feed,
		.finish = table_finish,
		.close = table_close };
	return format;
}

const struct format *
own_formats_open(struct arena *arena, const char *path, struct err *err)
{
	struct buf text = BUF_INIT;
	const struct format *format = NULL;

	if (read_text(path, &text, err) == 0) {
		format = make(arena, &text, err);
		if (format == NULL)
			name_file(path, err);
	}
	buf_release(&text);
	return format;
}

static bool
is_profile(const char *path)
{
	const size_t len = strlen(path), end = strlen(ENDING);

	return len > end && strcmp(path + len - end, ENDING) == 0;
}

static int
add(struct own_formats *own, size_t *count, const char *path, struct err *err)
{
	const struct format *format;

	if (file_check_writers(path, err) < 0)
		return -1;
	format = own_formats_open(&own->arena, path, err);
	if (format == NULL)
		return -1;
	if (format_find_with(own->list, format->name) != NULL) {
		err_set(err, ERR_CONFIG, _("another format is called \"%s\""),
			format->name);
		name_file(path, err);
		return err_hint(err, _("Give it a name of its own."));
	}
	own->list[(*count)++] = format;
	own->list[*count] = NULL;
	return 0;
}

int
own_formats_read(struct own_formats *own, struct err *err)
{
	struct file_names names = { .at = NULL };
	const char *folder;
	size_t count = 0;

	*own = (struct own_formats){ .arena = ARENA_INIT };
	folder = arena_format(&own->arena, err, "%s/" FOLDER, session_home());
	if (folder == NULL)
		return -1;
	if (file_check_writers(folder, err) < 0)
		return -1;
	if (file_exists(folder) &&
		file_list(&own->arena, folder, &names, err) < 0)
		return -1;
	own->list = arena_alloc(
		&own->arena, (names.count + 1) * sizeof(*own->list), err);
	if (own->list == NULL)
		return -1;
	for (size_t i = 0; i < names.count; i++)
		if (is_profile(names.at[i]) &&
			add(own, &count, names.at[i], err) < 0)
			return -1;
	return 0;
}

void
own_formats_release(struct own_formats *own)
{
	arena_release(&own->arena);
	own->list = NULL;
}
