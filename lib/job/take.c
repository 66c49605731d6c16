#include "job/take.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/archive.h"
#include "job/book_keys.h"
#include "job/inbox.h"
#include "job/ui.h"
#include "store/store_run.h"
#include "store/store_status.h"

#include <string.h>

/* --- the transaction --- */

static int
begin(struct take *take, struct err *err)
{
	if (db_begin(take->import->session->db, err) < 0)
		return -1;
	take->open = true;
	take->run_before = *take->import->run_id;
	return 0;
}

static int
open_part(struct take *take, struct err *err)
{
	struct db *db = take->import->session->db;

	if (begin(take, err) < 0)
		return -1;
	return take->part->format->tells_status
		? store_status_stage(db, &take->copy, err)
		: store_file_stage(db, &take->copy, err);
}

/* A run that began in the transaction is gone with it. */
static void
roll_back(struct take *take)
{
	if (take->copy != NULL)
		db_copy_abandon(take->copy);
	take->copy = NULL;
	if (take->open) {
		db_rollback(take->import->session->db);
		*take->import->run_id = take->run_before;
	}
	take->open = false;
}

static int
commit(struct take *take, struct err *err)
{
	take->open = false;
	return db_commit(take->import->session->db, err);
}

/* Forget the rows of the part before; its digest went with its end. */
static void
reset(struct take *take, const struct read_part *part)
{
	roll_back(take);
	arena_reset(&take->arena);
	take->statements.at = NULL;
	take->statements.count = take->statements.size = 0;
	take->totals.at = NULL;
	take->totals.count = take->totals.size = 0;
	take->rows = 0;
	take->part = part;
}

bool
take_wants(void *ctx, const struct read_part *part)
{
	const struct take *take = ctx;
	const struct import *import = take->import;

	return import->inbox == NULL ||
		inbox_wants(import->inbox, import->run_day, part);
}

int
take_begin(void *ctx, const struct read_part *part, struct sink *sink,
	struct err *err)
{
	struct take *take = ctx;

	reset(take, part);
	take_sink(take, sink);
	return open_part(take, err);
}

int
take_bytes(void *ctx, const char *bytes, size_t len, struct err *err)
{
	struct take *take = ctx;

	/* The first bytes of a part, before or after its begin. */
	if (take->digest == NULL && (take->digest = digest_new(err)) == NULL)
		return -1;
	return digest_add(take->digest, bytes, len, err);
}

/* --- what the file row says --- */

static void
tell(const struct take *take, const char *text)
{
	take->import->ui->line(take->import->ui->ctx, text);
}

static int
describe(struct take *take, const struct read_part *part,
	struct stored_file *file, unsigned char content[DIGEST_SIZE],
	struct err *err)
{
	/* A file that could not be taken apart has only its own bytes. */
	if (take->digest == NULL)
		memcpy(content, take->sha256, DIGEST_SIZE);
	else if (digest_end(take->digest, content, err) < 0)
		return -1;
	digest_free(take->digest);
	take->digest = NULL;
	*file = (struct stored_file){ .name = part->name,
		.sha256 = take->sha256,
		.content = content,
		.format = part->format == NULL ? "" : part->format->name,
		.source = part->format == NULL ? SOURCE_BANK
					       : part->format->source,
		.day = DAY_NONE,
		.message = "" };
	for (size_t i = 0; i < take->statements.count; i++) {
		const struct taken_statement *t = &take->statements.at[i];

		file->row_count += t->st.entries;
		file->credit += t->st.credit;
		file->debit += t->st.debit;
	}
	if (part->format != NULL && part->format->tells_status)
		file->row_count = take->rows;
	if (take->statements.count == 1)
		file->day = take->statements.at[0].empty_day;
	return 0;
}

static int
need_run(struct take *take, struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;

	if (store_run_need(db, take->import->command, take->import->run_day,
		    &file->run_id, err) < 0)
		return -1;
	*take->import->run_id = file->run_id;
	return store_file_next(db, &file->file_id, err);
}

static int
keep_copy(struct take *take, const struct stored_file *file, struct err *err)
{
	struct session *s = take->import->session;
	const char *folder;

	/* Its key would be rolled back, too. */
	if (take->import->dry_run)
		return 0;
	folder = arena_format(&take->arena, err, "%s/archive", s->home);
	if (folder == NULL ||
		book_keys_need(s->db, s->keys, file->run_id, err) < 0)
		return -1;
	return archive_put(folder, s->keys, take->path, take->sha256, err);
}

/* --- refused --- */

/* One row, unless it stands there from an earlier try. */
static int
store_refusal(struct take *take, struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;
	bool known;

	if (store_file_refused_before(db, file, &known, err) < 0)
		return -1;
	if (known)
		return 0;
	if (need_run(take, file, err) < 0 || keep_copy(take, file, err) < 0)
		return -1;
	return store_file_add(db, file, err);
}

static int
refuse(struct take *take, struct stored_file *file, const struct err *failure,
	struct err *err)
{
	struct err why = *failure;

	roll_back(take);
	if (redact_failure(take->redactor, &take->arena, file->name, &why,
		    err) < 0)
		return -1;
	file->state = FILE_QUARANTINED;
	file->message = why.message;
	take->import->result->refused_files++;
	tell(take, why.message);
	if (why.hint[0] != '\0')
		tell(take, why.hint);
	if (take->import->dry_run)
		return 0;
	if (begin(take, err) < 0)
		return -1;
	if (store_refusal(take, file, err) < 0) {
		roll_back(take);
		return -1;
	}
	return commit(take, err);
}

