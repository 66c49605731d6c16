#include "job/job_audit.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/archive.h"
#include "io/file.h"
#include "io/sign.h"
#include "job/audit_facts.h"
#include "job/audit_gap.h"
#include "job/audit_head.h"
#include "job/head_files.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/note.h"
#include "store/store_audit.h"

#include <stdio.h>

/* One audit: the findings, and what is read before them. */
struct audit {
	struct arena arena;
	const struct job_audit_options *options;
	const struct job_ui *ui;
	struct job_audit_result *result;
	const char *home; /* the folder with the files */
	struct findings findings;
	struct kept_heads heads;
	struct session *session; /* NULL offline */
};

/* --- heads and their files --- */

static int
read_heads(struct audit *a, struct err *err)
{
	const char *folder = arena_format(
		&a->arena, err, "%s/" AUDIT_FOLDER, a->home);
	const char *own = arena_format(
		&a->arena, err, "%s/" AUDIT_FOLDER "/" HEAD_KEY, a->home);
	const char *path = a->options->key != NULL ? a->options->key : own;
	unsigned char print[DIGEST_SIZE];
	struct sign_key *key = NULL;
	int rc = -1;

	if (folder == NULL || own == NULL ||
		sign_open_public(path, &key, err) < 0)
		return -1;
	if (sign_fingerprint(key, print, err) == 0)
		rc = head_folder_read(&a->arena, folder, key, &a->heads,
			finding_head, &a->findings, err);
	digest_hex(print, a->result->key);
	a->result->heads = (long)a->heads.count;
	sign_close(key);
	if (rc == 0)
		rc = audit_gap_drop(
			&a->heads, finding_head, &a->findings, err);
	if (rc == 0)
		audit_gap_tell(&a->heads, a->ui);
	return rc;
}

static int
check_files(struct audit *a, struct err *err)
{
	struct arena arena = ARENA_INIT;
	int rc = 0;

	for (size_t i = 0; i < a->heads.count && rc == 0; i++) {
		const struct head *head = &a->heads.at[i].head;

		a->ui->progress(a->ui->ctx, _("files"), (int64_t)i,
			(int64_t)a->heads.count);
		a->result->files += (long)head->files.count;
		arena_reset(&arena);
		rc = head_files_check(&arena, a->home, head, &a->result->taken,
			finding_head, &a->findings, err);
	}
	arena_release(&arena);
	return rc;
}

/* --- the archive --- */

static int
say_archive(struct audit *a, const struct audit_file *file,
	const struct err *failure, struct err *err)
{
	const struct finding finding = { .kind = "archive",
		.run_id = file->run_id,
		.table = "file",
		.note = note_make(&a->findings.arena, err,
			N_("the copy of %1: %2"), 2, file->name,
			failure->message) };

	return finding_add(&a->findings, &finding, err);
}

/* Each copy is opened, and is the original. */
static int
check_archive(struct audit *a, struct err *err)
{
	const char *folder =
		arena_format(&a->arena, err, "%s/archive", a->home);
	struct audit_files files = { .count = 0 };

	if (a->session->keys == NULL)
		return 0;
	if (folder == NULL || store_audit_archived(a->session->db, &a->arena,
				      &files, err) < 0)
		return -1;
	for (size_t i = 0; i < files.count; i++) {
		struct err failure = ERR_INIT;

		a->ui->progress(a->ui->ctx, _("archive"), (int64_t)i,
			(int64_t)files.count);
		if (archive_check(folder, a->session->keys, files.at[i].sha256,
			    &failure) < 0 &&
			say_archive(a, &files.at[i], &failure, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the whole --- */

static int
check_book(struct audit *a, struct err *err)
{
	struct audit_chain chain = { .heads = &a->heads,
		.findings = &a->findings, .arena = &a->arena };
	struct db *db = a->session->db;

	a->ui->progress(a->ui->ctx, _("chain"), 0, 0);
	if (audit_gap_check(&a->heads, db, &a->findings, err) < 0 ||
		audit_chain_check(&chain, db, err) < 0 ||
		audit_facts_check(&chain, db, err) < 0 ||
		audit_facts_totals(&chain, db, err) < 0)
		return -1;
	a->result->events = (long long)chain.seq;
	a->result->unsigned_events = (long long)audit_chain_unsigned(&chain);
	return check_archive(a, err);
}

static int
in_one_view(struct audit *a, struct err *err)
{
	int rc;

	if (db_begin_read(a->session->db, err) < 0)
		return -1;
	rc = read_heads(a, err);
	if (rc == 0)
		rc = check_book(a, err);
	db_rollback(a->session->db);
	return rc == 0 ? check_files(a, err) : -1;
}

/* An auditor may read no secret, and so open no copy: their sealed bytes are
 * compared with the heads all the same. */
static int
open_book(struct audit *a, struct err *err)
{
	struct err failure = ERR_INIT;

	if (session_open("audit", SESSION_READ | SESSION_KEYS, &a->session,
		    &failure) == 0)
		return 0;
	a->session = NULL;
	if (session_open("audit", SESSION_READ, &a->session, err) < 0)
		return -1;
	a->ui->line(a->ui->ctx,
		_("the archive's copies are not opened: the keys cannot be "
		  "read"));
	a->ui->line(a->ui->ctx, failure.message);
	return 0;
}

static int
audit(struct audit *a, FILE *out, struct err *err)
{
	int rc = -1;

	if (finding_open(&a->findings, a->options->format, a->ui, out, err) < 0)
		return -1;
	if (a->session != NULL)
		rc = in_one_view(a, err);
	else if (read_heads(a, err) == 0)
		rc = check_files(a, err);
	a->result->findings = a->findings.count;
	if (rc == 0)
		rc = finding_end(&a->findings, err);
	finding_close(&a->findings);
	return rc;
}

int
job_audit(const struct job_audit_options *options, const struct job_ui *ui,
	FILE *out, struct job_audit_result *result, struct err *err)
{
	struct audit a = { .arena = ARENA_INIT, .options = options, .ui = ui,
		.result = result, .home = options->offline };
	int rc = -1;

	*result = (struct job_audit_result){ .findings = 0 };
	if (a.home == NULL) {
		a.home = session_home();
		if (open_book(&a, err) < 0)
			goto done;
	}
	rc = audit(&a, out, err);
done:
	session_close(a.session);
	arena_release(&a.arena);
	return rc;
}
