#include "job/job_deliver.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/keys.h"
#include "job/audit_head.h"
#include "job/deliver.h"
#include "job/session.h"
#include "model/day.h"
#include "store/store_run.h"

/* In clear only what nobody else's keys protect. */
static int
check_plain(const struct deliver *deliver, struct err *err)
{
	if (!deliver->options->plain)
		return 0;
	for (size_t i = 0; i < DELIVER_FOLDERS; i++) {
		if (deliver->recipients.of[i] == NULL)
			continue;
		err_set(err, ERR_CONFIG,
			_("%s: the channel has a certificate: nothing is "
			  "written in clear"),
			deliver_folders[i].name);
		return err_hint(err, _("Leave --plain-outbox out."));
	}
	if (keys_are_demonstration(deliver->session->keys))
		return 0;
	err_set(err, ERR_CONFIG,
		_("the keys are not the demonstration's: nothing is written "
		  "in clear"));
	return err_hint(err, _("Leave --plain-outbox out."));
}

static int
work(struct deliver *deliver, struct err *err)
{
	if (recipients_open(deliver->session, deliver->options->channel,
		    &deliver->recipients, err) < 0 ||
		check_plain(deliver, err) < 0 ||
		store_run_book_day(deliver->session->db, &deliver->day, err) <
			0)
		return -1;
	if (deliver->day == DAY_NONE)
		return 0;
	if (deliver_finish(deliver, err) < 0 ||
		deliver_decide(deliver, err) < 0)
		return -1;
	return deliver_finish(deliver, err);
}

int
job_deliver(const struct job_deliver_options *options, const struct job_ui *ui,
	struct err *err)
{
	struct deliver deliver = { .options = options, .ui = ui };
	int rc;

	if (options->channel != NULL &&
		deliver_folder_find(options->channel) == NULL)
		return err_set(err, ERR_USAGE, _("%s: no such channel"),
			options->channel);
	if (session_open("deliver", SESSION_WRITE | SESSION_KEYS,
		    &deliver.session, err) < 0)
		return -1;
	rc = audit_head_after(deliver.session, work(&deliver, err), err);
	recipients_close(&deliver.recipients);
	session_close(deliver.session);
	return rc;
}
