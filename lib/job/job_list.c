#include "job/job_list.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/book.h"
#include "core/waiting.h"
#include "job/filter.h"
#include "job/rows.h"
#include "job/session.h"
#include "job/waiting_rows.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define WORDS(array) .words = (array), .word_count = (int)COUNT(array)

/* --- words --- */

static const char *const entry_states[] = { "matched", "suspense", "settled",
	"ignored" };
static const char *const break_states[] = { "open", "proposed", "resolved",
	"all" };
static const char *const file_states[] = { "imported", "duplicate",
	"quarantined" };
static const char *const run_statuses[] = { "done", "refused", "incomplete" };
static const char *const delivery_folders[] = { "micro-deposit", "sms",
	"counter" };
static const char *const delivery_states[] = { "decided", "written" };
static const char *const verification_modes[] = { "outbound", "inbound",
	"transfer" };

static const char *const proposal_verbs[] = { "match", "split", "refund",
	"write-off", "undo", "release", "hold", "reopen", "close", "repeat",
	"accept-gap" };
static const char *const proposal_states[] = { "proposed", "approved",
	"rejected", "applied", "void" };

/* --- filters, in the order of each query's parameters --- */

#define BY_CA                                                                  \
	{                                                                      \
		.name = "ca"                                                   \
	}
#define BY_ORDER                                                               \
	{                                                                      \
		.name = "order"                                                \
	}
#define BY_SOURCE                                                              \
	{                                                                      \
		.name = "source", WORDS(source_names)                          \
	}
#define BY_RUN                                                                 \
	{                                                                      \
		.name = "run", .type = FILTER_INT                              \
	}

static const struct filter order_filters[] = { BY_CA, BY_ORDER,
	{ .name = "verdict", WORDS(verdict_names) }, { .name = NULL } };
static const struct filter entry_filters[] = { BY_SOURCE, { .name = "account" },
	{ .name = "kind", WORDS(entry_kind_names) },
	{ .name = "state", WORDS(entry_states) }, { .name = "rule" },
	{ .name = "date", .type = FILTER_DAY }, { .name = NULL } };
static const struct filter match_filters[] = { BY_CA, BY_ORDER,
	{ .name = "rule" }, BY_RUN, { .name = NULL } };
static const struct filter verification_filters[] = { BY_CA, BY_ORDER,
	{ .name = "mode", WORDS(verification_modes) },
	{ .name = "state", WORDS(attempt_state_names) }, { .name = NULL } };
static const struct filter release_filters[] = { BY_CA, BY_ORDER,
	{ .name = "channel", WORDS(pin_channel_names) },
	{ .name = "state", WORDS(release_state_names) }, { .name = NULL } };
static const struct filter break_filters[] = { BY_CA, BY_ORDER,
	{ .name = "kind", WORDS(break_kind_names) },
	{ .name = "state", WORDS(break_states), .standard = "open" },
	{ .name = NULL } };
static const struct filter waiting_filters[] = {
	{ .name = "kind", WORDS(waiting_kind_names) }, BY_CA, BY_ORDER,
	BY_SOURCE, { .name = NULL }
};
static const struct filter file_filters[] = { BY_SOURCE, { .name = "account" },
	{ .name = "state", WORDS(file_states) }, BY_RUN, { .name = NULL } };
static const struct filter run_filters[] = { { .name = "command" },
	{ .name = "date", .type = FILTER_DAY },
	{ .name = "status", WORDS(run_statuses) }, { .name = NULL } };

static const struct filter delivery_filters[] = {
	{ .name = "channel", WORDS(delivery_folders) },
	{ .name = "state", WORDS(delivery_states) }, { .name = NULL }
};

static const struct filter proposal_filters[] = { { .name = "verb",
							  WORDS(proposal_verbs) },
	{ .name = "state", WORDS(proposal_states) }, { .name = "actor" },
	{ .name = NULL } };

/* --- columns (contract.md, Machine-readable answers) --- */

#define ORDER_NO                                                               \
	{                                                                      \
		"order_no", N_("order"), COLUMN_TEXT                           \
	}
#define CA                                                                     \
	{                                                                      \
		"ca", N_("CA"), COLUMN_TEXT                                    \
	}
#define ENTRY_ID                                                               \
	{                                                                      \
		"entry_id", N_("entry"), COLUMN_TEXT                           \
	}
