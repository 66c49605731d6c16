#include "job/job_parse.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/classify.h"
#include "job/read.h"
#include "job/ui.h"
#include "report/json.h"
#include "report/writer.h"

#include <ctype.h>

/* So much of a statement's entries is kept to print its head first. */
#define KEPT ((size_t)8 * 1024 * 1024)
#define PIECE ((size_t)64 * 1024) /* of what follows: it stays in the cache */

struct printer {
	FILE *out;
	const struct job_ui *ui;
	const struct read_part *part;
	struct job_parse_result *result;
	struct arena arena; /* of one entry */
	struct buf entries; /* JSON, not yet printed */
	long statements;    /* printed so far */
	bool report;	    /* of payments: statuses for entries */
	bool open;	    /* a statement has begun */
	bool streaming;	    /* its first entries are printed already */
	bool disagrees;	    /* one of the file's statements */
	long count;	    /* its entries, or statuses */
};

static int
put(struct printer *printer, struct buf *buf, struct err *err)
{
	fwrite(buf_text(buf), 1, buf->len, printer->out);
	if (buf_check(buf, err) < 0)
		return -1;
	buf_clear(buf);
	return writer_check(printer->out, err);
}

/* --- what stands in an object --- */

static void
add_text(struct buf *buf, bool first, const char *key, const char *text)
{
	json_key(buf, first, key);
	json_text(buf, text);
}

static void
add_minor(struct buf *buf, const char *key, bool known, int64_t minor)
{
	json_key(buf, 0, key);
	if (known)
		json_int(buf, minor);
	else
		buf_puts(buf, "null");
}

static void
add_begin(const struct printer *printer, struct buf *buf)
{
	buf_puts(buf, printer->statements > 0 ? ",\n{" : "[\n{");
	add_text(buf, true, "file", printer->part->name);
	add_text(buf, false, "format", printer->part->format->name);
}

static void
add_head(struct buf *buf, const struct statement *st)
{
	char day[DAY_TEXT_SIZE];

	add_text(buf, false, "account", st->account);
	add_text(buf, false, "currency", st->currency);
	add_text(buf, false, "from", day_text(st->from, day));
	add_text(buf, false, "to", day_text(st->to, day));
	add_minor(buf, "opening_minor", st->has_opening, st->opening);
	add_minor(buf, "closing_minor", st->has_closing, st->closing);
}

/* A key as it stands in the text: there are millions of them. */
#define ADD(buf, text) buf_add(buf, text, sizeof(text) - 1)

static void
add_entry(struct buf *buf, bool first, const struct entry *entry,
	enum entry_kind kind)
{
	char text[MOMENT_TEXT_SIZE];

	buf_puts(buf, first ? "\n{" : ",\n{");
	ADD(buf, "\"booked_at\":");
	json_text(buf, moment_text(entry->booked, text));
	ADD(buf, ",\"amount_minor\":");
	json_int(buf, entry->amount);
	ADD(buf, ",\"external_id\":");
	json_text(buf, entry->external_id);
	ADD(buf, ",\"name\":");
	json_text(buf, entry->name);
	ADD(buf, ",\"account\":");
	json_text(buf, entry->account);
	ADD(buf, ",\"remark\":");
	json_text(buf, entry->remark);
	ADD(buf, ",\"ref\":");
	json_text(buf, entry->ref);
	ADD(buf, ",\"kind\":");
	json_text(buf, entry_kind_names[kind]);
	buf_putc(buf, '}');
}

static void
add_status(struct buf *buf, bool first, const struct payment_status *status)
{
	buf_puts(buf, first ? "\n{" : ",\n{");
	add_text(buf, true, "message_id", status->message_id);
	add_text(buf, false, "payment_id", status->payment_id);
	add_text(buf, false, "end_to_end_id", status->end_to_end_id);
	add_text(buf, false, "status", status->status);
	add_text(buf, false, "reason", status->reason);
	add_text(buf, false, "text", status->text);
	buf_putc(buf, '}');
}

/* Up to the first entry, or status. */
static void
add_list(const struct printer *printer, struct buf *buf)
{
	json_key(buf, 0, "entries");
	buf_putc(buf, '[');
	if (!printer->report)
		return;
	buf_putc(buf, ']');
	json_key(buf, 0, "statuses");
	buf_putc(buf, '[');
}

/* --- the sink --- */

static const struct statement nothing = { .account = "",
	.currency = "",
	.reference = "",
	.from = DAY_NONE,
	.to = DAY_NONE };

static int
begin(void *ctx, const struct statement *st, struct err *err)
{
	struct printer *printer = ctx;

	(void)st;
	(void)err;
	buf_clear(&printer->entries);
	printer->open = true;
	printer->streaming = false;
	printer->count = 0;
	return 0;
}

static bool
is_much(const struct printer *printer)
{
	return printer->entries.len > (printer->streaming ? PIECE : KEPT);
}

