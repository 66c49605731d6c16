#include "job/codes.h"

#include "base/err.h"
#include "core/verify.h"
#include "io/seal.h"
#include "store/store_decision.h"

#include <string.h>

/* The codes that a night needs, and where their numbers go. */
struct wanted {
	struct {
		VEC(struct sealed_code);
	} codes;
	struct {
		VEC(int64_t *);
	} places;
};

const char *
codes_aad(struct arena *arena, const char *ca, const char *order_no,
	struct err *err)
{
	return arena_format(arena, err, "code %s/%s", ca, order_no);
}

static int
seal_new(const struct keys *keys, struct arena *arena,
	const struct order *order, struct sealed_code *code, struct err *err)
{
	const char *aad = codes_aad(arena, order->ca, order->order_no, err);
	char text[CODE_MAX + 1];
	unsigned char *sealed;
	int rc = -1;

	if (aad == NULL ||
		seal_code(order->policy->code_alphabet,
			order->policy->code_length, text, err) < 0)
		return -1;
	code->len = strlen(text) + SEAL_OVERHEAD;
	sealed = arena_alloc(arena, code->len, err);
	if (sealed == NULL)
		goto done;
	code->sealed = sealed;
	if (seal_digest(keys, text, strlen(text), code->digest, err) < 0)
		goto done;
	rc = seal(keys, aad, text, strlen(text), sealed, err);
done:
	seal_wipe(text, sizeof(text));
	return rc;
}

/* One code for ${order}; its number will go to ${place}. */
static int
want(const struct keys *keys, struct book *book, struct wanted *wanted,
	size_t order, int64_t *place, struct err *err)
{
	struct sealed_code *code =
		vec_push(&wanted->codes, book->arena, err);
	int64_t **at = vec_push(&wanted->places, book->arena, err);

	if (code == NULL || at == NULL)
		return -1;
	code->order = order;
	*at = place;
	return seal_new(keys, book->arena, &book->orders.at[order], code, err);
}

/* Events and handouts follow the attempt or release that they are of. */
static void
follow(struct book *book)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *o = &book->orders.at[i];
		struct release *r = &o->release;

		for (size_t k = 0; k < o->attempts.count; k++) {
			struct attempt *a = &o->attempts.at[k];

			for (size_t e = 0; e < a->events.count; e++)
				if (a->events.at[e].code_id == CODE_NEW)
					a->events.at[e].code_id = a->code_id;
		}
		for (size_t e = 0; e < r->events.count; e++)
			if (r->events.at[e].code_id == CODE_NEW)
				r->events.at[e].code_id = r->code_id;
	}
	for (size_t i = 0; i < book->handouts.count; i++) {
		struct handout *h = &book->handouts.at[i];
		const struct order *o = &book->orders.at[h->order];

		if (h->code_id == CODE_NEW)
			h->code_id = h->attempt > 0
				? o->attempts.at[h->attempt - 1].code_id
				: o->release.code_id;
	}
}

int
codes_make(struct db *db, const struct keys *keys, int run_id,
	struct book *book, struct err *err)
{
	struct wanted wanted = { .codes = { .count = 0 } };

	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *o = &book->orders.at[i];
		struct attempt *latest = verify_latest(o);
		const bool travels = latest != NULL &&
			o->release.code_id == CODE_NEW &&
			latest->code_id == CODE_NEW &&
			o->policy->pin_channel == PIN_BANK_REMARK &&
			latest->mode == VERIFY_OUTBOUND;

		for (size_t k = 0; k < o->attempts.count; k++)
			if (o->attempts.at[k].code_id == CODE_NEW &&
				want(keys, book, &wanted, i,
					&o->attempts.at[k].code_id, err) < 0)
				return -1;
		if (o->release.code_id == CODE_NEW && !travels &&
			want(keys, book, &wanted, i, &o->release.code_id,
				err) < 0)
			return -1;
	}
	if (store_decision_codes(db, run_id, wanted.codes.at,
		    wanted.codes.count, book, err) < 0)
		return -1;
	for (size_t i = 0; i < wanted.codes.count; i++)
		*wanted.places.at[i] = wanted.codes.at[i].code_id;
	/* The PIN that travels in the transfer is the attempt's code. */
	for (size_t i = 0; i < book->orders.count; i++)
		if (book->orders.at[i].release.code_id == CODE_NEW)
			book->orders.at[i].release.code_id = verify_latest(
				&book->orders.at[i])->code_id;
	follow(book);
	return 0;
}
