/*
 * People: one proposes, somebody else decides.  Whoever asks, and with psql,
 * too: each person here is a login role that is a member of one of the book's.
 */
#include "suite.h"
#include "scratch.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

#define REFUSED "YF001"
#define WRONG_ROLE "YF002"
#define NOT_ALLOWED "42501"

/* Two orders; entries 11 (60.00), 13 (50.00), 15 (40.00) in suspense; order
 * 1's attempt, returned; a break of order 1. */
static const char ground[] =
	"insert into run values (1, 'load', null, now()),"
	" (2, 'nightly', '2026-11-16', now());"
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"
	" sha256('1'), 1);"
	"insert into orders values (1, 'xxca', 'XX0001', 1),"
	" (2, 'xxca', 'XX0002', 1);"
	"insert into order_version select n, 1, 1, 2, '2026-11-16', null,"
	" 'new', 'org', 1, 1, 0, '', '甲公司', 'USCC', '62001', '', '', '',"
	" '', '', '', 'none', '', null, null, null, '', '', 'approved',"
	" null, null, '', null, 'none', '', '', '', '', '', '', '', null, '',"
	" 1 from generate_series(1, 2) n;"
	"insert into account values (1, 'bank', '6222', 2);"
	"insert into file values (1, 2, 'b.csv', sha256('1'), sha256('1'), 'f',"
	" 'bank', 1, null, 3, 0, 0, 'imported', '');"
	"insert into statement values (1, 1, 1, '', 'CNY', null, null, null,"
	" null, 3, 0, 0, 2);"
	"insert into entry select 9 + 2 * n, 1, 1, 'payment', 0, '2026-11-16',"
	" null, 7000 - n * 1000, 0, 'k' || n, 1, 'k' || n, '', '', '', '', '',"
	" '', '', '', 2 from generate_series(1, 3) n;"
	"insert into verification values (257, 1, 1, 'outbound', 'e', 2);"
	"insert into verification_event values (257, 1, '2026-11-16',"
	" 'returned', '', '62001', null, null, 2);"
	"insert into breaks values (1, 'paid-before-review', 1, null, null,"
	" null, 2);"
	"insert into break_event values (1, 1, '2026-11-16', 'open', null,"
	" 100, '', 2);";

enum who { OWNER, ANNA, BOB, CARL, RITA, ROSE, OTTO, NIGHT, WHO_COUNT };

static const struct {
	const char *name, *role;
} people[WHO_COUNT] = {
	[ANNA] = { "anna", "finance" },
	[BOB] = { "bob", "approver" },
	[CARL] = { "carl", "approver" },
	[RITA] = { "rita", "reviewer" },
	[ROSE] = { "rose", "reviewer" },
	[OTTO] = { "otto", "auditor" },
	[NIGHT] = { "night", "batch" },
};

struct cast {
	struct db *db[WHO_COUNT];
};

static void
does(struct cast *c, enum who who, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_CASE(text, scratch_sql(c->db[who], text, &err) == 0);
	CHECK_TEXT(err.message, "");
}

/* ${why} is in the message: a sentence, or the constraint. */
static void
refused(struct cast *c, enum who who, const char *text, const char *state,
	const char *why)
{
	struct err err = ERR_INIT;

	CHECK_CASE(text, scratch_sql(c->db[who], text, &err) < 0);
	CHECK_CASE(text, strcmp(err.sqlstate, state) == 0);
	CHECK_CASE(text, strstr(err.message, why) != NULL);
	if (strstr(err.message, why) == NULL)
		CHECK_TEXT(err.message, why);
}

static void
holds(struct cast *c, enum who who, const char *condition)
{
	char text[1024];

	snprintf(text, sizeof(text), "do $$ begin assert (%s); end $$",
		condition);
	does(c, who, text);
}

/* "anna_book_7": whom a session of that person logs in as. */
static const char *
login(const struct cast *c, enum who who)
{
	static char names[WHO_COUNT][64];

	snprintf(names[who], sizeof(names[who]), "%s_%s", people[who].name,
		db_book(c->db[OWNER]));
	return names[who];
}

