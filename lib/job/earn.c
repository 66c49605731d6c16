#include "job/earn.h"

#include "base/i18n.h"
#include "core/revenue.h"
#include "db/db.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_revenue.h"

static int
make(struct session *s, int run_id, struct revenue_book *book,
	struct err *err)
{
	if (store_revenue_load(s->db, run_id, book, err) < 0)
		return -1;
	return revenue_make(book, err);
}

static void
say_no_rate(const struct revenue_book *book, const struct job_ui *ui)
{
	if (book->without_rate == 0 || book->taxes.count == 0)
		return;
	ui->line(ui->ctx, book->no_rate.message);
	ui->line(ui->ctx, book->no_rate.hint);
	ui_tell(ui,
		ngettext("%ld order has no tax rate: its revenue is not told",
			"%ld orders have no tax rate: their revenue is not "
			"told",
			(unsigned long)book->without_rate),
		book->without_rate);
}

int
earn_is_due(struct session *s, int32_t date, bool *due, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct revenue_book book = { .arena = &arena, .date = date };
	const int rc = make(s, 0, &book, err);

	*due = book.steps.count > 0;
	arena_release(&arena);
	return rc;
}

int
earn_night(struct session *s, int run_id, int32_t date, const struct job_ui *ui,
	struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct revenue_book book = { .arena = &arena, .date = date };
	int rc = -1;

	if (make(s, run_id, &book, err) < 0 ||
		store_revenue_write(s->db, run_id, &book, err) < 0 ||
		store_revenue_close_months(s->db, run_id, date, err) < 0)
		goto done;
	say_no_rate(&book, ui);
	rc = 0;
done:
	arena_release(&arena);
	return rc;
}