#define EXTERNAL_ID                                                            \
	{                                                                      \
		"external_id", N_("external id"), COLUMN_TEXT                  \
	}
#define AMOUNT                                                                 \
	{                                                                      \
		"amount_fen", N_("amount"), COLUMN_FEN                         \
	}
#define STATE                                                                  \
	{                                                                      \
		"state", N_("state"), COLUMN_TEXT                              \
	}
#define RULE                                                                   \
	{                                                                      \
		"rule", N_("rule"), COLUMN_TEXT                                \
	}
#define SOURCE                                                                 \
	{                                                                      \
		"source", N_("source"), COLUMN_TEXT                            \
	}
#define KIND                                                                   \
	{                                                                      \
		"kind", N_("kind"), COLUMN_TEXT                                \
	}
#define SINCE                                                                  \
	{                                                                      \
		"since", N_("since"), COLUMN_TEXT                              \
	}
#define RUN_ID                                                                 \
	{                                                                      \
		"run_id", N_("run"), COLUMN_INT                                \
	}
#define ACCOUNT                                                                \
	{                                                                      \
		"account", N_("account"), COLUMN_TEXT                          \
	}
#define REASON                                                                 \
	{                                                                      \
		"reason", N_("reason"), COLUMN_NOTE                            \
	}

static const struct column order_columns[] = { ORDER_NO, CA,
	{ "due_fen", N_("due"), COLUMN_FEN },
	{ "paid_fen", N_("paid"), COLUMN_FEN },
	{ "refunded_fen", N_("refunded"), COLUMN_FEN },
	{ "verdict", N_("verdict"), COLUMN_TEXT },
	{ "verified", N_("verified"), COLUMN_TEXT },
	{ "released", N_("released"), COLUMN_TEXT },
	{ "open_breaks", N_("open breaks"), COLUMN_INT } };
static const struct column entry_columns[] = { ENTRY_ID,
	SOURCE, ACCOUNT,
	{ "booked_at", N_("booked at"), COLUMN_TEXT }, AMOUNT, KIND,
	EXTERNAL_ID, STATE, RULE };
static const struct column match_columns[] = { ENTRY_ID, EXTERNAL_ID, ORDER_NO,
	AMOUNT, RULE, RUN_ID, CA };
static const struct column verification_columns[] = {
	{ "verification_id", N_("verification"), COLUMN_TEXT }, ORDER_NO, CA,
	{ "mode", N_("mode"), COLUMN_TEXT },
	{ "attempt", N_("attempt"), COLUMN_INT }, STATE, REASON, SINCE,
	{ "due", N_("until"), COLUMN_TEXT }
};
static const struct column release_columns[] = { ORDER_NO,
	{ "channel", N_("channel"), COLUMN_TEXT }, STATE, REASON,
	{ "at", N_("on"), COLUMN_TEXT }, CA };
static const struct column break_columns[] = {
	{ "break_id", N_("break"), COLUMN_TEXT }, KIND, ORDER_NO, ENTRY_ID,
	EXTERNAL_ID, AMOUNT, SINCE, { "age_days", N_("days"), COLUMN_INT },
	STATE, { "note", N_("note"), COLUMN_NOTE }, CA
};
static const struct column waiting_columns[] = { KIND, ORDER_NO, CA, SOURCE,
	ACCOUNT, { "day", N_("day"), COLUMN_TEXT }, AMOUNT,
	{ "becomes_on", N_("becomes it on"), COLUMN_TEXT },
	{ "note", N_("note"), COLUMN_NOTE } };
static const struct column file_columns[] = { { "file_id", N_("file"),
						      COLUMN_INT },
	{ "name", N_("name"), COLUMN_TEXT },
	{ "sha256", N_("SHA-256"), COLUMN_TEXT },
	{ "format", N_("format"), COLUMN_TEXT }, ACCOUNT,
	{ "rows", N_("rows"), COLUMN_INT },
	{ "credit_fen", N_("credit"), COLUMN_FEN },
	{ "debit_fen", N_("debit"), COLUMN_FEN }, STATE,
	{ "message", N_("message"), COLUMN_NOTE } };