static void
start(struct cast *c)
{
	char text[256];

	scratch_open(&c->db[OWNER]);
	does(c, OWNER, ground);
	for (int who = ANNA; who < WHO_COUNT; who++) {
		struct db_target target;
		struct err err = ERR_INIT;

		snprintf(text, sizeof(text),
			"create role %s login in role %s_%s",
			login(c, (enum who)who), db_book(c->db[OWNER]),
			people[who].role);
		does(c, OWNER, text);
		target = scratch_target(
			db_book(c->db[OWNER]), login(c, (enum who)who));
		if (db_open(&target, &c->db[who], &err) < 0)
			CU_FAIL_FATAL("a person cannot log in");
	}
}

static void
stop(struct cast *c)
{
	for (int who = WHO_COUNT; who-- > 0;)
		db_close(c->db[who]);
}

#define MATCH_11                                                               \
	"select propose('match', 11, null, null, null, '1=0', 'on the phone')"
#define WRITE_OFF(entry)                                                       \
	"select propose('write-off', " #entry ", null, null, null, '', "       \
					      "'small')"
#define REOPEN                                                                 \
	"select propose('reopen', null, null, 257, null, '', 'a typing "       \
	"error')"
#define CLOSE                                                                  \
	"select propose('close', null, null, null, 1, '', 'it was so agreed')"
#define APPROVE(n) "select decide(" #n ", 'approved', 'checked')"
#define REJECT(n) "select decide(" #n ", 'rejected', 'no')"

static void
never_alone(void)
{
	struct cast c;
	char text[512];

	start(&c);
	does(&c, BOB, MATCH_11);
	refused(&c, BOB, APPROVE(1), REFUSED, "nobody decides about what");
	refused(&c, BOB, REJECT(1), REFUSED, "nobody decides about what");
	for (int who = ANNA; who < WHO_COUNT; who++)
		if (who != BOB && who != CARL)
			refused(&c, (enum who)who, APPROVE(1), WRONG_ROLE,
				"this role may not do that");
	/* Not even the owner makes one person both. */
	snprintf(text, sizeof(text),
		"insert into decision select 1, '%s', 'approved', 'x', '%s',"
		" now(), '2026-11-16', 2",
		login(&c, BOB), login(&c, BOB));
	refused(&c, OWNER, text, "23514", "nobody_decides_own_proposal");
	snprintf(text, sizeof(text),
		"insert into decision select 1, 'somebody', 'approved', 'x',"
		" '%s', now(), '2026-11-16', 2",
		login(&c, BOB));
	refused(&c, OWNER, text, "23503", "decision_proposal_id_proposer_fkey");
	refused(&c, CARL, "select decide(1, 'approved', ' ')", "23514",
		"decision_reason_check");
	refused(&c, CARL, APPROVE(2), REFUSED, "there is no such proposal");
	does(&c, CARL, APPROVE(1));
	refused(&c, CARL, REJECT(1), REFUSED, "it is decided already");
	snprintf(text, sizeof(text),
		"select state = 'approved' and actor = '%s' from proposal_now",
		login(&c, BOB));
	holds(&c, OTTO, text);
	stop(&c);
}

/* Whoever they are, past propose() and decide() there is no way. */
static void
no_other_way(void)
{
	static const struct {
		const char *table, *update;
		bool by_night; /* the batch role appends what a night ruled */
	} tables[] = {
		{ "proposal", "reason = 'x'", false },
		{ "decision", "reason = 'x'", false },
		{ "write_off_limit", "limit_fen = 0", false },
		{ "ruling", "note = 'x'", true },
		{ "match_undone", "turn = 9", true },
	};
	struct cast c;

	start(&c);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		for (int who = ANNA; who < WHO_COUNT; who++) {
			const char *t = tables[i].table;
			char text[256];

			snprintf(text, sizeof(text), "update %s set %s", t,
				tables[i].update);
			refused(&c, (enum who)who, text, NOT_ALLOWED, "");
			snprintf(text, sizeof(text), "delete from %s", t);
			refused(&c, (enum who)who, text, NOT_ALLOWED, "");
			snprintf(text, sizeof(text), "truncate %s cascade", t);
			refused(&c, (enum who)who, text, NOT_ALLOWED, "");
			if (who == NIGHT && tables[i].by_night)
				continue;
			snprintf(text, sizeof(text),
				"insert into %s select * from %s", t, t);
			refused(&c, (enum who)who, text, NOT_ALLOWED, "");
		}
	refused(&c, ANNA, "set session authorization postgres", NOT_ALLOWED,
		"");
	stop(&c);
}

