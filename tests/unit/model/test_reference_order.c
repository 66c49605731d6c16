#include "suite.h"

#include "base/map.h"
#include "reference_file.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * A good order, cell by cell.  A test changes some of them and looks at what
 * is said.
 */
static const char *const good[][2] = {
	{ "order_no", "SZ202611210007" },
	{ "ca", "szca" },
	{ "created_at", "2026-11-21 09:15:30" },
	{ "business", "new" },
	{ "cert_kind", "org" },
	{ "years", "2" },
	{ "main_keys", "1" },
	{ "sub_keys", "3" },
	{ "project", "" },
	{ "applicant_name", "青山测试科技有限公司" },
	{ "uscc", "91350100M000100Y43" },
	{ "account_no", "1100 6037-3018 0005" },
	{ "bank_name", "测试银行青山支行" },
	{ "bank_code", "102100099996" },
	{ "handler_name", "甲某" },
	{ "handler_mobile", "13800000000" },
	{ "holder_name", "乙某" },
	{ "holder_mobile", "13900000000" },
	{ "pay_method", "wechat" },
	{ "pay_refs", "M1; M2;;M1" },
	{ "claimed_yuan", "300.00" },
	{ "claimed_at", "2026-11-21T10:00:00" },
	{ "claimed_trade_no", "420000000000000001" },
	{ "voucher_ref", "" },
	{ "review", "approved" },
	{ "reviewed_at", "2026-11-22" },
	{ "verify_mode", "" },
	{ "verify_code", "738291" },
	{ "invoice_kind", "special" },
	{ "invoice_title", "青山测试科技有限公司" },
	{ "invoice_tax_no", "91350100M000100Y43" },
	{ "invoice_address", "青山路1号" },
	{ "invoice_phone", "0471-0000000" },
	{ "invoice_bank", "测试银行青山支行" },
	{ "invoice_account", "1100603730180005" },
	{ "invoice_email", "kuaiji@example.com" },
	{ "prior_cert_end", "" },
};

#define COLUMNS (sizeof(good) / sizeof(good[0]))
#define CHANGES 6

/* The names of all columns, and a row with some cells changed. */
static size_t
make_file(char *text, size_t size, const char *const changes[][2])
{
	size_t len = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		len += (size_t)snprintf(text + len, size - len, "%s%s",
			i == 0 ? "" : ",", good[i][0]);
	len += (size_t)snprintf(text + len, size - len, "\n");
	for (size_t i = 0; i < COLUMNS; i++) {
		const char *cell = good[i][1];

		for (size_t j = 0; changes != NULL && j < CHANGES; j++)
			if (changes[j][0] != NULL &&
				strcmp(changes[j][0], good[i][0]) == 0)
				cell = changes[j][1];
		len += (size_t)snprintf(text + len, size - len, "%s%s",
			i == 0 ? "" : ",", cell);
	}
	len += (size_t)snprintf(text + len, size - len, "\n");
	return len;
}

/* The last order that was handed on; its texts are copied. */
struct seen {
	struct arena arena;
	struct order_row order;
	long count;
};

static int
see_order(void *ctx, const struct order_row *order, struct err *err)
{
	struct seen *const seen = ctx;

	seen->count++;
	seen->order = *order;
	seen->order.pay_refs = arena_text(
		&seen->arena, order->pay_refs, strlen(order->pay_refs), err);
	seen->order.uscc =
		arena_text(&seen->arena, order->uscc, strlen(order->uscc), err);
	seen->order.verify_code = arena_text(&seen->arena, order->verify_code,
		strlen(order->verify_code), err);
	seen->order.applicant_name = arena_text(&seen->arena,
		order->applicant_name, strlen(order->applicant_name), err);
	return 0;
}

