#include "job/job_invoices.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "job/invoice_step.h"
#include "job/job_propose.h"
#include "job/session.h"
#include "model/day.h"
#include "store/store_invoice.h"
#include "store/store_run.h"

#include <string.h>

static const struct verb {
	const char *name;
	invoice_step_fn *work;
	size_t operands; /* as many; none if they come from a file */
	const char *usage;
} verbs[] = {
	{ "request", invoice_request, 0, "request [--combine] [--ca CA]" },
	{ "export", invoice_export, 0,
		"export [--format xlsx|xml|csv] [--template FILE] [--ca CA]" },
	{ "issue", invoice_number_issue, 2,
		"issue SERIAL NUMBER [--date DAY] | issue --from FILE" },
	{ "red", invoice_number_red, 2,
		"red SERIAL NUMBER --reason REASON [--whole] [--date DAY] | "
		"red --from FILE" },
	{ "withdraw", invoice_number_withdraw, 1,
		"withdraw SERIAL --reason TEXT" },
};

static const struct verb *
find_verb(const char *name, struct err *err)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(verbs[i].name, name) == 0) {
			buf_release(&names);
			return &verbs[i];
		}
		buf_printf(&names, "%s%s", i == 0 ? "" : ", ", verbs[i].name);
	}
	err_set(err, ERR_USAGE, _("invoices cannot be asked to '%s'"), name);
	err_hint(err, _("Say one of: %s"), buf_text(&names));
	buf_release(&names);
	return NULL;
}

static int
check_operands(const struct verb *verb,
	const struct job_invoices_options *options, struct err *err)
{
	const size_t want = options->from != NULL ? 0 : verb->operands;

	if (options->count == want)
		return 0;
	err_set(err, ERR_USAGE, _("%s: that is not what it is about"),
		verb->name);
	return err_hint(err, _("Usage: yifen invoices %s"), verb->usage);
}

int
job_invoices(const struct job_invoices_options *options, int *refused,
	const struct job_ui *ui, struct err *err)
{
	const struct verb *verb = find_verb(options->verb, err);
	struct invoice_step step = { .options = options, .ui = ui };
	int rc = -1;

	if (verb == NULL || check_operands(verb, options, err) < 0 ||
		session_open("invoices", SESSION_WRITE, &step.session, err) < 0)
		return -1;
	if (store_invoice_begin(step.session->db, err) == 0 &&
		store_run_book_day(step.session->db, &step.day, err) == 0) {
		if (step.day == DAY_NONE)
			rc = err_set(err, ERR_USAGE,
				_("there was no night yet: nothing is paid"));
		else
			rc = verb->work(&step, err);
	}
	if (rc < 0)
		job_propose_refusal(err);
	session_close(step.session);
	*refused = step.refused;
	return rc;
}