static void
reviewers(void)
{
	struct cast c;

	start(&c);
	for (int who = ANNA; who < WHO_COUNT; who++)
		if (who != RITA && who != ROSE)
			refused(&c, (enum who)who, REOPEN, WRONG_ROLE, "");
	for (int who = RITA; who < WHO_COUNT; who++)
		refused(&c, (enum who)who, MATCH_11, WRONG_ROLE, "");
	does(&c, ANNA, MATCH_11);
	does(&c, RITA, REOPEN);
	refused(&c, RITA, REOPEN, REFUSED, "another proposal about it waits");
	holds(&c, RITA,
		"select count(*) = 1 and min(verb) = 'reopen'"
		" and min(subject) = 'V1.1' from proposal_view");
	holds(&c, OTTO, "select count(*) = 2 from proposal_view");
	refused(&c, RITA, "select * from proposal_now", NOT_ALLOWED, "");
	refused(&c, ROSE, APPROVE(1), WRONG_ROLE, "");
	refused(&c, BOB, APPROVE(2), WRONG_ROLE, "");
	refused(&c, RITA, APPROVE(2), REFUSED, "nobody decides about what");
	does(&c, ROSE, APPROVE(2));
	holds(&c, ROSE, "select state = 'approved' from proposal_view");
	stop(&c);
}

/* 100.00 a day and person, unless a row says otherwise. */
static void
write_off_limits(void)
{
	static const char too_much[] =
		"that is more than one person may write off in a day";
	struct cast c;
	char text[256];

	start(&c);
	does(&c, ANNA, WRITE_OFF(11));
	refused(&c, ANNA, WRITE_OFF(13), REFUSED, too_much);
	does(&c, ANNA, WRITE_OFF(15));
	/* What was rejected counts no more; the approver's own sum does. */
	does(&c, BOB, REJECT(2));
	does(&c, BOB, WRITE_OFF(13));
	does(&c, CARL, APPROVE(1));
	refused(&c, CARL, APPROVE(3), REFUSED, too_much);
	snprintf(text, sizeof(text),
		"insert into write_off_limit values ('%s', '2000-01-01', "
		"20000),"
		" ('%s', '2999-01-01', 0)",
		login(&c, CARL), login(&c, ANNA));
	does(&c, OWNER, text);
	does(&c, CARL, APPROVE(3));
	/* 0 from 2999 on is not yet; 99.99 from today is. */
	does(&c, ANNA, WRITE_OFF(15));
	does(&c, BOB, REJECT(4));
	snprintf(text, sizeof(text),
		"insert into write_off_limit values ('%s', '2001-01-01', 9999)",
		login(&c, ANNA));
	does(&c, OWNER, text);
	refused(&c, ANNA, WRITE_OFF(15), REFUSED, too_much);
	stop(&c);
}