/* --- taken --- */

/* The accounts of the statements; that of the file if there is one only. */
static int
store_statements(struct take *take, struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;

	for (size_t i = 0; i < take->statements.count; i++) {
		const struct statement *st = &take->statements.at[i].st;
		int account_id;

		if (store_file_account(db, st->source, st->account,
			    file->run_id, &account_id, err) < 0 ||
			store_file_statement(db, file, (int)i + 1, account_id,
				st, take->statements.at[i].hash_total, err) < 0)
			return -1;
	}
	return 0;
}

static int
store_totals(struct take *take, struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;

	for (size_t i = 0; i < take->totals.count; i++) {
		const struct bill_total *total = &take->totals.at[i];
		int account_id;

		if (store_file_account(db, file->source, total->account,
			    file->run_id, &account_id, err) < 0 ||
			store_file_total(db, file, (int)i + 1, account_id,
				total, err) < 0)
			return -1;
	}
	return 0;
}

/* The account of the file, if all its statements are of one. */
static int
find_account(struct take *take, struct stored_file *file, struct err *err)
{
	for (size_t i = 0; i < take->statements.count; i++) {
		const struct statement *st = &take->statements.at[i].st;
		int account_id;

		if (store_file_account(take->import->session->db, st->source,
			    st->account, file->run_id, &account_id, err) < 0)
			return -1;
		if (i > 0 && account_id != file->account_id) {
			file->account_id = 0;
			return 0;
		}
		file->account_id = account_id;
	}
	return 0;
}

/* The same content again: a row if it has another name, else nothing. */
static int
store_duplicate(struct take *take, struct stored_file *file, bool same_name,
	struct err *err)
{
	take->import->result->known_files++;
	if (same_name) {
		roll_back(take);
		return 0;
	}
	file->state = FILE_DUPLICATE;
	return store_file_add(take->import->session->db, file, err);
}

static int
store_entries(struct take *take, struct stored_file *file, struct err *err)
{
	struct db *db = take->import->session->db;

	if (store_statements(take, file, err) < 0 ||
		store_file_check(db, file, err) < 0 ||
		store_file_take(db, file, err) < 0)
		return -1;
	take->import->result->entries += take->rows;
	return 0;
}

/* A document for control is no statement, so that no day counts as covered
 * by it, and its rows are no entries: only its totals are kept. */
static int
store_rows(struct take *take, struct stored_file *file, struct err *err)
{
	const struct format *format = take->part->format;
	int rc = 0;

	if (store_file_add(take->import->session->db, file, err) < 0)
		return -1;
	if (format->tells_status)
		rc = take_status(take, file, err);
	else if (!format->control)
		rc = store_entries(take, file, err);
	if (rc < 0 || store_totals(take, file, err) < 0)
		return -1;
	take->import->result->files++;
	return keep_copy(take, file, err);
}

static int
store_part(struct take *take, struct stored_file *file, struct err *err)
{
	struct db_copy *copy = take->copy;
	bool same_name = false;
	int original = 0;

	take->copy = NULL;
	if (db_copy_end(copy, err) < 0)
		return -1;
	if (need_run(take, file, err) < 0 || find_account(take, file, err) < 0)
		return -1;
	if (store_file_same(take->import->session->db, file, &original,
		    &same_name, err) < 0)
		return -1;
	return original != 0 ? store_duplicate(take, file, same_name, err)
			     : store_rows(take, file, err);
}

static int
tell_dry_run(struct take *take, const struct stored_file *file, struct err *err)
{
	const char *text = arena_format(&take->arena, err,
		take->part->format->tells_status
			? _("%s: %s, %ld payment statuses; nothing was stored")
			: _("%s: %s, %ld entries; nothing was stored"),
		file->name, file->format, file->row_count);

	if (text == NULL)
		return -1;
	tell(take, text);
	return 0;
}

static int
end_part(struct take *take, const struct read_part *part,
	const struct err *failure, struct err *err)
{
	unsigned char content[DIGEST_SIZE];
	struct stored_file file;
	struct err why;

	if (describe(take, part, &file, content, err) < 0)
		return -1;
	if (failure != NULL)
		return refuse(take, &file, failure, err);
	if (store_part(take, &file, err) < 0) {
		if (!read_is_refusal(err))
			return -1;
		err_within(err, "%s:", part->name);
		why = *err;
		return refuse(take, &file, &why, err);
	}
	if (take->import->dry_run) {
		roll_back(take);
		return tell_dry_run(take, &file, err);
	}
	return take->open ? commit(take, err) : 0;
}

/* The next part may be one that never begins: nothing of this one is left. */
int
take_end(void *ctx, const struct read_part *part, const struct err *failure,
	struct err *err)
{
	struct take *take = ctx;

	if (end_part(take, part, failure, err) < 0)
		return -1;
	reset(take, NULL);
	return 0;
}

void
take_release(struct take *take)
{
	roll_back(take);
	digest_free(take->digest);
	buf_release(&take->canonical);
	arena_release(&take->arena);
	arena_release(&take->row);
}
