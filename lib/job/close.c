#include "job/close.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/closing.h"
#include "job/job_nightly.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/ident.h"
#include "model/money.h"
#include "store/store_closing.h"
#include "store/store_run.h"

#include <stdlib.h>

struct closing_check {
	const struct job_ui *ui;
	struct job_nightly_result *result;
};

/* "bank 6222: suspense: the closing says 12, the facts say 13 (fen)" */
static int
say_fault(void *ctx, const char *account, const char *what, int64_t stored,
	int64_t facts, struct err *err)
{
	const struct closing_check *check = ctx;
	char masked[IDENT_MASKED_SIZE];

	(void)err;
	ui_tell(check->ui,
		_("%s: %s: the closing says %lld, the facts say %lld"),
		ident_masked(account, masked), what, (long long)stored,
		(long long)facts);
	check->result->faults++;
	return 0;
}

/* Nothing is ever assumed empty. */
static void
say_missing(const struct closing_line *l, const struct job_ui *ui)
{
	char masked[IDENT_MASKED_SIZE];

	if (l->missing == NULL || l->missing[0] == '\0')
		return;
	ui_tell(ui,
		l->source == SOURCE_BANK
			? _("no statement of account %s for %s")
			: _("no bill of merchant %s for %s"),
		l->source == SOURCE_BANK ? ident_masked(l->account, masked)
					 : l->account,
		l->missing);
}

/* What does not add up, whichever way. */
static int
add_residual(const struct book *book, struct job_nightly_result *result,
	struct err *err)
{
	for (size_t i = 0; i < book->closing.count; i++) {
		const int64_t left = closing_residual(&book->closing.at[i]);

		if (money_add(&result->residual, left < 0 ? -left : left,
			    err) < 0)
			return -1;
	}
	return 0;
}

int
close_night(struct session *s, struct book *book, const struct job_ui *ui,
	struct job_nightly_result *result, struct err *err)
{
	struct closing_check check = { ui, result };

	if (store_closing_write(s->db, result->run_id, book, err) < 0 ||
		store_closing_check(s->db, result->run_id, say_fault, &check,
			err) < 0 ||
		add_residual(book, result, err) < 0)
		return -1;
	for (size_t i = 0; i < book->closing.count; i++)
		say_missing(&book->closing.at[i], ui);
	return 0;
}

int
close_run(struct session *s, const struct job_nightly_result *result,
	struct err *err)
{
	enum run_status status =
		result->refused_files > 0 ? RUN_REFUSED : RUN_DONE;

	if (result->residual != 0 || result->faults > 0)
		status = RUN_INCOMPLETE;
	return store_run_finish(
		s->db, result->run_id, status, result->residual, err);
}
