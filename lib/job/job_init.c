#include "job/job_init.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/cluster.h"
#include "db/migrate.h"
#include "io/file.h"
#include "io/signer.h"
#include "job/audit_head.h"
#include "job/book_keys.h"
#include "job/session.h"
#include "job/ui.h"

/* Folders of YIFEN_HOME that others may not read. */
static const char *const folders[] = { "archive", "outbox", "reports", "logs",
	NULL };

static int
make_folders(struct session *s, struct err *err)
{
	for (const char *const *f = folders; *f != NULL; f++) {
		const char *path = session_path(s, *f, err);

		if (path == NULL || file_make_folder(path, 0700, err) < 0)
			return -1;
	}
	return 0;
}

static int
migrate(struct session *s, const struct job_ui *ui, struct err *err)
{
	struct migrate_result result;

	if (migrate_apply(s->db, &result, err) < 0)
		return -1;
	if (result.alone)
		ui->line(ui->ctx,
			_("this role may not make roles: everyone works as "
			  "it"));
	if (result.before == 0)
		ui->line(ui->ctx, _("the book was made"));
	else if (result.after > result.before)
		ui->line(ui->ctx, _("the book was brought up to date"));
	return 0;
}

int
job_init(const struct job_ui *ui, struct err *err)
{
	struct session *s = NULL;
	const char *keys;
	bool made = false;
	int rc = -1;

	if (file_make_folder(session_home(), 0755, err) < 0)
		return -1;
	if (session_is_private() &&
		cluster_init(session_home(), &made, err) < 0)
		return -1;
	if (made)
		ui->line(ui->ctx, _("a private PostgreSQL was made"));
	if (session_open("init", SESSION_INIT, &s, err) < 0)
		return -1;
	keys = session_path(s, "keys", err);
	if (keys == NULL || make_folders(s, err) < 0 ||
		migrate(s, ui, err) < 0 ||
		book_keys_make(s->db, keys, err) < 0 ||
		signer_make(keys, s->book, err) < 0 ||
		audit_head_make_key(s, err) < 0)
		goto done;
	rc = audit_head_write(s, err);
done:
	session_close(s);
	return rc;
}

int
job_stop(const struct job_ui *ui, struct err *err)
{
	bool stopped = false;

	if (!session_is_private() || !cluster_exists(session_home()))
		return 0;
	if (cluster_stop(session_home(), &stopped, err) < 0)
		return -1;
	if (stopped)
		ui->line(ui->ctx, _("the private PostgreSQL was stopped"));
	return 0;
}
