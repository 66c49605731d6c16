#include "job/inbox.h"

#include "base/err.h"
#include "db/db.h"
#include "io/digest.h"
#include "job/bill_account.h"
#include "job/read.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/day.h"
#include "store/store_file.h"

#include <stdlib.h>
#include <string.h>

int
inbox_open(struct inbox *inbox, const char *folder, struct err *err)
{
	struct file_names names = { .count = 0 };

	if (file_list(inbox->arena, folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		struct inbox_file *file =
			vec_push(&inbox->files, inbox->arena, err);

		if (file == NULL)
			return -1;
		file->path = names.at[i];
	}
	return 0;
}

/* --- what day a part tells of --- */

/* The look at one file. */
struct look {
	struct inbox *inbox;
	struct inbox_file *file;
	int32_t day;  /* of the part, as far as it was read */
	bool damaged; /* some part could not be read */
};

static void
see(struct look *look, int32_t day)
{
	if (day > look->day)
		look->day = day;
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	(void)st;
	(void)err;
	see(ctx, entry->booked.day);
	return 0;
}

static int
on_end(void *ctx, const struct statement *st, struct err *err)
{
	(void)err;
	see(ctx, st->to);
	return 0;
}

static int
begin_part(void *ctx, const struct read_part *part, struct sink *sink,
	struct err *err)
{
	struct look *look = ctx;

	(void)part;
	(void)err;
	look->day = DAY_NONE;
	/* What disagrees the import will say. */
	*sink = sink_indifferent;
	sink->ctx = look;
	sink->entry = on_entry;
	sink->end = on_end;
	return 0;
}

/* Also of a part that never began: then only its name tells. */
static int
end_part(void *ctx, const struct read_part *part, const struct err *failure,
	struct err *err)
{
	struct look *look = ctx;
	int32_t *night =
		vec_push(&look->inbox->nights, look->inbox->arena, err);

	if (night == NULL)
		return -1;
	*night = look->day != DAY_NONE ? look->day
				       : bill_day_of_name(part->own_name);
	look->day = DAY_NONE;
	look->damaged = look->damaged || failure != NULL;
	look->file->count++;
	return 0;
}

/* --- with which night it comes --- */

/* An archive of which a part cannot be read is not taken apart: all of it
 * comes with the last of its days. */
static void
keep_together(struct inbox *inbox, const struct inbox_file *file)
{
	int32_t *nights = inbox->nights.at + file->first, last = DAY_NONE;

	for (size_t i = 0; i < file->count; i++)
		if (nights[i] > last)
			last = nights[i];
	for (size_t i = 0; i < file->count; i++)
		nights[i] = last;
}

static void
limit(struct inbox *inbox, const struct inbox_file *file, int32_t first,
	int32_t last)
{
	int32_t *nights = inbox->nights.at + file->first;

	for (size_t i = 0; i < file->count; i++)
		if (nights[i] == DAY_NONE || nights[i] > last)
			nights[i] = last;
		else if (nights[i] < first)
			nights[i] = first;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* What the book has already says nothing new in any night. */
static int
is_known(const struct inbox_file *file, struct session *session, bool *known,
	struct err *err)
{
	unsigned char sha256[DIGEST_SIZE];

	if (digest_file(file->path, sha256, err) < 0)
		return -1;
	return store_file_known(
		session->db, sha256, base_name(file->path), known, err);
}

static int
look_at(struct look *look, const struct job_ui *ui, struct err *err)
{
	const struct read_handler handler = {
		.ctx = look, .begin = begin_part, .end = end_part
	};

	if (read_file(look->file->path, NULL, &handler, ui, err) < 0)
		return -1;
	if (look->damaged)
		keep_together(look->inbox, look->file);
	return 0;
}

static int
add_known(struct inbox *inbox, struct inbox_file *file, int32_t first,
	struct err *err)
{
	int32_t *night = vec_push(&inbox->nights, inbox->arena, err);

	if (night == NULL)
		return -1;
	*night = first;
	file->count = 1;
	return 0;
}

int
inbox_spread(struct inbox *inbox, struct session *session,
	const struct job_ui *ui, int32_t first, int32_t last, struct err *err)
{
	for (size_t i = 0; i < inbox->files.count; i++) {
		struct inbox_file *file = &inbox->files.at[i];
		struct look look = {
			.inbox = inbox, .file = file, .day = DAY_NONE
		};
		bool known;

		file->first = inbox->nights.count;
		if (is_known(file, session, &known, err) < 0 ||
			(known ? add_known(inbox, file, first, err)
			       : look_at(&look, ui, err)) < 0)
			return -1;
		limit(inbox, file, first, last);
	}
	return 0;
}

/* --- asking --- */

static bool
comes(const struct inbox *inbox, const struct inbox_file *file, int32_t night)
{
	for (size_t i = 0; i < file->count; i++)
		if (inbox->nights.at[file->first + i] == night)
			return true;
	return inbox->nights.count == 0;
}

int
inbox_paths(const struct inbox *inbox, int32_t night, struct file_names *paths,
	struct err *err)
{
	for (size_t i = 0; i < inbox->files.count; i++) {
		const char **path;

		if (!comes(inbox, &inbox->files.at[i], night))
			continue;
		path = vec_push(paths, inbox->arena, err);
		if (path == NULL)
			return -1;
		*path = inbox->files.at[i].path;
	}
	return 0;
}

static int
by_path(const void *key, const void *file)
{
	return strcmp(key, ((const struct inbox_file *)file)->path);
}

bool
inbox_wants(
	const struct inbox *inbox, int32_t night, const struct read_part *part)
{
	const struct inbox_file *file;

	if (inbox->nights.count == 0)
		return true;
	file = bsearch(part->path, inbox->files.at, inbox->files.count,
		sizeof(*file), by_path);
	/* What the look did not come to lies behind what stopped it. */
	return file == NULL || part->number > (int)file->count ||
		inbox->nights.at[file->first + (size_t)part->number - 1] ==
		night;
}
