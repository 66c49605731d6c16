#include "format/alipay/alipay_file.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/alipay/alipay_notes.h"
#include "io/decode.h"
#include "model/money.h"

#include <stdio.h>
#include <string.h>

/* Only commas and blanks: an empty line, as a spreadsheet leaves it. */
static bool
is_empty(const char *text, size_t len)
{
	return strspn(text, ", \t") == len;
}

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* --- lines --- */

static int
note_before(struct alipay_file *file, const char *note, struct err *err)
{
	if (strstr(note, file->shape->end_mark) != NULL)
		return err_at(err, ERR_INPUT, file->line, 0,
			_("the list ends before its header"));
	if (begins(note, "#账号") &&
		alipay_account(note, &file->account, err) < 0)
		return err_within(err, "%ld", file->line);
	if (strstr(note, "起始日期") != NULL &&
		alipay_period(note, &file->st.from, &file->st.to, err) < 0)
		return err_within(err, "%ld", file->line);
	return 0;
}

static int
note_in_rows(struct alipay_file *file, const char *note, struct err *err)
{
	if (strstr(note, file->shape->end_mark) == NULL)
		return err_at(err, ERR_INPUT, file->line, 1,
			_("expected a row or the end of the list"));
	file->place = AFTER_ROWS;
	return 0;
}

static int
note_after(struct alipay_file *file, const char *note, struct err *err)
{
	return file->shape->foot(file->ctx, note, file->line, err);
}

static int
take_note(
	struct alipay_file *file, const char *text, size_t len, struct err *err)
{
	static int (*const take[])(
		struct alipay_file *, const char *, struct err *) = {
		[BEFORE_HEADER] = note_before,
		[IN_ROWS] = note_in_rows,
		[AFTER_ROWS] = note_after,
	};

	while (strchr(", \t", text[len - 1]) != NULL)
		len--;
	buf_clear(&file->note);
	buf_add(&file->note, text, len);
	if (buf_check(&file->note, err) < 0)
		return -1;
	return take[file->place](file, buf_text(&file->note), err);
}

/* The header, or a row of the list. */
static int
take_cells(
	struct alipay_file *file, const char *text, size_t len, struct err *err)
{
	if (row_split(&file->row, file->line, text, len, ",", err) < 0)
		return -1;
	row_trim(&file->row);
	if (file->place == IN_ROWS)
		return file->shape->row(file->ctx, &file->row, err);
	file->place = IN_ROWS;
	file->st.account = buf_text(&file->account);
	return file->shape->header(file->ctx, &file->row, err);
}

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct alipay_file *file = ctx;

	file->line = line;
	if (text[0] == '#')
		return take_note(file, text, len, err);
	if (file->place != IN_ROWS && is_empty(text, len))
		return 0;
	if (file->place != AFTER_ROWS)
		return take_cells(file, text, len, err);
	return err_at(
		err, ERR_INPUT, line, 1, _("a row after the end of the list"));
}

/* --- bytes --- */

void
alipay_file_init(
	struct alipay_file *file, const struct alipay_shape *shape, void *ctx)
{
	file->shape = shape;
	file->ctx = ctx;
	file->st = (struct statement){ .source = SOURCE_ALIPAY,
		.account = "",
		.currency = "CNY",
		.reference = "",
		.from = DAY_NONE,
		.to = DAY_NONE };
}

/* Enough has been seen to tell the encoding. */
static int
start(struct alipay_file *file, struct err *err)
{
	const char *head = buf_text(&file->head);
	int rc;

	if (decoder_open(decode_guess(head, file->head.len), take_line, file,
		    &file->decoder, err) < 0)
		return -1;
	rc = decoder_feed(file->decoder, head, file->head.len, err);
	buf_release(&file->head);
	return rc;
}

