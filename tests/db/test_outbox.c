#include "suite.h"
#include "scratch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "io/seal.h"
#include "io/sign.h"
#include "job/book_keys.h"
#include "job/codes.h"
#include "job/job_deliver.h"
#include "job/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A book of its own with the keys of the scratch home, and what deliver said
 * about it. */
struct fixture {
	struct db *db;
	struct keys *keys;
	struct buf said;
};

static void
on_line(void *ctx, const char *text)
{
	buf_printf(ctx, "%s\n", text);
}

static void
on_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	(void)ctx;
	(void)what;
	(void)done;
	(void)total;
}

static const char *
home_path(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", scratch_home(), name);
	return path;
}

static void
sql(struct fixture *f, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_INT(scratch_sql(f->db, text, &err), 0);
	CHECK_TEXT(err.message, "");
}

/* ${condition} about the book holds; raises an error if it does not. */
static void
holds(struct fixture *f, const char *condition)
{
	char text[1024];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), "do $$ begin assert (%s); end $$",
		condition);
	CHECK_CASE(condition, scratch_sql(f->db, text, &err) == 0);
}

/* Run 1 loads, run 2 is the nightly of 16 November. */
static void
start(struct fixture *f)
{
	struct err err = ERR_INIT;

	*f = (struct fixture){ .said = BUF_INIT };
	scratch_open(&f->db);
	scratch_unguard(f->db);
	setenv("YIFEN_HOME", scratch_home(), 1);
	setenv("YIFEN_BOOK", db_book(f->db), 1);
	CHECK_INT(book_keys_make(f->db, home_path("keys"), &err), 0);
	CHECK_INT(book_keys_open(f->db, home_path("keys"), &f->keys, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(f->keys);
	/* The heads of the book before are not this one's. */
	if (system("cd \"$YIFEN_HOME\" && rm -rf outbox audit && mkdir audit") !=
		0)
		CU_FAIL("the outbox is in the way");
	CHECK_INT(sign_make(home_path("keys/audit.key"), false, &err), 0);
	sql(f,
		"insert into run values (1, 'load', null, now()),"
		" (2, 'nightly', '2026-11-16', now());"
		"insert into reference_load values (1, 1, 'orders', 'o.csv',"
		" sha256('1'), 1);");
	CHECK_INT(book_keys_need(f->db, f->keys, 1, &err), 0);
}

static void
stop(struct fixture *f)
{
	keys_close(f->keys);
	db_close(f->db);
	buf_release(&f->said);
	unsetenv("YIFEN_HOME");
	unsetenv("YIFEN_BOOK");
}

static int
deliver(struct fixture *f, const char *channel, bool plain, struct err *err)
{
	const struct job_deliver_options options = { channel, plain };
	const struct job_ui ui = { &f->said, on_line, on_progress };

	buf_clear(&f->said);
	*err = (struct err)ERR_INIT;
	return job_deliver(&options, &ui, err);
}

static void
deliver_plain(struct fixture *f)
{
	struct err err;

	CHECK_INT(deliver(f, NULL, true, &err), 0);
	CHECK_TEXT(err.message, "");
}

/* --- orders --- */

#define VERSION                                                                    \
	"insert into order_version select %d, %d, 1, 2, '2026-11-16', null,"       \
	" 'new', 'org', 1, 1, 0, '', '%s', 'USCC', '%s', '示例银行',"          \
	" '102191000011', '经办', '%s', '持有', '%s', 'none', '', null, null," \
	" null, '', '', 'approved', null, null, '', null, 'none', '', '', '',"     \
	" '', '', '', '', null, '', %d;"

/* Order ${id}, "SN<id>" of snca, with the code "40<id>", which has its
 * number too. */
static void
add_order(struct fixture *f, int id, const char *mobile)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	unsigned char sealed[3 + SEAL_OVERHEAD];
	char code[16], order_no[16];

	snprintf(code, sizeof(code), "40%d", id);
	snprintf(order_no, sizeof(order_no), "SN%d", id);
	CHECK_INT(seal(f->keys, codes_aad(&arena, id, "snca", order_no, &err),
			  code, 3, sealed, &err),
		0);
	buf_printf(&text,
		"insert into orders values (%d, 'snca', 'SN%d', 1);"
		"insert into code values (%d, %d, 'yifen',"
		" substr(sha256('%d'), 1, 16), '\\x",
		id, id, id, id, id);
	for (size_t i = 0; i < sizeof(sealed); i++)
		buf_printf(&text, "%02x", sealed[i]);
	buf_puts(&text, "', 1);");
	buf_printf(&text, VERSION, id, 1, "甲公司", "6222 00-1", mobile,
		"13900000001", 1);
	sql(f, buf_text(&text));
	buf_release(&text);
	arena_release(&arena);
}

/* A PIN of turn 1 that is queued. */
static void
queue(struct fixture *f, int id, const char *folder, const char *channel)
{
	char text[512];

	snprintf(text, sizeof(text),
		"insert into release_event values (%d, 1, 1, '2026-11-16',"
		" '%s', 'queued', '', %d, 2);"
		"insert into outbox values (%d, '%s', %d, 1, '1501', null, %d,"
		" 2);",
		id, channel, id, id, folder, id, id);
	sql(f, text);
}

/* An attempt, whose code is in the outbox. */
static void
attempt(struct fixture *f, int id, const char *mode, const char *folder,
	int turn)
{
	char text[512];

	snprintf(text, sizeof(text),
		"insert into verification values (%d * 256 + 1, %d, 1, '%s',"
		" 'YF%dA1', 2);"
		"insert into verification_event values (%d * 256 + 1, 1,"
		" '2026-11-16', 'pending', '', '6222001', %d, null, 2);"
		"insert into outbox values (%d, '%s', %d, %d, '1501',"
		" %d * 256 + 1, %d, 2);",
		id, id, mode, id, id, id, id, folder, id, turn, id, id);
	sql(f, text);
}

/* A file of the outbox as one text; "" if it is not there. */
static const char *
content(const char *name)
{
	static char *text;
	char path[64];
	size_t len;

	free(text);
	snprintf(path, sizeof(path), "outbox/%s", name);
	text = slurp(home_path(path), &len);
	return text == NULL ? "" : text;
}

#define PIN_ROW(no)                                                            \
	"SN" #no ",13800000001,经办,\"您的数字证书（订单 SN" #no               \
	"）PIN 码为 40" #no "，请勿告知他人。\"\n"

/* --- tests --- */

static void
each_folder(void)
{
	struct fixture f;
	struct stat st;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	add_order(&f, 2, "13800000001");
	queue(&f, 2, "sms", "sms-holder");
	add_order(&f, 3, "");
	queue(&f, 3, "counter", "with-key");
	add_order(&f, 4, "13800000001");
	attempt(&f, 4, "outbound", "micro-deposit", 0);
	add_order(&f, 5, "13800000001");
	attempt(&f, 5, "inbound", "sms", 0);
	deliver_plain(&f);
	CHECK_TEXT(buf_text(&f.said),
		"counter: batch 000001: 1 item\n"
		"micro-deposit: batch 000001: 1 item\n"
		"sms: batch 000001: 3 items\n");
	CHECK_TEXT(content("sms/000001.csv"),
		"order_no,mobile,name,text\n" PIN_ROW(
			1) "SN2,13900000001,持有,\"您的数字证书（订单 SN2）PIN "
			   "码为 402，"
			   "请勿告知他人。\"\n"
			   "SN5,13800000001,经办,"
			   "\"请从贵单位对公账户向我方转账 0.01 元，"
			   "附言填写验证码 405（订单 SN5）。\"\n");
	CHECK_TEXT(content("counter/000001.csv"),
		"order_no,ca,holder_name,main_keys,sub_keys,pin\n"
		"SN3,snca,持有,1,0,403\n");
	CHECK_TEXT(content("micro-deposit/000001.csv"),
		"end_to_end_id,account,name,bank_code,bank_name,amount_yuan,"
		"remark\n"
		"YF4A1,6222001,甲公司,102191000011,示例银行,0.01,404\n");
	CU_ASSERT_PTR_NOT_NULL(strstr(content("micro-deposit/000001.xml"),
		"<DbtrAcct><Id><Othr><Id>1501</Id></Othr></Id></DbtrAcct>"));
	CHECK_INT(stat(home_path("outbox/micro-deposit/000001.xml"), &st), 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	CHECK_INT(stat(home_path("outbox/micro-deposit"), &st), 0);
	CHECK_INT(st.st_mode & 07777, 0700);
	holds(&f,
		"3 = (select count(*) from release_now"
		" where state = 'handed-over' and seq = 2 and turn = 1"
		" and code_id = order_id and day = '2026-11-16')");
	holds(&f,
		"'sent' = (select state from verification_now"
		" where order_id = 4 and seq = 2 and code_id = 4)");
	/* A code for a transfer to us sends nothing. */
	holds(&f,
		"'pending' = (select state from verification_now"
		" where order_id = 5)");
	holds(&f,
		"(select amount_fen = 1 and item_count = 1 from delivery"
		" where folder = 'micro-deposit')");
	stop(&f);
}

static void
repeated(void)
{
	struct fixture f;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	deliver_plain(&f);
	deliver_plain(&f);
	CHECK_TEXT(buf_text(&f.said), "");
	holds(&f, "1 = (select count(*) from run where command = 'deliver')");
	holds(&f,
		"not exists (select from run r where command = 'deliver' and"
		" not exists (select from run_end e where e.run_id ="
		" r.run_id))");
	holds(&f, "1 = (select count(*) from delivery)");
	/* The next batch has the next number. */
	add_order(&f, 2, "13800000001");
	queue(&f, 2, "sms", "sms-handler");
	deliver_plain(&f);
	CHECK_TEXT(content("sms/000002.csv"),
		"order_no,mobile,name,text\n" PIN_ROW(2));
	holds(&f, "2 = (select count(*) from run where command = 'deliver')");
	stop(&f);
}

static void
without_certificate(void)
{
	struct fixture f;
	struct err err;

	start(&f);
	CHECK_INT(deliver(&f, NULL, false, &err), 0);
	CHECK_TEXT(buf_text(&f.said), "");
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	CHECK_INT(deliver(&f, NULL, false, &err), 0);
	CHECK_TEXT(buf_text(&f.said),
		"sms: 1 item waits; the channel has no certificate\n"
		"Use --plain-outbox while the keys are the demonstration's.\n");
	CHECK_INT(access(home_path("outbox"), F_OK), -1);
	CHECK_INT(deliver(&f, "counter", false, &err), 0);
	CHECK_TEXT(buf_text(&f.said), "");
	CHECK_INT(unlink(home_path("keys/demonstration")), 0);
	CHECK_INT(deliver(&f, NULL, true, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(deliver(&f, NULL, false, &err), 0);
	CHECK_TEXT(buf_text(&f.said),
		"sms: 1 item waits; the channel has no certificate\n");
	holds(&f, "not exists (select from run where command = 'deliver')");
	fclose(fopen(home_path("keys/demonstration"), "w"));
	stop(&f);
}

static void
one_channel(void)
{
	struct fixture f;
	struct err err;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	add_order(&f, 2, "13800000001");
	queue(&f, 2, "counter", "with-key");
	CHECK_INT(deliver(&f, "counter", true, &err), 0);
	CHECK_TEXT(buf_text(&f.said), "counter: batch 000001: 1 item\n");
	CHECK_TEXT(content("sms/000001.csv"), "");
	CHECK_INT(deliver(&f, "fax", true, &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	stop(&f);
}

/* What happens to a PIN, or to a code, while it waits. */
static const struct {
	const char *label;
	bool pin;
	const char *mode, *folder;
	const char *sql;
	bool goes;
} waits[] = {
	{ "a release that is queued", true, NULL, "counter", "", true },
	{ "a release that was stopped", true, NULL, "counter",
		"insert into release_event values (1, 2, 1, '2026-11-16',"
		" 'with-key', 'stopped', '', 1, 2)",
		false },
	{ "a release of an earlier turn", true, NULL, "counter",
		"insert into release_event values (1, 2, 1, '2026-11-16',"
		" 'with-key', 'stopped', '', 1, 2);"
		"insert into release_event values (1, 3, 2, '2026-11-16',"
		" 'with-key', 'queued', '', 1, 2)",
		false },
	{ "a code of a pending attempt", false, "outbound", "micro-deposit", "",
		true },
	{ "an attempt that expired", false, "outbound", "micro-deposit",
		"insert into verification_event values (257, 2, '2026-11-16',"
		" 'expired', '', '6222001', 1, null, 2)",
		false },
	{ "an attempt that another one followed", false, "outbound",
		"micro-deposit",
		"insert into verification values (258, 1, 2, 'outbound',"
		" 'YF1A2', 2);"
		"insert into verification_event values (258, 1, '2026-11-16',"
		" 'pending', '', '6222001', 1, null, 2)",
		false },
	{ "an inbound code after a 0.01 without it", false, "inbound", "sms",
		"insert into verification_event values (257, 2, '2026-11-16',"
		" 'wrong-code', '', '6222001', 1, null, 2)",
		true },
	{ "an inbound code after the account was verified", false, "inbound",
		"sms",
		"insert into verification_event values (257, 2, '2026-11-16',"
		" 'verified', '', '6222001', 1, null, 2)",
		false },
	{ "an inbound code that the hall replaced", false, "inbound", "sms",
		"insert into code values (9, 1, 'hall',"
		" substr(sha256('x'), 1, 16), '', 1);"
		"insert into verification_event values (257, 2, '2026-11-16',"
		" 'pending', '', '6222001', 9, null, 2)",
		false },
};

static void
each_wait(void)
{
	for (size_t i = 0; i < sizeof(waits) / sizeof(*waits); i++) {
		struct fixture f;
		char name[64];

		start(&f);
		add_order(&f, 1, "13800000001");
		if (waits[i].pin)
			queue(&f, 1, waits[i].folder, "with-key");
		else
			attempt(&f, 1, waits[i].mode, waits[i].folder, 0);
		if (waits[i].sql[0] != '\0')
			sql(&f, waits[i].sql);
		deliver_plain(&f);
		snprintf(name, sizeof(name), "%s/000001.csv", waits[i].folder);
		CHECK_CASE(waits[i].label,
			(content(name)[0] != '\0') == waits[i].goes);
		stop(&f);
	}
}

/* An attempt follows what the hall corrects while its transfer waits. */
static void
corrected(void)
{
	struct fixture f;

	start(&f);
	add_order(&f, 1, "13800000001");
	add_order(&f, 2, "13800000001");
	attempt(&f, 1, "outbound", "micro-deposit", 0);
	sql(&f,
		"insert into verification_event values (257, 2, '2026-11-16',"
		" 'pending', '', '7777', 1, null, 2)");
	deliver_plain(&f);
	CU_ASSERT_PTR_NOT_NULL(strstr(
		content("micro-deposit/000001.csv"), "YF1A1,7777,甲公司,"));
	holds(&f,
		"'7777' = (select account_no from verification_now"
		" where state = 'sent' and seq = 3)");
	stop(&f);
}

static void
lacking(void)
{
	struct fixture f;
	char text[1024];

	start(&f);
	add_order(&f, 1, "");
	queue(&f, 1, "sms", "sms-handler");
	add_order(&f, 2, "13800000001");
	queue(&f, 2, "sms", "sms-handler");
	add_order(&f, 3, "13800000001");
	queue(&f, 3, "micro-deposit", "bank-remark");
	snprintf(text, sizeof(text), VERSION, 3, 2, "甲公司", "", "1", "1", 1);
	sql(&f, text);
	deliver_plain(&f);
	CHECK_TEXT(buf_text(&f.said),
		"micro-deposit: snca/SN3 waits: the order has no account_no\n"
		"sms: snca/SN1 waits: the order has no handler_mobile\n"
		"sms: batch 000001: 1 item\n");
	snprintf(text, sizeof(text), VERSION, 1, 2, "甲公司", "1",
		"13800000001", "1", 1);
	sql(&f, text);
	deliver_plain(&f);
	CHECK_TEXT(content("sms/000002.csv"),
		"order_no,mobile,name,text\n" PIN_ROW(1));
	stop(&f);
}

/* Transfers from two accounts are two messages to the bank. */
static void
two_accounts(void)
{
	struct fixture f;

	start(&f);
	for (int id = 1; id <= 3; id++) {
		add_order(&f, id, "");
		queue(&f, id, "micro-deposit", "bank-remark");
	}
	sql(&f,
		"insert into outbox select 9, folder, 2, 2, '1500', null, 2, 2"
		" from outbox where item_id = 2;"
		"insert into release_event values (2, 2, 1, '2026-11-16',"
		" 'bank-remark', 'stopped', '', 2, 2),"
		" (2, 3, 2, '2026-11-16', 'bank-remark', 'queued', '', 2, 2)");
	deliver_plain(&f);
	CHECK_TEXT(buf_text(&f.said),
		"micro-deposit: batch 000001: 1 item\n"
		"micro-deposit: batch 000002: 2 items\n");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(content("micro-deposit/000001.csv"), "YF2T2,6222001,"));
	CU_ASSERT_PTR_NOT_NULL(strstr(content("micro-deposit/000002.xml"),
		"<DbtrAcct><Id><Othr><Id>1501</Id>"));
	stop(&f);
}

/* --- runs that were cut off --- */

/* As if the run had been killed after its first transaction. */
static void
cut_off(struct fixture *f)
{
	sql(f,
		"delete from delivery_written; delete from run_end e"
		" using run r where r.run_id = e.run_id"
		" and command = 'deliver'");
	if (system("rm -rf \"$YIFEN_HOME/outbox\"") != 0)
		CU_FAIL("the outbox is in the way");
}

static void
same_bytes_after_a_cut(void)
{
	static const char *const names[] = { "micro-deposit/000001.xml",
		"micro-deposit/000001.csv", "sms/000001.csv",
		"counter/000001.csv" };
	struct fixture f;
	char *before[4], text[1024];

	start(&f);
	add_order(&f, 1, "13800000001");
	attempt(&f, 1, "outbound", "micro-deposit", 0);
	add_order(&f, 2, "13800000001");
	queue(&f, 2, "sms", "sms-handler");
	add_order(&f, 3, "13800000001");
	queue(&f, 3, "counter", "with-key");
	deliver_plain(&f);
	for (int i = 0; i < 4; i++)
		before[i] = strdup(content(names[i]));
	cut_off(&f);
	/* Whatever comes in the meantime. */
	sql(&f,
		"insert into run values (9, 'load', null, now()),"
		" (10, 'nightly', '2026-11-17', now());"
		"insert into verification_event values (257, 3, '2026-11-17',"
		" 'expired', '', '8888', 1, null, 2)");
	for (int id = 1; id <= 3; id++) {
		snprintf(text, sizeof(text), VERSION, id, 2, "乙公司", "9999",
			"13711111111", "13722222222", 9);
		sql(&f, text);
	}
	add_order(&f, 4, "13800000001");
	queue(&f, 4, "sms", "sms-handler");
	deliver_plain(&f);
	CHECK_TEXT(buf_text(&f.said),
		"counter: batch 000001: 1 item\n"
		"micro-deposit: batch 000001: 1 item\n"
		"sms: batch 000001: 1 item\nsms: batch 000002: 1 item\n");
	for (int i = 0; i < 4; i++) {
		CHECK_TEXT(content(names[i]), before[i]);
		free(before[i]);
	}
	CHECK_TEXT(content("sms/000002.csv"),
		"order_no,mobile,name,text\n" PIN_ROW(4));
	/* A new run made the new batch. */
	holds(&f,
		"(select count(*) = 2 and max(run_id) = 11 from run"
		" where command = 'deliver')");
	holds(&f, "4 = (select count(*) from delivery_written)");
	stop(&f);
}

/* The temporary files of a run that was killed hold codes: they go. */
static void
drafts_go(void)
{
	struct fixture f;
	FILE *draft;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	deliver_plain(&f);
	sql(&f, "delete from delivery_written; delete from run_end");
	draft = fopen(home_path("outbox/sms/.000001.csv.a1B2c3"), "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(draft);
	fclose(draft);
	deliver_plain(&f);
	CHECK_INT(access(home_path("outbox/sms/.000001.csv.a1B2c3"), F_OK), -1);
	stop(&f);
}

static void
not_what_it_was(void)
{
	struct fixture f;
	struct err err;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	deliver_plain(&f);
	cut_off(&f);
	sql(&f, "update delivery set digest = substr(sha256(''), 1, 16)");
	CHECK_INT(deliver(&f, NULL, true, &err), -1);
	CHECK_INT(err.code, ERR_BUG);
	CU_ASSERT_PTR_NULL(strstr(err.message, "401"));
	CHECK_TEXT(content("sms/000001.csv"), "");
	/* Without being asked to, nothing goes on in clear. */
	CHECK_INT(deliver(&f, NULL, false, &err), 0);
	CHECK_TEXT(buf_text(&f.said),
		"sms: batch 000001 is not written yet; "
		"the channel has no certificate\n");
	stop(&f);
}

/* A file that cannot be written leaves what was decided; the next run ends
 * it. */
static void
no_room(void)
{
	struct fixture f;
	struct err err;
	FILE *in_the_way;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "sms", "sms-handler");
	in_the_way = fopen(home_path("outbox"), "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(in_the_way);
	fclose(in_the_way);
	CHECK_INT(deliver(&f, NULL, true, &err), -1);
	CHECK_INT(err.code, ERR_IO);
	holds(&f,
		"1 = (select count(*) from delivery)"
		" and not exists (select from delivery_written)");
	CHECK_INT(unlink(home_path("outbox")), 0);
	deliver_plain(&f);
	CHECK_TEXT(content("sms/000001.csv"),
		"order_no,mobile,name,text\n" PIN_ROW(1));
	holds(&f, "1 = (select count(*) from run where command = 'deliver')");
	stop(&f);
}

/* Nothing that a person other than the batch may read tells a PIN. */
static void
digest_is_keyed(void)
{
	struct fixture f;

	start(&f);
	add_order(&f, 1, "13800000001");
	queue(&f, 1, "counter", "with-key");
	deliver_plain(&f);
	holds(&f,
		"not exists (select from delivery where digest = substr("
		"sha256(convert_to(E'order_no,ca,holder_name,main_keys,"
		"sub_keys,pin\\nSN1,snca,持有,1,0,401\\n', 'utf8')), 1, 16))");
	stop(&f);
}

static const struct test tests[] = {
	{ "each folder gets what waits for it", each_folder },
	{ "repeated, nothing happens; more makes the next batch", repeated },
	{ "without a certificate nothing is written", without_certificate },
	{ "one channel leaves the others alone", one_channel },
	{ "what became void does not go", each_wait },
	{ "a transfer follows its attempt", corrected },
	{ "who lacks something waits, the others go", lacking },
	{ "each account that pays has its own batch", two_accounts },
	{ "after a cut the same bytes are written", same_bytes_after_a_cut },
	{ "temporary files of a killed run go", drafts_go },
	{ "what is not what it was is not written", not_what_it_was },
	{ "a file that cannot be written is written later", no_room },
	{ "the digest tells no PIN", digest_is_keyed },
	{ NULL, NULL },
};

const struct suite test_outbox = { "db/outbox", tests };