/* Whatever moved since it was proposed. */
static void
facts_changed(void)
{
	static const struct {
		const char *label, *propose, *change;
		enum who proposes, decides;
	} cases[] = {
		{ "another version of the order", MATCH_11,
			"insert into order_version select order_id, 2, 1, line,"
			" created_day, created_second, business, cert_kind, 2,"
			" main_keys, sub_keys, project, applicant_name, uscc,"
			" account_no, bank_name, bank_code, handler_name,"
			" handler_mobile, holder_name, holder_mobile,"
			" pay_method, pay_refs, claimed_fen, claimed_day,"
			" claimed_second, claimed_trade_no, voucher_ref,"
			" review, reviewed_day, reviewed_second, verify_mode,"
			" code_id, invoice_kind, invoice_title,"
			" invoice_tax_no, invoice_address, invoice_phone,"
			" invoice_bank, invoice_account, invoice_email,"
			" prior_cert_end, 'x', 1 from order_version"
			" where order_id = 1",
			ANNA, BOB },
		{ "money on the order", MATCH_11,
			"insert into order_state values (1, 2, 1, null, null,"
			" null, '', 100, 0, 'unpriced')",
			ANNA, BOB },
		{ "a hold", MATCH_11,
			"insert into proposal select 9, 'hold', null, 1, null,"
			" null, '', 0, 'x', '', 'somebody', now(),"
			" '2026-11-16', 2",
			ANNA, BOB },
		{ "the entry is matched", MATCH_11,
			"insert into match values (11, 'r', 'payment', 6000,"
			" null, '', 2)",
			ANNA, BOB },
		{ "the entry is another kind of thing", MATCH_11,
			"insert into entry_kind values (11, 2, 'settlement')",
			ANNA, BOB },
		{ "a part of it went back", WRITE_OFF(11),
			"insert into match values (13, 'r', 'payment', 5000,"
			" 11, '', 2)",
			ANNA, BOB },
		{ "it is held now", WRITE_OFF(11),
			"insert into breaks values (2, 'payer-mismatch', null,"
			" 11, null, null, 2); insert into break_event values"
			" (2, 1, '2026-11-16', 'open', 1, 100, '', 2)",
			ANNA, BOB },
		{ "the break is resolved", CLOSE,
			"insert into break_event values (1, 2, '2026-11-17',"
			" 'resolved', null, 0, '', 2)",
			ANNA, BOB },
		{ "the break's money changed", CLOSE,
			"insert into break_event values (1, 2, '2026-11-17',"
			" 'open', null, 200, '', 2)",
			ANNA, BOB },
		{ "the attempt moved on", REOPEN,
			"insert into verification_event values (257, 2,"
			" '2026-11-17', 'locked', '', '62001', null, null, 2)",
			RITA, ROSE },
		{ "there is another attempt", REOPEN,
			"insert into verification values (258, 1, 2,"
			" 'outbound', 'f', 2); insert into verification_event"
			" values (258, 1, '2026-11-17', 'pending', '', '62002',"
			" null, null, 2)",
			RITA, ROSE },
	};
	struct cast c;

	start(&c);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		char text[256];

		/* One after the other: what is changed is taken back. */
		does(&c, cases[i].proposes, cases[i].propose);
		does(&c, OWNER, "begin");
		does(&c, OWNER, cases[i].change);
		snprintf(text, sizeof(text),
			"do $$ begin assert (select proposal_facts(p) <> facts"
			" from proposal p where proposal_id = %zu); end $$",
			i + 1);
		CHECK_CASE(cases[i].label,
			scratch_sql(c.db[OWNER], text, &err) == 0);
		does(&c, OWNER, "rollback");
		snprintf(text, sizeof(text),
			"select decide(%zu, 'rejected', 'next')", i + 1);
		does(&c, cases[i].decides, text);
	}
	/* And so it is not approved, only rejected. */
	does(&c, ANNA, MATCH_11);
	does(&c, OWNER, cases[1].change);
	refused(&c, BOB, APPROVE(12), REFUSED, "its facts have changed");
	does(&c, BOB, REJECT(12));
	does(&c, ANNA, MATCH_11);
	does(&c, BOB, APPROVE(13));
	stop(&c);
}

/* A hold needs nobody else; its end does. */
static void
hold_and_release(void)
{
	static const char hold[] = "select propose('hold', null, 1, null,"
				   " null, '', 'call first')";
	static const char release[] = "select propose('release', null, 1,"
				      " null, null, '', 'they called')";
	struct cast c;

	start(&c);
	refused(&c, ANNA, release, REFUSED, "nobody holds the order");
	for (int who = RITA; who < WHO_COUNT; who++)
		refused(&c, (enum who)who, hold, WRONG_ROLE, "");
	does(&c, ANNA, hold);
	holds(&c, OTTO, "select order_id = 1 from order_on_hold");
	holds(&c, OTTO, "select state = 'applied' from proposal_now");
	refused(&c, BOB, hold, REFUSED, "the order is held already");
	refused(&c, BOB, APPROVE(1), REFUSED, "a hold needs nobody else");
	does(&c, BOB, release);
	holds(&c, OTTO, "select count(*) = 1 from order_on_hold");
	refused(&c, BOB, APPROVE(2), REFUSED, "nobody decides about what");
	does(&c, CARL, REJECT(2));
	holds(&c, OTTO, "select count(*) = 1 from order_on_hold");
	does(&c, ANNA, release);
	does(&c, CARL, APPROVE(3));
	holds(&c, OTTO, "select count(*) = 0 from order_on_hold");
	does(&c, ANNA, hold);
	holds(&c, OTTO, "select proposal_id = 4 from order_on_hold");
	stop(&c);
}

static const struct test tests[] = {
	{ "nobody approves what they proposed", never_alone },
	{ "nobody writes, changes or deletes what people said", no_other_way },
	{ "reviewers reopen, and see nothing else", reviewers },
	{ "a person writes off so much a day", write_off_limits },
	{ "what was proposed upon other facts is refused", facts_changed },
	{ "a hold is in force at once, its release by two", hold_and_release },
	{ NULL, NULL },
};

const struct suite test_people = { "db/people", tests };