/* It is too long to be kept. */
static int
stream(struct printer *printer, struct err *err)
{
	struct buf head = BUF_INIT;
	int rc = 0;

	if (!printer->streaming) {
		add_begin(printer, &head);
		if (printer->report)
			add_head(&head, &nothing);
		add_list(printer, &head);
		rc = put(printer, &head, err);
		printer->streaming = true;
	}
	buf_release(&head);
	return rc < 0 ? -1 : put(printer, &printer->entries, err);
}

static int
entry(void *ctx, const struct statement *st, const struct entry *e,
	struct err *err)
{
	struct printer *printer = ctx;
	enum entry_kind kind = e->kind;

	arena_reset(&printer->arena);
	if (st->source == SOURCE_BANK &&
		classify_alone(&printer->arena, e->amount, e->marks, e->remark,
			&kind, err) < 0)
		return -1;
	add_entry(&printer->entries, printer->count == 0, e, kind);
	printer->count++;
	if (is_much(printer))
		return stream(printer, err);
	return buf_check(&printer->entries, err);
}

static int
status(void *ctx, const struct payment_status *s, struct err *err)
{
	struct printer *printer = ctx;

	add_status(&printer->entries, printer->count == 0, s);
	printer->count++;
	if (is_much(printer))
		return stream(printer, err);
	return buf_check(&printer->entries, err);
}

static int
end_statement(
	struct printer *printer, const struct statement *st, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc;

	if (!printer->streaming) {
		add_begin(printer, &text);
		add_head(&text, st);
		add_list(printer, &text);
	}
	rc = put(printer, &text, err);
	if (rc == 0)
		rc = put(printer, &printer->entries, err);
	buf_puts(&text, "]");
	if (printer->streaming && !printer->report)
		add_head(&text, st);
	buf_puts(&text, "}");
	if (rc == 0)
		rc = put(printer, &text, err);
	buf_release(&text);
	printer->statements++;
	printer->open = false;
	return rc;
}

static int
end(void *ctx, const struct statement *st, struct err *err)
{
	return end_statement(ctx, st, err);
}

static int
disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	struct printer *printer = ctx;
	struct buf line = BUF_INIT;

	(void)st;
	(void)err;
	/* A place goes on after the name: FILE:LINE:COLUMN. */
	buf_printf(&line, "%s:%s%s", printer->part->name,
		isdigit((unsigned char)message[0]) ? "" : " ", message);
	printer->ui->line(printer->ui->ctx, buf_text(&line));
	buf_release(&line);
	printer->disagrees = true;
	return 0;
}

/* --- the parts --- */

static int
begin_part(void *ctx, const struct read_part *part, struct sink *sink,
	struct err *err)
{
	struct printer *printer = ctx;

	printer->part = part;
	printer->report = part->format->tells_status;
	printer->open = printer->disagrees = false;
	*sink = (struct sink){ .ctx = printer,
		.begin = begin,
		.entry = entry,
		.end = end,
		.disagree = disagree,
		.status = status };
	return printer->report ? begin(printer, &nothing, err) : 0;
}

static void
say_failure(const struct job_ui *ui, const struct err *failure)
{
	struct buf hint = BUF_INIT;

	ui->line(ui->ctx, failure->message);
	if (failure->hint[0] == '\0')
		return;
	buf_printf(&hint, "%s%s", _("hint: "), failure->hint);
	ui->line(ui->ctx, buf_text(&hint));
	buf_release(&hint);
}

static int
end_part(void *ctx, const struct read_part *part, const struct err *failure,
	struct err *err)
{
	struct printer *printer = ctx;

	(void)part;
	printer->result->refused_files += failure != NULL || printer->disagrees;
	printer->disagrees = false;
	if (failure == NULL)
		return printer->report ? end_statement(printer, &nothing, err)
				       : 0;
	say_failure(printer->ui, failure);
	/* What is printed already stays JSON. */
	if (printer->open && printer->streaming)
		return end_statement(printer, &nothing, err);
	printer->open = false;
	return 0;
}

int
job_parse(const struct job_parse_options *options, FILE *out,
	const struct job_ui *ui, struct job_parse_result *result,
	struct err *err)
{
	struct printer printer = { .out = out, .ui = ui, .result = result };
	const struct read_handler handler = {
		.ctx = &printer, .begin = begin_part, .end = end_part
	};
	int rc = 0;

	*result = (struct job_parse_result){ .refused_files = 0 };
	for (size_t i = 0; rc == 0 && i < options->count; i++)
		rc = read_file(
			options->files[i], options->as, &handler, ui, err);
	/* Also after a failure: what was printed stays JSON. */
	if (printer.statements > 0)
		fputs("\n]\n", out);
	else if (rc == 0)
		fputs("[]\n", out);
	fflush(out);
	if (rc == 0)
		rc = writer_check(out, err);
	arena_release(&printer.arena);
	buf_release(&printer.entries);
	return rc;
}
