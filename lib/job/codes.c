#include "job/codes.h"

#include "base/err.h"
#include "base/i18n.h"
#include "base/map.h"
#include "core/verify.h"
#include "io/seal.h"
#include "job/book_keys.h"
#include "store/store_code.h"

#include <string.h>

#define DRAWS_MAX 10000

/* Where the number of a new code goes, and the account that it is for. */
struct wanted {
	int64_t *place;
	const char *account;
};

/* The codes that a night needs. */
struct codes {
	struct db *db;
	struct keys *keys;
	struct book *book;
	struct {
		VEC(struct sealed_code);
	} made;
	struct {
		VEC(struct wanted);
	} wanted; /* of the same index */
	struct map drawn; /* digests of account and code */
};

const char *
codes_aad(struct arena *arena, int64_t code_id, const char *ca,
	const char *order_no, struct err *err)
{
	return arena_format(arena, err, "code|sealed|%lld %s/%s",
		(long long)code_id, ca, order_no);
}

/* What its account, or without one its order, must not get twice. */
static const char *
whose(struct codes *codes, const struct sealed_code *code, struct err *err)
{
	char key[2 * SEAL_DIGEST_SIZE] = { 0 };

	if (code->has_account)
		memcpy(key, code->account, SEAL_DIGEST_SIZE);
	else
		memcpy(key, &code->order, sizeof(code->order));
	memcpy(key + SEAL_DIGEST_SIZE, code->digest, SEAL_DIGEST_SIZE);
	return arena_text(codes->book->arena, key, sizeof(key), err);
}

/* A code that was not drawn in this night for the same account. */
static int
draw(struct codes *codes, struct sealed_code *code, char text[CODE_MAX + 1],
	struct err *err)
{
	const struct order *order = &codes->book->orders.at[code->order];
	const char *key;

	for (int i = 0; i < DRAWS_MAX; i++) {
		if (seal_code(order->policy->code_alphabet,
			    order->policy->code_length, text, err) < 0 ||
			seal_digest(codes->keys, text, strlen(text),
				code->digest, err) < 0 ||
			(key = whose(codes, code, err)) == NULL)
			return -1;
		if (map_get(&codes->drawn, key, 2 * SEAL_DIGEST_SIZE) == NULL)
			return map_add(&codes->drawn, key,
				2 * SEAL_DIGEST_SIZE, 1, err);
	}
	err_set(err, ERR_CONFIG, _("%s: its account has had too many codes"),
		order->order_no);
	return err_hint(
		err, "%s", _("Let its policy ask for longer codes."));
}

static int
seal_new(struct codes *codes, struct sealed_code *code, const char *account,
	struct err *err)
{
	const struct order *order = &codes->book->orders.at[code->order];
	struct arena *arena = codes->book->arena;
	const char *aad = codes_aad(
		arena, code->code_id, order->ca, order->order_no, err);
	char text[CODE_MAX + 1];
	unsigned char *sealed;
	int rc = -1;

	code->has_account = account[0] != '\0';
	if (aad == NULL ||
		seal_digest(codes->keys, account, strlen(account),
			code->account, err) < 0 ||
		draw(codes, code, text, err) < 0)
		goto done;
	code->len = strlen(text) + SEAL_OVERHEAD;
	sealed = arena_alloc(arena, code->len, err);
	if (sealed == NULL)
		goto done;
	code->sealed = sealed;
	rc = seal(codes->keys, aad, text, strlen(text), sealed, err);
done:
	seal_wipe(text, sizeof(text));
	return rc;
}

/* One code for ${order} and ${account}; its number will go to ${place}. */
static int
want(struct codes *codes, size_t order, const char *account, int64_t *place,
	struct err *err)
{
	struct arena *arena = codes->book->arena;
	struct sealed_code *code = vec_push(&codes->made, arena, err);
	struct wanted *wanted = vec_push(&codes->wanted, arena, err);

	if (code == NULL || wanted == NULL)
		return -1;
	code->order = order;
	*wanted = (struct wanted){ place, account };
	return 0;
}

/* Which codes the night's decisions ask for. */
static int
want_all(struct codes *codes, struct err *err)
{
	struct book *book = codes->book;

	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *o = &book->orders.at[i];
		struct attempt *latest = verify_latest(o);
		const bool travels = latest != NULL &&
			o->release.code_id == CODE_NEW &&
			latest->code_id == CODE_NEW &&
			o->policy->pin_channel == PIN_BANK_REMARK &&
			latest->mode == VERIFY_OUTBOUND;

		for (size_t k = 0; k < o->attempts.count; k++) {
			struct attempt *a = &o->attempts.at[k];

			if (a->code_id == CODE_NEW &&
				want(codes, i, a->account, &a->code_id, err) <
					0)
				return -1;
		}
		if (o->release.code_id == CODE_NEW && !travels &&
			want(codes, i, o->account, &o->release.code_id, err) <
				0)
			return -1;
	}
	return 0;
}

static int
seal_each(struct codes *codes, const struct order_set *which, struct err *err)
{
	for (size_t i = 0; i < which->count; i++)
		if (seal_new(codes, &codes->made.at[which->at[i]],
			    codes->wanted.at[which->at[i]].account, err) < 0)
			return -1;
	return 0;
}

/* Numbers first: each code is sealed for the row that it will stand in.  All
 * are drawn before the book is asked, and again those that it knows: one
 * question a round, and what was drawn once is not drawn again. */
static int
seal_all(struct codes *codes, int run_id, struct err *err)
{
	struct order_set which = { .count = 0 };
	int64_t code_id;

	if (codes->made.count == 0)
		return 0;
	if (book_keys_need(codes->db, codes->keys, run_id, err) < 0 ||
		store_code_last(codes->db, &code_id, err) < 0)
		return -1;
	for (size_t i = 0; i < codes->made.count; i++) {
		size_t *n = vec_push(&which, codes->book->arena, err);

		if (n == NULL)
			return -1;
		*n = i;
		codes->made.at[i].code_id = ++code_id;
	}
	for (int round = 1; which.count > 0; round++)
		if (seal_each(codes, &which, err) < 0 ||
			store_code_taken(codes->db, codes->made.at,
				codes->book, round, &which, err) < 0)
			return -1;
	return store_code_add(codes->db, run_id, codes->made.at,
		codes->made.count, codes->book, err);
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
codes_make(struct db *db, struct keys *keys, int run_id, struct book *book,
	struct err *err)
{
	struct codes codes = { .db = db, .keys = keys, .book = book };

	map_init(&codes.drawn, book->arena);
	if (want_all(&codes, err) < 0 || seal_all(&codes, run_id, err) < 0)
		return -1;
	for (size_t i = 0; i < codes.made.count; i++)
		*codes.wanted.at[i].place = codes.made.at[i].code_id;
	/* The PIN that travels in the transfer is the attempt's code. */
	for (size_t i = 0; i < book->orders.count; i++)
		if (book->orders.at[i].release.code_id == CODE_NEW)
			book->orders.at[i].release.code_id = verify_latest(
				&book->orders.at[i])->code_id;
	follow(book);
	return 0;
}
