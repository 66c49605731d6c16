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
#include "model/ident.h"
#include "store/store_status.h"

#include <stdio.h>
#include <string.h>

#define FIELD_END "\x1f"
#define OWN_KEY_BYTES 8

/* Copy a statement's texts: the format's live only until it returns. */
static int
keep_statement(struct take *take, const struct statement *st,
	struct statement *kept, struct err *err)
{
	*kept = *st;
	kept->account =
		arena_text(&take->arena, st->account, strlen(st->account), err);
	kept->currency = arena_text(
		&take->arena, st->currency, strlen(st->currency), err);
	kept->reference = redact_text(
		take->redactor, &take->arena, st->reference, err);
	if (kept->reference == st->reference)
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
	char masked[IDENT_MASKED_SIZE];
	static const char *const yuan[] = { "", "CNY", "RMB", NULL };

	for (const char *const *y = yuan; *y != NULL; y++)
		if (strcmp(st->currency, *y) == 0)
			return 0;
	return err_set(err, ERR_INPUT,
		_("account %s is in %s: only accounts in CNY are kept"),
		ident_masked(st->account, masked), st->currency);
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
write_canonical(struct take *take, const struct entry *e, struct err *err)
{
	const char *const texts[] = { e->external_id, e->txn, e->ref, e->name,
		e->account, e->original, e->remark };
	struct buf *const row = &take->canonical;

	buf_clear(row);
	buf_printf(row, "%d %d %lld %lld", (int)e->booked.day,
		(int)e->booked.second, (long long)e->amount, (long long)e->fee);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		buf_puts(row, FIELD_END);
		buf_puts(row, texts[i]);
	}
	return buf_check(row, err);
}

/* By which a row is known again: of what the file says, codes included, so
 * that it is the same before and after a code is known.  It is keyed, because
 * the code is all of it that the stored row does not say. */
static int
digest_row(struct take *take, const struct entry *e,
	unsigned char out[SEAL_DIGEST_SIZE], struct err *err)
{
	if (write_canonical(take, e, err) < 0)
		return -1;
	return seal_digest(take->redactor->keys, take->canonical.s,
		take->canonical.len, out, err);
}

/* What a row, as it is stored, adds to a hash total: as entry_digest() and
 * hash_of() of 0022_statement.sql. */
static int
hash_row(struct take *take, const struct entry *clean, int64_t *hash,
	struct err *err)
{
	unsigned char out[DIGEST_SIZE];
	struct digest *digest;
	int rc;

	if (write_canonical(take, clean, err) < 0)
		return -1;
	digest = digest_new(err);
	if (digest == NULL)
		return -1;
	rc = digest_add(digest, take->canonical.s, take->canonical.len, err);
	if (rc == 0)
		rc = digest_end(digest, out, err);
	digest_free(digest);
	if (rc == 0)
		*hash = (int64_t)out[0] << 24 | (int64_t)out[1] << 16 |
			(int64_t)out[2] << 8 | (int64_t)out[3];
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

/* ${clean} is ${entry} as it may be stored; a channel's line may cite a code,
 * too, but proves no account by it. */
static int
clean_row(struct take *take, const struct entry *entry, struct entry *clean,
	struct incoming *in, struct err *err)
{
	const bool bank = take->part->format->source == SOURCE_BANK;
	enum entry_kind kind = entry->kind;

	if (bank &&
		classify_alone(&take->row, entry->amount, entry->marks,
			entry->remark, &kind, err) < 0)
		return -1;
	if ((bank ? redact_entry(take->redactor, &take->row, entry, clean,
			    &take->codes, err)
		  : redact_bill(take->redactor, &take->row, entry, clean,
			    err)) < 0)
		return -1;
	clean->kind = kind;
	in->codes = take->codes.at;
	in->codes_len = bank ? take->codes.len : 0;
	return 0;
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct take *take = ctx;
	struct incoming in = { .statement = (int)take->statements.count };
	unsigned char digest[SEAL_DIGEST_SIZE];
	struct entry clean;
	int64_t hash = 0;

	(void)st;
	if (take->part->format->control)
		return 0;
	in.row = ++take->rows;
	arena_reset(&take->row);
	if (clean_row(take, entry, &clean, &in, err) < 0 ||
		digest_row(take, entry, digest, err) < 0 ||
		hash_row(take, &clean, &hash, err) < 0)
		return -1;
	take->statements.at[take->statements.count - 1].hash_total += hash;
	in.key = key_of(take, &clean, digest, err);
	if (in.key == NULL)
		return -1;
	in.digest = digest;
	in.digest_len = sizeof(digest);
	store_file_row(take->copy, &in, &clean);
	return 0;
}

/* A bill without rows: its day, and whose it is. */
static int
complete(struct take *take, struct taken_statement *t, struct err *err)
{
	struct statement *st = &t->st;

	if (st->account[0] == '\0') {
		st->account = bill_account(
			take->book, st->source, take->import->account, err);
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

/* What the document does not say of itself, its statement was given. */
static int
on_total(void *ctx, const struct bill_total *total, struct err *err)
{
	struct take *take = ctx;
	const struct statement *st =
		&take->statements.at[take->statements.count - 1].st;
	struct bill_total *t = vec_push(&take->totals, &take->arena, err);

	if (t == NULL)
		return -1;
	*t = *total;
	t->account = st->account;
	t->from = st->from;
	t->to = st->to == DAY_NONE ? st->from : st->to;
	return 0;
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
	struct payment_status clean = *status;

	arena_reset(&take->row);
	clean.text = redact_text(take->redactor, &take->row, status->text, err);
	clean.reason =
		redact_text(take->redactor, &take->row, status->reason, err);
	if (clean.text == NULL || clean.reason == NULL)
		return -1;
	store_status_row(take->copy, (int32_t)++take->rows, &clean);
	return 0;
}

void
take_sink(struct take *take, struct sink *sink)
{
	*sink = (struct sink){ .ctx = take,
		.begin = on_begin,
		.entry = on_entry,
		.end = on_end,
		.disagree = on_disagree,
		.total = on_total,
		.status = on_status };
}
