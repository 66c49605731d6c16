/*
 * The sink of an import: statements are kept, rows are redacted, digested and
 * copied into the staging table.
 */
#include "job/take.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/classify.h"
#include "db/db.h"
#include "job/bill_account.h"
#include "store/store_status.h"

#include <stdio.h>
#include <string.h>

#define FIELD_END "\x1f"
#define ROW_DIGEST_SIZE 16
#define OWN_KEY_BYTES 8

/* Copy a statement's texts: the format's live only until it returns. */
static int
keep_statement(struct take *take, const struct statement *st,
	struct statement *kept, struct err *err)
{
	*kept = *st;
	kept->account = arena_text(&take->arena, st->account,
		strlen(st->account), err);
	kept->currency = arena_text(&take->arena, st->currency,
		strlen(st->currency), err);
	kept->reference = arena_text(&take->arena, st->reference,
		strlen(st->reference), err);
	return kept->account == NULL || kept->currency == NULL ||
			kept->reference == NULL
		? -1
		: 0;
}

static int
check_currency(const struct statement *st, struct err *err)
{
	static const char *const yuan[] = { "", "CNY", "RMB", NULL };

	for (const char *const *y = yuan; *y != NULL; y++)
		if (strcmp(st->currency, *y) == 0)
			return 0;
	return err_set(err, ERR_INPUT,
		_("account %s is in %s: only accounts in CNY are kept"),
		st->account, st->currency);
}

static int
on_begin(void *ctx, const struct statement *st, struct err *err)
{
	struct take *take = ctx;
	struct taken_statement *t =
		vec_push(&take->statements, &take->arena, err);

	if (t == NULL)
		return -1;
	t->empty_day = DAY_NONE;
	return keep_statement(take, st, &t->st, err);
}

/* Everything a bank or channel says of a row, in one text. */
static int
digest_row(struct take *take, const struct entry *e,
	unsigned char out[DIGEST_SIZE], struct err *err)
{
	const char *const texts[] = { e->external_id, e->txn, e->ref, e->name,
		e->account, e->original, buf_text(&take->redacted.remark) };
	struct digest *digest;
	int rc;

	buf_clear(&take->canonical);
	buf_printf(&take->canonical, "%d %d %lld %lld", (int)e->booked.day,
		(int)e->booked.second, (long long)e->amount,
		(long long)e->fee);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		buf_puts(&take->canonical, FIELD_END);
		buf_puts(&take->canonical, texts[i]);
	}
	if (buf_check(&take->canonical, err) < 0)
		return -1;
	digest = digest_new(err);
	if (digest == NULL)
		return -1;
	rc = digest_add(digest, take->canonical.s, take->canonical.len, err);
	if (rc == 0)
		rc = digest_end(digest, out, err);
	digest_free(digest);
	return rc;
}

/* The bank's serial; a channel's transaction with its kind and refund number;
 * where there is none, a stable key of our own. */
static const char *
key_of(struct take *take, const struct entry *e, const unsigned char *digest,
	struct err *err)
{
	char own[2 * OWN_KEY_BYTES + 1];

	if (take->part->format->source != SOURCE_BANK)
		return arena_format(&take->row, err, "%s %s %s",
			entry_kind_names[e->kind], e->txn, e->external_id);
	if (e->external_id[0] != '\0')
		return e->external_id;
	for (int i = 0; i < OWN_KEY_BYTES; i++)
		snprintf(own + 2 * i, 3, "%02x", digest[i]);
	return arena_format(&take->row, err, "~%s", own);
}

/* What a row adds to a hash total, as hash_of() of 0006_closing.sql. */
static int64_t
hash_of(const unsigned char *digest)
{
	return (int64_t)digest[0] << 24 | (int64_t)digest[1] << 16 |
		(int64_t)digest[2] << 8 | (int64_t)digest[3];
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct take *take = ctx;
	struct entry e = *entry;
	struct incoming in = { .row = ++take->rows,
		.statement = (int)take->statements.count };
	unsigned char digest[DIGEST_SIZE];

	(void)st;
	arena_reset(&take->row);
	if (take->part->format->source == SOURCE_BANK) {
		if (classify_alone(&take->row, e.amount, e.marks, e.remark,
			    &e.kind, err) < 0 ||
			redact_entry(take->redactor, &take->row, entry,
				&take->redacted, err) < 0)
			return -1;
		e.remark = buf_text(&take->redacted.remark);
		in.codes = take->redacted.codes;
		in.codes_len = take->redacted.codes_len;
	} else {
		buf_clear(&take->redacted.remark);
		buf_puts(&take->redacted.remark, e.remark);
		in.codes = digest;	/* no bytes of it: empty, not null */
	}
	if (digest_row(take, &e, digest, err) < 0)
		return -1;
	take->statements.at[take->statements.count - 1].hash_total +=
		hash_of(digest);
	in.key = key_of(take, &e, digest, err);
	if (in.key == NULL)
		return -1;
	in.digest = digest;
	in.digest_len = ROW_DIGEST_SIZE;
	store_file_row(take->copy, &in, &e);
	return 0;
}

/* A bill without rows: its day, and whose it is. */
static int
complete(struct take *take, struct taken_statement *t, struct err *err)
{
	struct statement *st = &t->st;

	if (st->account[0] == '\0') {
		st->account = bill_account(take->book, st->source,
			take->import->account, err);
		if (st->account == NULL)
			return -1;
	}
	if (st->from != DAY_NONE)
		return 0;
	t->empty_day = bill_day_of_name(take->part->own_name);
	if (t->empty_day == DAY_NONE)
		t->empty_day = take->import->date;
	if (t->empty_day == DAY_NONE) {
		err_set(err, ERR_INPUT,
			_("a bill without rows, and no day in its name"));
		return err_hint(err,
			_("Name the file after its day (...2026-11-16.csv)."));
	}
	st->from = st->to = t->empty_day;
	return 0;
}

static int
on_end(void *ctx, const struct statement *st, struct err *err)
{
	struct take *take = ctx;
	struct taken_statement *t =
		&take->statements.at[take->statements.count - 1];

	if (keep_statement(take, st, &t->st, err) < 0 ||
		check_currency(&t->st, err) < 0)
		return -1;
	return complete(take, t, err);
}

/* Totals that do not agree refuse the whole file. */
static int
on_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	(void)ctx;
	(void)st;
	return err_set(err, ERR_TOTALS, "%s", message);
}

/* The bank's words may cite a remark that we sent: a code in it is known. */
static int
on_status(void *ctx, const struct payment_status *status, struct err *err)
{
	struct take *take = ctx;
	const struct entry words = { .remark = status->text };

	arena_reset(&take->row);
	if (redact_entry(take->redactor, &take->row, &words, &take->redacted,
		    err) < 0)
		return -1;
	store_status_row(take->copy, (int32_t)++take->rows, status,
		buf_text(&take->redacted.remark));
	return 0;
}

void
take_sink(struct take *take, struct sink *sink)
{
	*sink = (struct sink){ .ctx = take, .begin = on_begin,
		.entry = on_entry, .end = on_end, .disagree = on_disagree,
		.status = on_status };
}
