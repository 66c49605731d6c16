#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "core/book.h"
#include "io/seal.h"
#include "job/book_keys.h"
#include "job/codes.h"

#include <stdio.h>
#include <string.h>

/* Orders of one account, with codes of four digits: among a thousand some
 * fifty are drawn twice. */
#define ORDERS 1000

static const struct policy policy = { .code_alphabet = "digits",
	.code_length = 4 };

struct fixture {
	struct db *db;
	struct keys *keys;
	struct book book;
	struct arena arena;
};

static void
sql(struct fixture *f, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_INT(scratch_sql(f->db, text, &err), 0);
	CHECK_TEXT(err.message, "");
}

static void
holds(struct fixture *f, const char *condition)
{
	char text[512];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), "do $$ begin assert (%s); end $$",
		condition);
	CHECK_CASE(condition, scratch_sql(f->db, text, &err) == 0);
}

static void
start(struct fixture *f)
{
	struct err err = ERR_INIT;
	char folder[256];

	*f = (struct fixture){ .arena = ARENA_INIT };
	f->book.arena = &f->arena;
	scratch_open(&f->db);
	snprintf(folder, sizeof(folder), "%s/keys", scratch_home());
	CHECK_INT(book_keys_make(f->db, folder, &err), 0);
	CHECK_INT(book_keys_open(f->db, folder, &f->keys, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(f->keys);
	sql(f,
		"insert into run values (1, 'nightly', '2026-11-16', now()),"
		" (2, 'nightly', '2026-11-17', now());"
		"insert into orders select n, 'snca', 'SN' || n, 1"
		" from generate_series(1, 2000) n");
}

static void
stop(struct fixture *f)
{
	keys_close(f->keys);
	db_close(f->db);
	arena_release(&f->arena);
}

/* A night that wants a PIN for each of the ORDERS from ${first} on. */
static void
night(struct fixture *f, int run_id, int first)
{
	struct err err = ERR_INIT;

	f->book.orders.count = f->book.orders.size = 0;
	f->book.orders.at = NULL;
	for (int i = 0; i < ORDERS; i++) {
		struct order *o = vec_push(&f->book.orders, &f->arena, &err);

		CU_ASSERT_PTR_NOT_NULL_FATAL(o);
		o->id = first + i;
		o->ca = "snca";
		o->order_no = arena_format(&f->arena, &err, "SN%d", first + i);
		o->account = "6222001";
		o->policy = &policy;
		o->release.code_id = CODE_NEW;
	}
	CHECK_INT(db_begin(f->db, &err), 0);
	CHECK_INT(codes_make(f->db, f->keys, run_id, &f->book, &err), 0);
	CHECK_INT(db_commit(f->db, &err), 0);
	CHECK_TEXT(err.message, "");
}

static void
never_twice(void)
{
	struct err err = ERR_INIT;
	struct fixture f;

	start(&f);
	night(&f, 1, 1);
	night(&f, 2, 1 + ORDERS);
	holds(&f, "(select count(*) = 2000 and count(distinct digest) = 2000"
		  " and count(distinct account_digest) = 1 from code)");
	holds(&f, "(select count(*) = 3 from data_key)");
	holds(&f,
		"(select bool_and(get_byte(sealed, 5) = run_id) from code)");
	for (size_t i = 0; i < f.book.orders.count; i++)
		CU_ASSERT(f.book.orders.at[i].release.code_id > ORDERS);
	/* Whatever a program does: the index does not let it in. */
	CHECK_INT(scratch_sql(f.db,
			  "insert into code select 9999, 7, origin, digest,"
			  " sealed, run_id, account_digest from code"
			  " where code_id = 1",
			  &err),
		-1);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "code_once_per_account"));
	stop(&f);
}

/* What the tables of keys do not take. */
static const struct {
	const char *sql, *constraint;
} faults[] = {
	{ "insert into kek_retired (kek_id) values (1)", "kek_is_not_needed" },
	{ "insert into data_key values (7, 'aes', 1)", "data_key_of_a_run" },
	{ "insert into data_key values (7, 'aes', null)",
		"data_key_of_a_run" },
	{ "insert into data_key values (1, 'des', 1)",
		"data_key_cipher_check" },
	{ "insert into kek (kek_id, provider, locator, cipher)"
	  " values (2, 'file', 'x', 'aes')",
		"kek_check" },
	{ "insert into kek (kek_id, provider, locator, cipher)"
	  " values (2, 'file', '', 'aes');"
	  "insert into data_key_wrap (key_id, kek_id, sealed)"
	  " select key_id, 2, sealed from data_key_wrap;"
	  "insert into kek_retired (kek_id) values (1);"
	  "insert into data_key values (1, 'aes', 1);"
	  "insert into data_key_wrap (key_id, kek_id, sealed)"
	  " select 1, 1, sealed from data_key_wrap where kek_id = 1",
		"kek_is_not_retired" },
};

static void
each_fault(void)
{
	struct fixture f;

	start(&f);
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct err err = ERR_INIT;

		CHECK_CASE(faults[i].sql,
			scratch_sql(f.db, faults[i].sql, &err) == -1);
		CHECK_CASE(faults[i].constraint,
			strstr(err.message, faults[i].constraint) != NULL);
	}
	stop(&f);
}

static const struct test tests[] = {
	{ "no account gets a code twice", never_twice },
	{ "a key that is needed is not retired", each_fault },
	{ NULL, NULL },
};

const struct suite test_codes = { "db/codes", tests };