static const struct column delivery_columns[] = {
	{ "channel", N_("channel"), COLUMN_TEXT },
	{ "batch_no", N_("batch"), COLUMN_INT },
	{ "day", N_("day"), COLUMN_TEXT },
	{ "items", N_("items"), COLUMN_INT }, AMOUNT,
	{ "name", N_("name"), COLUMN_TEXT }, STATE,
	{ "encrypted_to", N_("encrypted to"), COLUMN_TEXT }, RUN_ID,
	{ "repeats", N_("repeats"), COLUMN_INT }
};
static const struct column proposal_columns[] = {
	{ "proposal_id", N_("proposal"), COLUMN_TEXT },
	{ "verb", N_("verb"), COLUMN_TEXT },
	{ "subject", N_("subject"), COLUMN_TEXT },
	{ "parts", N_("orders"), COLUMN_TEXT }, AMOUNT, STATE,
	{ "reason", N_("reason"), COLUMN_TEXT },
	{ "actor", N_("proposed by"), COLUMN_TEXT },
	{ "at", N_("at"), COLUMN_TEXT },
	{ "decider", N_("decided by"), COLUMN_TEXT },
	{ "decision_reason", N_("why"), COLUMN_TEXT },
	{ "decided_at", N_("decided at"), COLUMN_TEXT },
	{ "done_on", N_("done on"), COLUMN_TEXT },
	{ "note", N_("note"), COLUMN_NOTE }
};
static const struct column run_columns[] = { RUN_ID,
	{ "command", N_("command"), COLUMN_TEXT },
	{ "date", N_("business day"), COLUMN_TEXT },
	{ "started_at", N_("started at"), COLUMN_TEXT },
	{ "ended_at", N_("ended at"), COLUMN_TEXT },
	{ "status", N_("status"), COLUMN_TEXT },
	{ "residual_fen", N_("residual"), COLUMN_FEN } };

/* --- the lists --- */

static const struct list {
	const char *name;
	enum sql_id query;
	/* Where the rows are made and not only read. */
	int (*print)(struct db *db, const struct db_value *params,
		struct writer *writer, struct err *err);
	const struct column *columns;
	size_t column_count;
	const struct filter *filters;
} lists[] = {
#define LIST(name, sql, what)                                                  \
	{                                                                      \
		name, sql, NULL, what##_columns, COUNT(what##_columns),        \
			what##_filters                                         \
	}
	LIST("orders", SQL_LIST_ORDERS, order),
	LIST("entries", SQL_LIST_ENTRIES, entry),
	LIST("matches", SQL_LIST_MATCHES, match),
	LIST("verifications", SQL_LIST_VERIFICATIONS, verification),
	LIST("releases", SQL_LIST_RELEASES, release),
	LIST("breaks", SQL_LIST_BREAKS, break),
	{ "waiting", 0, waiting_rows_print, waiting_columns,
		COUNT(waiting_columns), waiting_filters },
	LIST("files", SQL_LIST_FILES, file),
	LIST("runs", SQL_LIST_RUNS, run),
	LIST("deliveries", SQL_LIST_DELIVERIES, delivery),
	LIST("proposals", SQL_LIST_PROPOSALS, proposal),
#undef LIST
};

static void
no_such_list(const char *name, struct err *err)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < COUNT(lists); i++)
		buf_printf(&names, "%s%s", i == 0 ? "" : ", ", lists[i].name);
	err_set(err, ERR_USAGE, _("there is no list of '%s'"), name);
	err_hint(err, _("Say one of: %s"), buf_text(&names));
	buf_release(&names);
}

static const struct list *
find_list(const char *name, struct err *err)
{
	for (size_t i = 0; i < COUNT(lists); i++)
		if (strcmp(lists[i].name, name) == 0)
			return &lists[i];
	no_such_list(name, err);
	return NULL;
}

static int
print_rows(struct db *db, const struct list *list,
	const struct db_value *params, struct writer *writer, struct err *err)
{
	if (list->print != NULL)
		return list->print(db, params, writer, err);
	return rows_print(db, list->query, params, writer, err);
}

int
job_list(const struct job_list_options *options, FILE *out, struct err *err)
{
	const struct list *list = find_list(options->list, err);
	struct db_value params[FILTERS_MAX];
	struct session *session = NULL;
	struct writer writer = { .kind = NULL };
	int rc = -1;

	if (list == NULL ||
		filter_params(list->filters, options->filters,
			options->filter_count, options->list, params,
			err) < 0 ||
		session_open("list", SESSION_READ, &session, err) < 0)
		return -1;
	if (writer_open(&writer, options->format, list->columns,
		    list->column_count, out, err) == 0 &&
		print_rows(session->db, list, params, &writer, err) == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	session_close(session);
	return rc;
}
