/*
 * take_status(): what a bank says of payments, and what of it people must hear
 * at once, because nothing follows from it.
 */
#include "job/take.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "job/ui.h"
#include "model/note.h"
#include "store/store_status.h"

#include <stdio.h>
#include <string.h>

/* Of the first, at line %1 with the id %2, of %3 such in the file. */
static const struct {
	const char *kind, *sentence;
} sentences[] = {
	{ "unknown",
		N_("line %1: a rejected payment is not ours: %2 (%3 in all)") },
	{ "booked",
		N_("line %1: the bank rejects %2, which a statement has "
		   "booked; the statement counts (%3 in all)") },
};

static int
tell(struct take *take, const char *name, const char *sentence,
	const struct odd_status *odd, struct err *err)
{
	char line[24], count[24];
	struct buf text = BUF_INIT;
	const char *note;
	int rc = -1;

	snprintf(line, sizeof(line), "%lld", (long long)odd->line);
	snprintf(count, sizeof(count), "%lld", (long long)odd->count);
	note = note_make(&take->arena, err, sentence, 3, line, odd->id, count);
	if (note != NULL) {
		buf_printf(&text, "%s: ", name);
		note_render(&text, note, true);
		rc = buf_check(&text, err);
	}
	if (rc == 0)
		take->import->ui->line(take->import->ui->ctx, buf_text(&text));
	buf_release(&text);
	return rc;
}

static int
tell_kind(struct take *take, const char *name, const struct odd_status *odd,
	struct err *err)
{
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (strcmp(sentences[i].kind, odd->kind) == 0)
			return tell(
				take, name, sentences[i].sentence, odd, err);
	return err_set(err, ERR_BUG, "no sentence for %s", odd->kind);
}

int
take_status(struct take *take, const struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;
	struct odd_statuses odd = { .count = 0 };

	if (store_status_take(db, file, err) < 0 ||
		store_status_odd(db, &take->arena, file, &odd, err) < 0)
		return -1;
	for (size_t i = 0; i < odd.count; i++)
		if (tell_kind(take, file->name, &odd.at[i], err) < 0)
			return -1;
	return 0;
}
