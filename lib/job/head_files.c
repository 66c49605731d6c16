#include "job/head_files.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/digest.h"
#include "io/file.h"
#include "model/note.h"
#include "store/store_audit.h"

#include <stdio.h>
#include <string.h>

static int
add_file(struct arena *arena, const char *path, const char *below,
	struct head *head, struct err *err)
{
	struct head_file *file = vec_push(&head->files, arena, err);
	char *hex = arena_alloc(arena, HEAD_HEX + 1, err);
	unsigned char digest[DIGEST_SIZE];

	if (file == NULL || hex == NULL || digest_file(path, digest, err) < 0)
		return -1;
	*file = (struct head_file){ digest_hex(digest, hex), below };
	return 0;
}

static int
add_place(struct arena *arena, const char *home,
	const struct audit_place *place, struct head *head, struct err *err)
{
	const char *folder =
		arena_format(arena, err, "%s/%s", home, place->folder);
	const size_t home_len = strlen(home) + 1;
	struct file_names names = { .count = 0 };

	if (folder == NULL)
		return -1;
	if (!file_exists(folder))
		return 0;
	if (file_list(arena, folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		const char *below = names.at[i] + home_len;
		const char *name = below + strlen(place->folder) + 1;

		if (strncmp(name, place->prefix, strlen(place->prefix)) == 0 &&
			head_path_is_safe(below) &&
			add_file(arena, names.at[i], below, head, err) < 0)
			return -1;
	}
	return 0;
}

int
head_files_add(struct arena *arena, const char *home,
	const struct audit_places *places, struct head *head, struct err *err)
{
	for (size_t i = 0; i < places->count; i++)
		if (add_place(arena, home, &places->at[i], head, err) < 0)
			return -1;
	return 0;
}

static int
check_file(struct arena *arena, const char *home, const struct head *head,
	const struct head_file *file, long *taken, head_fault_fn *fault,
	void *ctx, struct err *err)
{
	const char *path = arena_format(arena, err, "%s/%s", home, file->path);
	char number[16], hex[HEAD_HEX + 1];
	unsigned char digest[DIGEST_SIZE];
	const char *note;
	bool there;

	if (path == NULL)
		return -1;
	there = file_exists(path);
	if (!there && strncmp(file->path, "outbox/", 7) == 0) {
		(*taken)++;
		return 0;
	}
	if (there && digest_file(path, digest, err) < 0)
		return -1;
	if (there && strcmp(digest_hex(digest, hex), file->digest) == 0)
		return 0;
	snprintf(number, sizeof(number), "%06d", head->number);
	note = note_make(arena, err,
		there ? N_("head %1: %2 is not the file that was signed")
		      : N_("head %1: %2 is not there"),
		2, number, file->path);
	return note == NULL ? -1
			    : fault(ctx, there ? "file-changed" : "file-missing",
				      head->number, note, err);
}

int
head_files_check(struct arena *arena, const char *home,
	const struct head *head, long *taken, head_fault_fn *fault, void *ctx,
	struct err *err)
{
	for (size_t i = 0; i < head->files.count; i++)
		if (check_file(arena, home, head, &head->files.at[i], taken,
			    fault, ctx, err) < 0)
			return -1;
	return 0;
}