/* Read the good order with ${changes}; the caller closes both. */
static void
read_changed(struct reference_file *file, struct seen *seen,
	const char *const changes[][2])
{
	char text[4096];
	const size_t len = make_file(text, sizeof(text), changes);

	*seen = (struct seen){ .arena = ARENA_INIT };
	reference_file_open(file, REFERENCE_ORDERS);
	file->ref.on_order = see_order;
	file->ref.on_order_ctx = seen;
	CHECK_INT(reference_file_read(file, text, len), 0);
}

static void
close_both(struct reference_file *file, struct seen *seen)
{
	reference_file_close(file);
	arena_release(&seen->arena);
}

static void
a_good_order_becomes_a_struct(void)
{
	static struct reference_file file;
	struct seen seen;
	const struct order_row *const o = &seen.order;

	read_changed(&file, &seen, NULL);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(seen.count, 1);
	CHECK_INT(o->line, 2);
	CHECK_TEXT(o->uscc, "91350100M000100Y43");
	CHECK_TEXT(o->applicant_name, "青山测试科技有限公司");
	CHECK_TEXT(o->business, "new");
	CHECK_TEXT(o->cert_kind, "org");
	CHECK_TEXT(o->pay_method, "wechat");
	CHECK_TEXT(o->pay_refs, "M1;M2");
	CHECK_TEXT(o->verify_code, "738291");
	CHECK_INT(o->created_at.day, day_of(2026, 11, 21));
	CHECK_INT(o->created_at.second, 9 * 3600 + 15 * 60 + 30);
	CHECK_INT(o->years, 2);
	CHECK_INT(o->main_keys, 1);
	CHECK_INT(o->sub_keys, 3);
	CHECK_INT(o->claimed, 1);
	CHECK_INT(o->claimed_fen, 30000);
	CHECK_INT(o->claimed_at.second, 36000);
	CHECK_INT(o->review, REVIEW_APPROVED);
	CHECK_INT(o->reviewed_at.day, day_of(2026, 11, 22));
	CHECK_INT(o->reviewed_at.second, NO_TIME);
	CHECK_INT(o->verify_mode, VERIFY_BY_POLICY);
	CHECK_INT(o->invoice_kind, INVOICE_SPECIAL);
	CHECK_INT(o->prior_cert_end, DAY_NONE);
	close_both(&file, &seen);
}

static void
empty_cells_have_their_defaults(void)
{
	static const char *const changes[CHANGES][2] = { { "years", "" },
		{ "main_keys", "" }, { "sub_keys", "" }, { "claimed_yuan", "" },
		{ "claimed_at", "" }, { "invoice_kind", "" } };
	static struct reference_file file;
	struct seen seen;

	read_changed(&file, &seen, changes);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(seen.order.years, 1);
	CHECK_INT(seen.order.main_keys, 1);
	CHECK_INT(seen.order.sub_keys, 0);
	CHECK_INT(seen.order.claimed, 0);
	CHECK_INT(seen.order.claimed_fen, 0);
	CHECK_INT(seen.order.claimed_at.day, DAY_NONE);
	CHECK_INT(seen.order.invoice_kind, INVOICE_NONE);
	close_both(&file, &seen);
}

static void
full_width_numbers_and_blanks_are_understood(void)
{
	static const char *const changes[CHANGES][2] = {
		{ "uscc", "　９１３５０１００Ｍ０００１００Ｙ４３ " },
		{ "years", "３" }, { "main_keys", "" },
		{ "pay_refs", "Ｍ１；Ｍ２" },
		{ "applicant_name", " 青山（测试）公司　" }
	};
	static struct reference_file file;
	struct seen seen;

	read_changed(&file, &seen, changes);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_TEXT(seen.order.uscc, "91350100M000100Y43");
	CHECK_INT(seen.order.years, 3);
	CHECK_INT(seen.order.main_keys, 0); /* some keys were given */
	CHECK_INT(seen.order.sub_keys, 3);
	CHECK_TEXT(seen.order.pay_refs, "M1;M2");
	CHECK_TEXT(seen.order.applicant_name, "青山（测试）公司");
	close_both(&file, &seen);
}

