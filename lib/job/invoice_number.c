#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/csv.h"
#include "io/source.h"
#include "job/invoice_step.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/day.h"
#include "model/invoice_numbers.h"
#include "store/store_invoice.h"

#include <inttypes.h>
#include <string.h>

#define CHUNK ((size_t)64 * 1024)

/* --- a file of numbers --------------------------------------------------- */

static int
feed(struct source_file *source, struct csv_reader *reader, struct err *err)
{
	char chunk[CHUNK];
	long got;

	while ((got = source_read(source, chunk, sizeof(chunk), err)) > 0)
		if (csv_reader_feed(reader, chunk, (size_t)got, err) < 0)
			return -1;
	return got < 0 ? -1 : csv_reader_finish(reader, err);
}

static int
read_file(const char *path, struct invoice_numbers *numbers, struct err *err)
{
	struct source_file *source = NULL;
	struct csv_reader *reader = NULL;
	struct source_part part;
	int rc = -1, more;

	if (source_open(path, &source, err) < 0 ||
		csv_reader_open(invoice_numbers_row, numbers, &reader, err) < 0)
		goto done;
	more = source_next(source, &part, err);
	if (more == 0)
		err_set(err, ERR_INPUT, _("the file is empty"));
	if (more > 0)
		rc = feed(source, reader, err);
done:
	csv_reader_close(reader);
	source_close(source);
	return rc;
}

/* Every problem is a line; with one of them nothing of the file is taken. */
static int
read_numbers(struct invoice_step *step, struct invoice_numbers *numbers,
	struct err *err)
{
	const char *path = step->options->from;

	if (read_file(path, numbers, err) < 0)
		return err_within(err, "%s:", path);
	for (size_t i = 0; i < numbers->problems.count; i++) {
		const struct problem *p = &numbers->problems.at[i];

		ui_tell(step->ui, "%s:%ld:%ld: %s", path, p->line, p->column,
			p->message);
	}
	if (numbers->problems.errors == 0)
		return 0;
	err_set(err, ERR_INPUT,
		_("%ld errors: nothing of the file was taken in"),
		numbers->problems.errors);
	return err_within(err, "%s:", path);
}

/* --- one number ---------------------------------------------------------- */

/* 1 if that invoice has the number already, 0 if nobody has it. */
static int
is_known(struct invoice_step *step, const struct invoice_number *n,
	struct err *err)
{
	struct session *s = step->session;
	const char *holder;

	if (invoice_check_number(n->number, err) < 0)
		return -1;
	if (store_invoice_holder(s->db, &s->arena, n->number, &holder, err) < 0)
		return -1;
	if (holder == NULL)
		return 0;
	if (strcmp(holder, n->serial) == 0)
		return 1;
	return err_set(err, ERR_CONFLICT, _("%s is the number of %s"),
		n->number, holder);
}

/* Whether the invoice is there, and that may be done with it. */
static int
check_state(struct invoice_step *step, const char *serial, struct err *err)
{
	struct session *s = step->session;
	const char *state;

	if (store_invoice_state(s->db, &s->arena, serial, &state, err) < 0)
		return -1;
	if (state == NULL)
		return err_set(
			err, ERR_USAGE, _("there is no invoice '%s'"), serial);
	if (invoice_may(state, step->options->verb))
		return 0;
	return err_set(err, ERR_USAGE, _("%s: %s is not possible: it is %s"),
		serial, step->options->verb, state);
}

static int
issue(struct invoice_step *step, const struct invoice_number *n,
	struct err *err)
{
	return store_invoice_issue(
		step->session->db, n->serial, n->number, n->issued_on, err);
}

/* What is reversed of each line: what a refund asks for, or all that is left;
 * whether that is anything. */
static bool
plan_red(const struct invoice_lines *lines, bool whole, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < lines->count; i++) {
		const struct invoice_line *line = &lines->at[i];
		const int64_t amount =
			whole ? line->gross - line->red : line->needed;

		if (amount == 0)
			continue;
		any = true;
		buf_printf(out, "%d %" PRId64 " %" PRId64 "\n", line->no,
			amount, invoice_red_tax(line, amount));
	}
	return any;
}

