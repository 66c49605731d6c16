#include "job/head_folder.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"
#include "io/sign.h"
#include "model/note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDING ".head"
#define DIGITS 6

static const char no_head[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

/* The number in "FOLDER/NNNNNN.head"; 0 for any other file. */
static int
number_of(const char *path)
{
	const char *name = strrchr(path, '/');

	name = name == NULL ? path : name + 1;
	if (strspn(name, "0123456789") != DIGITS ||
		strcmp(name + DIGITS, ENDING) != 0)
		return 0;
	return (int)strtol(name, NULL, 10);
}

/* What a head may lack. */
enum fault { FAULT_NONE, FAULT_SIGNATURE, FAULT_FORM };

static const char *const fault_notes[] = {
	[FAULT_SIGNATURE] = N_("head %1: its signature is not by the key"),
	[FAULT_FORM] = N_("head %1: its text is not in the form of a head"),
};

/* One head, whether it is good or not: its digest, and if it is good what it
 * says. */
static int
read_one(struct arena *arena, const char *folder, int number,
	const struct sign_key *key, struct kept_head *kept, enum fault *fault,
	struct err *err)
{
	const char *path = arena_format(
		arena, err, "%s/%06d" ENDING, folder, number);
	const char *sig_path =
		arena_format(arena, err, "%s/%06d.sig", folder, number);
	unsigned char digest[DIGEST_SIZE];
	struct err failure = ERR_INIT;
	char *text, *signature;
	size_t len, sig_len;

	*fault = FAULT_NONE;
	if (path == NULL || sig_path == NULL ||
		file_read(arena, path, HEAD_SIZE_MAX, &text, &len, err) < 0 ||
		digest_bytes(text, len, digest, err) < 0)
		return -1;
	digest_hex(digest, kept->digest);
	if (file_read(arena, sig_path, SIGN_MAX, &signature, &sig_len,
		    &failure) < 0 ||
		!sign_check(key, text, len, signature, sig_len))
		*fault = FAULT_SIGNATURE;
	else if (strlen(text) != len ||
		head_read(arena, text, &kept->head, &failure) < 0 ||
		kept->head.number != number)
		*fault = FAULT_FORM;
	return 0;
}

/* --- all of them --- */

struct reading {
	struct arena *arena;
	const char *folder;
	const struct sign_key *key;
	struct kept_heads *heads;
	head_fault_fn *fault;
	void *ctx;
	int number;		      /* of the one before; 0: none */
	char digest[HEAD_HEX + 1]; /* of its bytes */
};

static int
say(struct reading *r, const char *kind, int number, const char *sentence,
	const char *more, struct err *err)
{
	const char *note;
	char digits[16];

	snprintf(digits, sizeof(digits), "%06d", number);
	note = note_make(r->arena, err, sentence, 2, digits, more);
	return note == NULL ? -1 : r->fault(r->ctx, kind, number, note, err);
}

/* Between the head before and this one nothing is missing. */
static int
check_place(struct reading *r, int number, const struct kept_head *kept,
	struct err *err)
{
	char last[16];

	if (number != r->number + 1) {
		snprintf(last, sizeof(last), "%06d", number - 1);
		return say(r, "head-missing", r->number + 1,
			N_("heads %1 to %2 are not there"), last, err);
	}
	if (strcmp(kept->head.before, r->digest) != 0)
		return say(r, "head-bad", number,
			N_("head %1 does not name the one before it"), "", err);
	return 0;
}

static int
take_one(struct reading *r, int number, struct err *err)
{
	struct kept_head kept, *room;
	enum fault fault;

	if (read_one(r->arena, r->folder, number, r->key, &kept, &fault, err) <
		0)
		return -1;
	if (fault != FAULT_NONE) {
		if (say(r, "head-bad", number, fault_notes[fault], "", err) < 0)
			return -1;
	} else {
		if (check_place(r, number, &kept, err) < 0)
			return -1;
		room = vec_push(r->heads, r->arena, err);
		if (room == NULL)
			return -1;
		*room = kept;
	}
	r->number = number;
	memcpy(r->digest, kept.digest, sizeof(r->digest));
	return 0;
}

int
head_folder_read(struct arena *arena, const char *folder,
	const struct sign_key *key, struct kept_heads *heads,
	head_fault_fn *fault, void *ctx, struct err *err)
{
	struct reading r = { arena, folder, key, heads, fault, ctx, 0, "" };
	struct file_names names = { .count = 0 };

	memcpy(r.digest, no_head, sizeof(no_head));
	if (file_list(arena, folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		const int number = number_of(names.at[i]);

		if (number > 0 && take_one(&r, number, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the last --- */

int
head_folder_one(struct arena *arena, const char *folder, int number,
	const struct sign_key *key, struct kept_head *kept, struct err *err)
{
	enum fault fault;

	if (read_one(arena, folder, number, key, kept, &fault, err) < 0)
		return -1;
	if (fault == FAULT_NONE)
		return 0;
	return err_set(err, ERR_AUDIT,
		_("head %06d of the audit trail is not what was signed"),
		number);
}

int
head_folder_last(struct arena *arena, const char *folder,
	const struct sign_key *key, struct kept_head *last, struct err *err)
{
	struct file_names names = { .count = 0 };
	int number = 0;

	*last = (struct kept_head){ .head = { .number = 0, .hash = no_head } };
	memcpy(last->digest, no_head, sizeof(no_head));
	if (file_list(arena, folder, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++)
		if (number_of(names.at[i]) > number)
			number = number_of(names.at[i]);
	return number == 0 ? 0
			   : head_folder_one(arena, folder, number, key, last,
				     err);
}

int
head_folder_add(struct arena *arena, const char *folder,
	const struct sign_key *key, const struct head *head, struct err *err)
{
	const char *path = arena_format(
		arena, err, "%s/%06d" ENDING, folder, head->number);
	const char *sig_path =
		arena_format(arena, err, "%s/%06d.sig", folder, head->number);
	unsigned char signature[SIGN_MAX];
	struct buf text = BUF_INIT;
	size_t len;
	int rc = -1;

	head_write(head, &text);
	if (path != NULL && sig_path != NULL && buf_check(&text, err) == 0 &&
		sign_text(key, text.s, text.len, signature, &len, err) == 0 &&
		file_write(sig_path, 0644, signature, len, err) == 0)
		rc = file_write(path, 0644, text.s, text.len, err);
	buf_release(&text);
	return rc;
}
