#include "job/waiting_rows.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/waiting.h"
#include "model/terms.h"
#include "store/store_book.h"
#include "store/store_run.h"

#include <string.h>

enum { BY_KIND, BY_CA, BY_ORDER, BY_SOURCE };

static bool
agrees(const struct db_value *wanted, const char *text)
{
	return wanted->type == DB_NULL || strcmp(wanted->text, text) == 0;
}

static bool
is_wanted(const struct waiting *w, const struct db_value *params)
{
	const char *ca = w->order != NULL ? w->order->ca : "";
	const char *order_no = w->order != NULL ? w->order->order_no : "";

	return agrees(&params[BY_CA], ca) &&
		agrees(&params[BY_ORDER], order_no) &&
		agrees(&params[BY_SOURCE], source_names[w->source]);
}

/* Bill days belong to no order: the calendar is not asked for nothing. */
static unsigned
kinds(const struct db_value *params)
{
	unsigned set = 0;

	for (int i = 0; i < WAITING_KIND_COUNT; i++)
		if (agrees(&params[BY_KIND], waiting_kind_names[i]))
			set |= 1U << i;
	if (params[BY_CA].type != DB_NULL || params[BY_ORDER].type != DB_NULL)
		set &= ~(1U << WAITING_SETTLEMENT_DIFFERENCE);
	return set;
}

static int
print(const struct waiting *w, struct writer *writer, struct err *err)
{
	char day[DAY_TEXT_SIZE], on[DAY_TEXT_SIZE];
	const struct field fields[] = {
		field_text(waiting_kind_names[w->kind]),
		field_text(w->order != NULL ? w->order->order_no : ""),
		field_text(w->order != NULL ? w->order->ca : ""),
		field_text(source_names[w->source]),
		field_text(w->account),
		field_text(day_text(w->day, day)),
		field_int(w->amount),
		field_text(day_text(w->becomes_on, on)),
		field_text(w->note),
	};

	return writer_row(writer, fields, err);
}

/* The book as it stands; ${book->date} is DAY_NONE before its first night. */
static int
load(struct db *db, struct book *book, struct err *err)
{
	if (store_run_book_day(db, &book->date, err) < 0)
		return -1;
	return book->date == DAY_NONE ? 0 : store_book_waiting(db, book, err);
}

int
waiting_rows_print(struct db *db, const struct db_value *params,
	struct writer *writer, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena };
	struct waitings waitings = { .count = 0 };
	int rc = load(db, &book, err);

	if (rc == 0 && book.date != DAY_NONE)
		rc = waiting_collect(&book, kinds(params), &waitings, err);
	for (size_t i = 0; i < waitings.count && rc == 0; i++)
		if (is_wanted(&waitings.at[i], params))
			rc = print(&waitings.at[i], writer, err);
	arena_release(&arena);
	return rc;
}

/* The year that begins tomorrow may have no calendar yet. */
static int
print_unknown(struct writer *writer, struct err *unknown, struct err *err)
{
	const struct waiting row = {
		.kind = WAITING_SETTLEMENT_DIFFERENCE,
		.source = SOURCE_BANK,
		.account = "",
		.day = DAY_NONE,
		.becomes_on = DAY_NONE,
		.note = N_("not known: the calendar ends too early"),
	};

	if (unknown->code != ERR_CONFIG) {
		*err = *unknown;
		return -1;
	}
	return print(&row, writer, err);
}

int
waiting_rows_tomorrow(struct db *db, struct writer *writer, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena };
	struct waitings waitings = { .count = 0 };
	struct err unknown = ERR_INIT;
	int rc = load(db, &book, err);

	if (rc == 0 && book.date != DAY_NONE)
		(void)waiting_with_next(&book, &waitings, &unknown);
	for (size_t i = 0; i < waitings.count && rc == 0; i++)
		rc = print(&waitings.at[i], writer, err);
	if (rc == 0 && unknown.code != ERR_NONE)
		rc = print_unknown(writer, &unknown, err);
	arena_release(&arena);
	return rc;
}