static int
reverse(struct invoice_step *step, const struct invoice_number *n,
	struct err *err)
{
	struct session *s = step->session;
	struct invoice_lines lines = { .count = 0 };
	struct buf out = BUF_INIT;
	int rc = -1;

	if (store_invoice_lines(s->db, &s->arena, n->serial, &lines, err) < 0)
		return -1;
	if (!plan_red(&lines, step->options->whole, &out)) {
		err_set(err, ERR_USAGE, _("%s: nothing is to be reversed"),
			n->serial);
		err_hint(err, _("--whole reverses all that is left of it."));
	} else if (buf_check(&out, err) == 0) {
		rc = store_invoice_reverse(s->db, n->serial, n->number,
			n->issued_on, n->reason, &out, err);
	}
	buf_release(&out);
	return rc;
}

/* --- all of them --------------------------------------------------------- */

/* From the file, or the one that the person named. */
static int
gather(struct invoice_step *step, struct invoice_numbers *numbers,
	struct err *err)
{
	const struct job_invoices_options *o = step->options;
	struct invoice_number *one;

	if (o->from != NULL)
		return read_numbers(step, numbers, err);
	one = vec_push(numbers, &step->session->arena, err);
	if (one == NULL)
		return -1;
	one->serial = o->operands[0];
	one->number = o->operands[1];
	one->issued_on = o->date == DAY_NONE ? step->day : o->date;
	one->reason = o->reason != NULL ? o->reason : "";
	return 0;
}

static int
enter(struct invoice_step *step,
	int (*work)(struct invoice_step *step, const struct invoice_number *n,
		struct err *err),
	struct err *err)
{
	const bool red = strcmp(step->options->verb, "red") == 0;
	struct invoice_numbers numbers;
	size_t done = 0;

	invoice_numbers_open(&numbers, red, &step->session->arena);
	if (gather(step, &numbers, err) < 0)
		return -1;
	for (size_t i = 0; i < numbers.count; i++) {
		const struct invoice_number *n = &numbers.at[i];
		int rc = is_known(step, n, err);

		if (rc == 0) {
			rc = check_state(step, n->serial, err);
			if (rc == 0)
				rc = work(step, n, err);
			done++;
		}
		if (rc < 0)
			return n->line == 0
				? -1
				: err_within(err, "%s:%ld", step->options->from,
					  n->line);
	}
	ui_tell(step->ui,
		ngettext("%zu number entered", "%zu numbers entered", done),
		done);
	return 0;
}

static int
enter_blue(struct invoice_step *step, struct err *err)
{
	return enter(step, issue, err);
}

static int
enter_red(struct invoice_step *step, struct err *err)
{
	return enter(step, reverse, err);
}

int
invoice_number_issue(struct invoice_step *step, struct err *err)
{
	return invoice_step_within(step, enter_blue, err);
}

int
invoice_number_red(struct invoice_step *step, struct err *err)
{
	const struct job_invoices_options *o = step->options;
	struct buf words = BUF_INIT;

	if (o->from != NULL ||
		(o->reason != NULL && invoice_reason_find(o->reason) != NULL))
		return invoice_step_within(step, enter_red, err);
	invoice_reason_list(&words);
	err_set(err, ERR_USAGE, _("red: say why: --reason REASON"));
	err_hint(err, _("Say one of: %s"), buf_text(&words));
	buf_release(&words);
	return -1;
}

/* --- taking back --------------------------------------------------------- */

static int
withdraw(struct invoice_step *step, struct err *err)
{
	const struct job_invoices_options *o = step->options;

	if (check_state(step, o->operands[0], err) < 0)
		return -1;
	return store_invoice_withdraw(
		step->session->db, o->operands[0], o->reason, err);
}

int
invoice_number_withdraw(struct invoice_step *step, struct err *err)
{
	const char *reason = step->options->reason;

	if (reason == NULL || reason[strspn(reason, " \t")] == '\0')
		return err_set(err, ERR_USAGE,
			_("a reason is missing: --reason TEXT"));
	return invoice_step_within(step, withdraw, err);
}
