#include "base/err.h"
#include "base/i18n.h"
#include "job/invoice_step.h"
#include "job/session.h"
#include "job/ui.h"
#include "model/day.h"
#include "store/store_invoice.h"

#include <inttypes.h>
#include <string.h>

/* Of a request that was made anew; stored, so in one language. */
#define SUPERSEDED "superseded: money went back or the buyer was corrected"

/* Requests that are not right any more are taken back, so that they are made
 * anew; what left the house already a person takes back. */
static int
withdraw_stale(struct invoice_step *step, struct err *err)
{
	struct session *s = step->session;
	struct invoice_stales stales = { .count = 0 };

	if (store_invoice_stale(
		    s->db, &s->arena, step->options->ca, &stales, err) < 0)
		return -1;
	for (size_t i = 0; i < stales.count; i++) {
		const struct invoice_stale *stale = &stales.at[i];

		if (strcmp(stale->state, "requested") != 0) {
			ui_tell(step->ui,
				_("%s (%s) was exported and is not right any "
				  "more: withdraw it, or enter its number"),
				stale->serial, stale->orders);
			continue;
		}
		if (store_invoice_withdraw(
			    s->db, stale->serial, SUPERSEDED, err) < 0)
			return -1;
		ui_tell(step->ui, _("%s (%s) is not right any more: withdrawn"),
			stale->serial, stale->orders);
	}
	return 0;
}

/* What an order's line needs, or why there can be none. */
static int
prepare(struct invoice_order *order, const struct tax_table *taxes,
	struct err *err)
{
	const struct tax_row *row;

	if (invoice_check_buyer(&order->buyer, err) < 0)
		return -1;
	row = tax_find(taxes, order->ca, order->business, order->paid_on, err);
	if (row == NULL || invoice_check_name(row->tax.tax_name, err) < 0)
		return -1;
	order->tax_load = row->load_id;
	order->tax_line = (int)row->tax.line;
	order->rate = row->tax.rate;
	order->tax = tax_of(order->standing, order->rate);
	return 0;
}

static void
tell_refused(struct invoice_step *step, const struct invoice_order *order,
	const struct err *why)
{
	step->refused++;
	ui_tell(step->ui, "%s/%s: %s%s%s", order->ca, order->order_no,
		why->message, why->hint[0] == '\0' ? "" : ". ", why->hint);
}

/* Keep those that can be invoiced now; say why others cannot. */
static void
sort_out(struct invoice_step *step, struct invoice_orders *orders,
	const struct tax_table *taxes)
{
	size_t kept = 0, waiting = 0;

	for (size_t i = 0; i < orders->count; i++) {
		struct invoice_order order = orders->at[i];
		struct err why = ERR_INIT;

		if (!invoice_is_due(&order))
			waiting++;
		else if (prepare(&order, taxes, &why) < 0)
			tell_refused(step, &order, &why);
		else
			orders->at[kept++] = order;
	}
	orders->count = kept;
	if (waiting > 0)
		ui_tell(step->ui,
			ngettext("%zu order waits until too much or too little "
				 "money on it is settled",
				"%zu orders wait until too much or too little "
				"money on them is settled",
				waiting),
			waiting);
}

static int
request(struct invoice_step *step, struct err *err)
{
	struct session *s = step->session;
	struct invoice_orders orders = { .count = 0 };
	struct tax_table taxes = { .count = 0 };
	int64_t made = 0;

	if (withdraw_stale(step, err) < 0 ||
		store_invoice_candidates(s->db, &s->arena, step->options->ca,
			&orders, err) < 0 ||
		store_invoice_taxes(s->db, &s->arena, &taxes, err) < 0)
		return -1;
	sort_out(step, &orders, &taxes);
	invoice_plan(&orders, step->options->combine);
	if (store_invoice_request(s->db, step->day, &orders, &made, err) < 0)
		return -1;
	ui_tell(step->ui,
		ngettext("%" PRId64 " invoice requested, of %zu orders",
			"%" PRId64 " invoices requested, of %zu orders",
			(unsigned long)made),
		made, orders.count);
	return 0;
}

int
invoice_request(struct invoice_step *step, struct err *err)
{
	return invoice_step_within(step, request, err);
}