int
alipay_file_feed(struct alipay_file *file, const char *bytes, size_t len,
	struct err *err)
{
	if (file->decoder == NULL) {
		const size_t room = FORMAT_HEAD - file->head.len;
		const size_t part = len < room ? len : room;

		buf_add(&file->head, bytes, part);
		if (buf_check(&file->head, err) < 0)
			return -1;
		if (file->head.len < FORMAT_HEAD)
			return 0;
		if (start(file, err) < 0)
			return -1;
		bytes += part;
		len -= part;
	}
	return decoder_feed(file->decoder, bytes, len, err);
}

static int
cut_off(const struct alipay_file *file, const char *what, struct err *err)
{
	err_at(err, ERR_INPUT, file->line, 0, _("the file ends before %s"),
		what);
	return err_hint(err, _("It was cut off: download the bill again."));
}

int
alipay_file_finish(struct alipay_file *file, struct err *err)
{
	char header[128];

	if (file->decoder == NULL && start(file, err) < 0)
		return -1;
	if (decoder_finish(file->decoder, err) < 0)
		return -1;
	if (file->line == 0)
		return err_set(err, ERR_INPUT, _("the file is empty"));
	if (file->place == BEFORE_HEADER) {
		snprintf(header, sizeof(header), _("its header (%s,...)"),
			file->shape->first);
		return cut_off(file, header, err);
	}
	if (file->place == IN_ROWS)
		return cut_off(file, file->shape->end_mark, err);
	return 0;
}

int
alipay_file_count(
	struct alipay_file *file, int32_t day, int64_t amount, struct err *err)
{
	struct statement *st = &file->st;
	const bool out = amount < 0;

	if (st->entries == 0 || day < file->first)
		file->first = day;
	if (st->entries == 0 || day > file->last)
		file->last = day;
	st->entries++;
	if (money_add(out ? &st->debit : &st->credit, out ? -amount : amount,
		    err) < 0)
		return err_within(err, "%ld", file->line);
	return 0;
}

void
alipay_file_period(struct alipay_file *file)
{
	struct statement *st = &file->st;
	const bool stated = st->from != DAY_NONE || st->to != DAY_NONE;

	if (st->entries == 0)
		return;
	/* Rows beyond the one end that is stated make it no wider. */
	if (st->from == DAY_NONE)
		st->from = stated && st->to < file->first ? st->to
							  : file->first;
	if (st->to == DAY_NONE)
		st->to = stated && file->last < st->from ? st->from
							 : file->last;
}

void
alipay_file_release(struct alipay_file *file)
{
	decoder_close(file->decoder);
	row_release(&file->row);
	buf_release(&file->head);
	buf_release(&file->note);
	buf_release(&file->account);
}

/* --- probing --- */

struct probing {
	const struct alipay_signs *signs;
	enum probe found;
};

/* Whether the line begins with these cells. */
static bool
has_cells(const char *text, const char *cells)
{
	return begins(text, cells) && strchr(",\t ", text[strlen(cells)]);
}

/* Any line may be the header: a person may have put something above it. */
static int
probe_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct probing *p = ctx;

	(void)line;
	(void)len;
	(void)err;
	if (begins(text, p->signs->title))
		p->found = PROBE_MAYBE;
	if (has_cells(text, p->signs->header))
		p->found = PROBE_YES;
	else if (has_cells(text, p->signs->other))
		p->found = PROBE_NO;
	else
		return 0;
	return -1;
}

enum probe
alipay_file_probe(
	const struct alipay_signs *signs, const char *head, size_t len)
{
	struct probing probing = { signs, PROBE_NO };
	struct decoder *decoder;
	struct err ignored = ERR_INIT;

	if (decoder_open(decode_guess(head, len), probe_line, &probing,
		    &decoder, &ignored) < 0)
		return PROBE_NO;
	/* An illegal byte further on is for the parser to name. */
	if (decoder_feed(decoder, head, len, &ignored) == 0)
		decoder_finish(decoder, &ignored);
	decoder_close(decoder);
	return probing.found;
}
