#include "job/deliver.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "job/deliver_file.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_outbox.h"
#include "store/store_run.h"

#include <stdio.h>

/* The same content under the next number of its folder.  The day stays: it is
 * in a message to the bank, which knows by it that this is no other. */
static int
repeat_batch(
	struct deliver *deliver, struct outbox_repeat *repeat, struct err *err)
{
	struct outbox_delivery *d = &repeat->delivery;
	char name[32];

	if (store_outbox_next_batch(
		    deliver->session->db, d->folder, &d->batch_no, err) < 0)
		return -1;
	snprintf(name, sizeof(name), "%06d.%s", d->batch_no,
		deliver_folder_find(d->folder)->extension);
	d->name = name;
	return store_outbox_rule(deliver->session->db, repeat, NULL, err);
}

static int
give_up(struct deliver *deliver, struct outbox_repeat *repeat, struct err *err)
{
	static const char *const why =
		N_("something of the batch has changed since it was handed "
		   "over");

	ui_tell(deliver->ui, _("%s: batch %06d is not handed over again: %s"),
		repeat->delivery.folder, repeat->delivery.repeats, _(why));
	repeat->delivery.day = deliver->day;
	return store_outbox_rule(deliver->session->db, repeat, why, err);
}

static int
take(struct deliver *deliver, struct outbox_repeat *repeat, struct err *err)
{
	struct outbox_delivery *d = &repeat->delivery;

	if (!deliver_is_asked_for(deliver, d->folder))
		return 0;
	if (deliver_must_wait(deliver, d->folder)) {
		ui_tell(deliver->ui,
			_("%s: batch %06d is to be handed over again; the "
			  "channel has no certificate"),
			d->folder, d->repeats);
		return 0;
	}
	if (deliver->run_id == 0 &&
		store_run_need(deliver->session->db, "deliver", deliver->day,
			&deliver->run_id, err) < 0)
		return -1;
	d->run_id = deliver->run_id;
	return repeat->stands ? repeat_batch(deliver, repeat, err)
			      : give_up(deliver, repeat, err);
}

int
deliver_repeat(struct deliver *deliver, struct err *err)
{
	struct session *s = deliver->session;
	struct outbox_repeats repeats = { .count = 0 };

	if (store_outbox_repeats(s->db, &s->arena, &repeats, err) < 0)
		return -1;
	for (size_t i = 0; i < repeats.count; i++)
		if (take(deliver, &repeats.at[i], err) < 0)
			return -1;
	return 0;
}
