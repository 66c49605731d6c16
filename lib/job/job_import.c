#include "job/job_import.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/audit_head.h"
#include "job/bill_account.h"
#include "job/import.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/terms.h"
#include "store/store_book.h"
#include "store/store_file.h"
#include "store/store_run.h"

#include <string.h>

static int
import_named(struct session *s, const struct job_import_options *options,
	const struct job_ui *ui, struct job_import_result *result,
	struct err *err)
{
	int run_id = 0;
	const struct import import = { .session = s, .ui = ui,
		.as = options->as, .account = options->account,
		.date = DAY_NONE, .dry_run = options->dry_run,
		.command = "import", .run_day = DAY_NONE, .result = result,
		.run_id = &run_id };

	if (import_files(&import, options->files, options->count, err) < 0)
		return -1;
	if (run_id == 0)
		return 0;
	return store_run_finish(s->db, run_id,
		result->refused_files > 0 ? RUN_REFUSED : RUN_DONE, 0, err);
}

/* The statement itself, within the open transaction. */
static int
state_no_bill(struct session *s, enum source source, const char *account,
	int32_t day, struct err *err)
{
	bool known;
	int run_id, account_id;

	if (store_file_has_no_bill(s->db, source, account, day, &known, err) <
		0)
		return -1;
	if (known)
		return 0;
	if (store_run_need(s->db, "import", DAY_NONE, &run_id, err) < 0 ||
		store_file_account(s->db, source, account, run_id, &account_id,
			err) < 0 ||
		store_file_no_bill(s->db, account_id, day, run_id, err) < 0)
		return -1;
	return store_run_finish(s->db, run_id, RUN_DONE, 0, err);
}

static int
no_bill(struct session *s, const struct job_import_options *options,
	struct err *err)
{
	struct book book = { .arena = &s->arena };
	const int source = options->as == NULL
		? -1
		: terms_find(source_names, SOURCE_COUNT, options->as);
	const char *account;

	if (source < 0) {
		err_set(err, ERR_USAGE,
			_("--no-bill wants --as wechat, alipay or bank"));
		return -1;
	}
	if (store_book_reference(s->db, 0, &book, err) < 0)
		return -1;
	account = bill_account(&book, (enum source)source, options->account,
		err);
	if (account == NULL) {
		err->code = ERR_USAGE;
		return -1;
	}
	if (db_begin(s->db, err) < 0)
		return -1;
	if (state_no_bill(s, (enum source)source, account, options->no_bill,
		    err) == 0)
		return db_commit(s->db, err);
	db_rollback(s->db);
	return -1;
}

int
job_import(const struct job_import_options *options, const struct job_ui *ui,
	struct job_import_result *result, struct err *err)
{
	struct session *s = NULL;
	int rc;

	memset(result, 0, sizeof(*result));
	if (session_open("import", SESSION_WRITE | SESSION_KEYS, &s, err) < 0)
		return -1;
	rc = options->no_bill != DAY_NONE
		? no_bill(s, options, err)
		: import_named(s, options, ui, result, err);
	rc = audit_head_after(s, rc, err);
	session_close(s);
	return rc;
}
