#include "job/load_orders.h"

#include "base/err.h"
#include "io/digest.h"
#include "io/seal.h"
#include "job/codes.h"
#include "model/fold.h"
#include "store/store_order.h"

#include <stdint.h>
#include <string.h>

/* Between fields, so that no two rows look alike. */
#define FIELD_END "\x1f"

static void
add_text(struct buf *buf, const char *text)
{
	buf_puts(buf, text);
	buf_puts(buf, FIELD_END);
}

static void
add_moment(struct buf *buf, struct moment moment)
{
	buf_printf(buf, "%d %d" FIELD_END, (int)moment.day,
		(int)moment.second);
}

/* Every column in one text; a code by its keyed digest. */
static void
write_canonical(struct buf *buf, const struct order_row *o,
	const unsigned char *code_digest)
{
	const char *const texts[] = { o->ca, o->order_no, o->business,
		o->cert_kind, o->project, o->applicant_name, o->uscc,
		o->account_no, o->bank_name, o->bank_code, o->handler_name,
		o->handler_mobile, o->holder_name, o->holder_mobile,
		o->pay_method, o->pay_refs, o->claimed_trade_no,
		o->voucher_ref, o->invoice_title, o->invoice_tax_no,
		o->invoice_address, o->invoice_phone, o->invoice_bank,
		o->invoice_account, o->invoice_email };

	buf_clear(buf);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		add_text(buf, texts[i]);
	buf_printf(buf, "%d %d %d %d %lld %d %d %d %d" FIELD_END, o->years,
		o->main_keys, o->sub_keys, (int)o->claimed,
		(long long)o->claimed_fen, (int)o->review,
		(int)o->verify_mode, (int)o->invoice_kind,
		(int)o->prior_cert_end);
	add_moment(buf, o->created_at);
	add_moment(buf, o->claimed_at);
	add_moment(buf, o->reviewed_at);
	if (code_digest != NULL)
		buf_add(buf, (const char *)code_digest, SEAL_DIGEST_SIZE);
}

static int
digest_row(struct load_orders *load, unsigned char out[DIGEST_SIZE],
	struct err *err)
{
	struct digest *digest;
	int rc;

	if (buf_check(&load->canonical, err) < 0)
		return -1;
	digest = digest_new(err);
	if (digest == NULL)
		return -1;
	rc = digest_add(digest, load->canonical.s, load->canonical.len, err);
	if (rc == 0)
		rc = digest_end(digest, out, err);
	digest_free(digest);
	return rc;
}

/* The code in the form in which remarks are searched, sealed. */
static int
seal_verify_code(struct load_orders *load, const struct order_row *o,
	struct incoming_order *in, struct err *err)
{
	const char *aad = codes_aad(
		&load->row, ++load->code_id, o->ca, o->order_no, err);
	const char *code = fold_text(&load->row, o->verify_code, err);
	unsigned char *digest, *sealed;
	const size_t len = code == NULL ? 0 : strlen(code);
	int rc = -1;

	digest = arena_alloc(&load->row, SEAL_DIGEST_SIZE, err);
	sealed = arena_alloc(&load->row, len + SEAL_OVERHEAD, err);
	if (aad == NULL || code == NULL || digest == NULL || sealed == NULL)
		goto done;
	if (seal_digest(load->keys, code, len, digest, err) < 0 ||
		seal(load->keys, aad, code, len, sealed, err) < 0)
		goto done;
	rc = 0;
	in->code_id = load->code_id;
	in->code_digest = digest;
	in->sealed = sealed;
	in->sealed_len = len + SEAL_OVERHEAD;
done:
	/* A copy of ours, in the arena. */
	if (code != NULL)
		seal_wipe((char *)(uintptr_t)code, len);
	return rc;
}

int
load_orders_row(void *ctx, const struct order_row *order, struct err *err)
{
	struct load_orders *load = ctx;
	struct incoming_order in = { .code_digest = NULL };
	unsigned char digest[DIGEST_SIZE];

	arena_reset(&load->row);
	if (order->verify_code[0] != '\0' &&
		seal_verify_code(load, order, &in, err) < 0)
		return -1;
	write_canonical(&load->canonical, order, in.code_digest);
	if (digest_row(load, digest, err) < 0)
		return -1;
	in.digest = digest;
	store_order_row(load->copy, order, &in);
	return 0;
}

void
load_orders_release(struct load_orders *load)
{
	arena_release(&load->row);
	buf_release(&load->canonical);
}