struct change_case {
	const char *changes[CHANGES][2];
	const char *field, *what; /* of the only problem */
	int warning;
};

static void
check_changes(const struct change_case *cases, size_t count)
{
	static struct reference_file file;
	struct seen seen;
	char want[256];

	for (size_t i = 0; i < count; i++) {
		const struct problem *p;

		read_changed(&file, &seen, cases[i].changes);
		CHECK_INT(file.ref.problems.count, 1);
		CHECK_INT(seen.count, cases[i].warning);
		CHECK_INT(file.ref.refused, !cases[i].warning);
		if (file.ref.problems.count > 0) {
			p = &file.ref.problems.at[0];
			CHECK_INT(p->warning, cases[i].warning);
			CHECK_INT(p->line, 2);
			CHECK_TEXT(p->field, cases[i].field);
			snprintf(want, sizeof(want), "%s: %s", cases[i].field,
				cases[i].what);
			CHECK_TEXT(p->message, want);
		}
		close_both(&file, &seen);
	}
}

static void
each_wrong_order_is_named(void)
{
	static const struct change_case cases[] = {
		{ { { "order_no", "SZ1" } }, "order_no",
			"an order number has 4 to 64 characters, not 3", 0 },
		{ { { "order_no", "" } }, "order_no", "empty", 0 },
		{ { { "created_at", "2026-02-29" } }, "created_at",
			"\"2026-02-29\" is not a date with or without a time",
			0 },
		{ { { "uscc", "91350100M000100Y44" } }, "uscc",
			"the check digit of the credit code (character 18, GB "
			"32100) is 4, not 3",
			0 },
		{ { { "uscc", "" } }, "uscc",
			"empty, but a certificate of an organisation needs it",
			0 },
		{ { { "account_no", "6.21E+18" } }, "account_no",
			"a spreadsheet turned the number into E-notation and "
			"lost its last digits: export it again with that "
			"column as text",
			0 },
		{ { { "bank_code", "10210009999" } }, "bank_code",
			"has 11 digits, not 12", 0 },
		{ { { "handler_mobile", "1380000000" } }, "handler_mobile",
			"has 10 digits, not 11", 0 },
		{ { { "pay_method", "cash" } }, "pay_method",
			"\"cash\" is none of: wechat, alipay, bank_transfer, "
			"card, none",
			0 },
		{ { { "claimed_yuan", "" } }, "claimed_yuan",
			"empty, but claimed_at is not", 0 },
		{ { { "claimed_at", "" } }, "claimed_at",
			"empty, but claimed_yuan is not", 0 },
		{ { { "claimed_yuan", "300.001" } }, "claimed_yuan",
			"\"300.001\" has more than 2 decimal places", 0 },
		{ { { "claimed_yuan", "-1" } }, "claimed_yuan",
			"\"-1\" is less than zero", 0 },
		{ { { "years", "0" } }, "years",
			"is not a whole number from 1 to 99", 0 },
		{ { { "main_keys", "-1" } }, "main_keys",
			"is not a whole number from 0 to 9999", 0 },
		{ { { "review", "done" } }, "review",
			"\"done\" is none of: pending, approved, rejected", 0 },
		{ { { "verify_mode", "any" } }, "verify_mode",
			"\"any\" is none of: none, outbound, inbound, "
			"transfer",
			0 },
		{ { { "invoice_address", "" } }, "invoice_address",
			"empty, but a special invoice needs it", 0 },
		{ { { "invoice_phone", " " } }, "invoice_phone",
			"empty, but a special invoice needs it", 0 },
		{ { { "invoice_bank", "" } }, "invoice_bank",
			"empty, but a special invoice needs it", 0 },
		{ { { "invoice_account", "" } }, "invoice_account",
			"empty, but a special invoice needs it", 0 },
		{ { { "invoice_tax_no", "" } }, "invoice_tax_no",
			"empty, but a special invoice needs it", 0 },
		{ { { "invoice_kind", "general" }, { "invoice_title", "" } },
			"invoice_title",
			"empty, but a general invoice needs it", 0 },
		{ { { "invoice_email", "x" } }, "invoice_email",
			"is not an e-mail address", 0 },
		{ { { "prior_cert_end", "2026-13-01" } }, "prior_cert_end",
			"\"2026-13-01\" is not a date", 0 },
	};

	check_changes(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
each_odd_order_is_taken_with_a_warning(void)
{
	static const struct change_case cases[] = {
		{ { { "bank_code", "102100099997" } }, "bank_code",
			"the check digit of the bank's code (character 12) is "
			"7, not 6",
			1 },
		{ { { "holder_mobile", "15400000000" } }, "holder_mobile",
			"154 is no prefix in use that is known", 1 },
		{ { { "business", "reissue" } }, "prior_cert_end",
			"empty, so the term of this reissue is not known", 1 },
		{ { { "business", "renew" } }, "prior_cert_end",
			"empty, so the term of this renew is not known", 1 },
		{ { { "verify_mode", "outbound" }, { "account_no", "" } },
			"account_no", "empty, but verify_mode is outbound", 1 },
		{ { { "reviewed_at", "" } }, "reviewed_at",
			"empty, but review is approved", 1 },
		{ { { "invoice_kind", "general" }, { "invoice_tax_no", "" } },
			"invoice_tax_no",
			"empty, but an organisation's invoice needs it", 1 },
	};

	check_changes(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
a_person_needs_no_credit_code(void)
{
	static const char *const changes[CHANGES][2] = {
		{ "cert_kind", "person" }, { "uscc", "" }
	};
	static struct reference_file file;
	struct seen seen;

	read_changed(&file, &seen, changes);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(seen.count, 1);
	close_both(&file, &seen);
}

static void
no_message_quotes_a_code(void)
{
	static const char *const codes[] = { "SECRET!", "SEC", "SECRETSECRET1",
		"密SECRET", "SECRET 1" };
	static struct reference_file file;
	struct seen seen;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		const char *const changes[CHANGES][2] = { { "verify_code",
			codes[i] } };

		read_changed(&file, &seen, changes);
		CHECK_INT(file.ref.problems.count, 1);
		CHECK_TEXT(file.ref.problems.at[0].message,
			"verify_code: a code has 4 to 12 letters and digits, "
			"nothing else");
		CHECK_INT(seen.count, 0);
		close_both(&file, &seen);
	}
}

static void
an_unknown_ca_is_named(void)
{
	static struct reference_file file;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	char text[4096];
	const size_t len = make_file(text, sizeof(text), NULL);
	struct map cas;

	for (int known = 0; known < 2; known++) {
		map_init(&cas, &arena);
		map_add(&cas, known ? "szca" : "bjca", 4, 0, &err);
		reference_file_open(&file, REFERENCE_ORDERS);
		file.ref.cas = &cas;
		CHECK_INT(reference_file_read(&file, text, len), 0);
		CHECK_TEXT(reference_file_problems(&file),
			known ? ""
			      : "2:16: ca: no policy names the CA \"szca\"\n");
		reference_file_close(&file);
	}
	arena_release(&arena);
}

static int
refuse_order(void *ctx, const struct order_row *order, struct err *err)
{
	(void)ctx;
	(void)order;
	return err_set(err, ERR_DB, "the callback failed");
}

static void
a_failing_callback_stops_the_reading(void)
{
	static struct reference_file file;
	char text[4096];
	const size_t len = make_file(text, sizeof(text), NULL);

	reference_file_open(&file, REFERENCE_ORDERS);
	file.ref.on_order = refuse_order;
	CHECK_INT(reference_file_read(&file, text, len), -1);
	CHECK_TEXT(file.err.message, "the callback failed");
	reference_file_close(&file);
}

/* Memory must not grow with the number of orders. */
static void
many_orders_need_the_memory_of_one(void)
{
	static struct reference_file file;
	struct csv_reader *reader;
	struct err err = ERR_INIT;
	char text[4096];
	const size_t len = make_file(text, sizeof(text), NULL);
	const size_t head = (size_t)(strchr(text, '\n') + 1 - text);

	reference_file_open(&file, REFERENCE_ORDERS);
	file.arena.limit = 1;
	file.ref.scratch.limit = 8192;
	CHECK_INT(csv_reader_open(reference_row, &file.ref, &reader, &err), 0);
	CHECK_INT(csv_reader_feed(reader, text, len, &err), 0);
	for (int i = 0; i < 20000; i++)
		if (csv_reader_feed(reader, text + head, len - head, &err) < 0)
			CU_FAIL("a row failed");
	CHECK_INT(csv_reader_finish(reader, &err), 0);
	CHECK_INT(file.ref.rows, 20001);
	CHECK_INT(file.ref.refused, 0);
	csv_reader_close(reader);
	file.arena.limit = 0;
	reference_file_close(&file);
}

/* Whatever one byte is turned into: no crash, and a clear answer. */
static void
every_change_of_one_byte_is_survived(void)
{
	static struct reference_file file;
	char text[4096];
	const size_t len = make_file(text, sizeof(text), NULL);
	long refused = 0, taken = 0;

	for (size_t i = 0; i < len; i++) {
		const char was = text[i];

		for (int c = 0; c < 256; c++) {
			struct csv_reader *reader;
			struct err err = ERR_INIT;

			if ((char)c == was)
				continue;
			text[i] = (char)c;
			reference_file_open(&file, REFERENCE_ORDERS);
			csv_reader_open(
				reference_row, &file.ref, &reader, &err);
			if (csv_reader_feed(reader, text, len, &err) < 0 ||
				csv_reader_finish(reader, &err) < 0 ||
				reference_finish(&file.ref, &err) < 0) {
				refused++;
				if (err.message[0] == '\0')
					CU_FAIL("no message");
			} else if (file.ref.problems.errors > 0) {
				refused++;
				if (file.ref.problems.count == 0)
					CU_FAIL("no problem");
			} else {
				taken++;
			}
			csv_reader_close(reader);
			reference_file_close(&file);
		}
		text[i] = was;
	}
	CU_ASSERT(refused > 0 && taken > 0);
}

static void
every_cut_is_survived(void)
{
	static struct reference_file file;
	char text[4096];
	const size_t len = make_file(text, sizeof(text), NULL);

	for (size_t i = 0; i < len; i++) {
		reference_file_open(&file, REFERENCE_ORDERS);
		reference_file_read(&file, text, i);
		reference_file_close(&file);
	}
	CU_PASS("no crash");
}

static const struct test tests[] = { { "a good order becomes a struct",
					     a_good_order_becomes_a_struct },
	{ "empty cells have their defaults", empty_cells_have_their_defaults },
	{ "full-width numbers and blanks are understood",
		full_width_numbers_and_blanks_are_understood },
	{ "each wrong order is named", each_wrong_order_is_named },
	{ "each odd order is taken with a warning",
		each_odd_order_is_taken_with_a_warning },
	{ "a person needs no credit code", a_person_needs_no_credit_code },
	{ "no message quotes a code", no_message_quotes_a_code },
	{ "an unknown CA is named", an_unknown_ca_is_named },
	{ "a failing callback stops the reading",
		a_failing_callback_stops_the_reading },
	{ "many orders need the memory of one",
		many_orders_need_the_memory_of_one },
	{ "every change of one byte is survived",
		every_change_of_one_byte_is_survived },
	{ "every cut is survived", every_cut_is_survived }, { NULL, NULL } };

const struct suite test_reference_order = { "model/reference_order", tests };
