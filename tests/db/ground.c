/*
 * What the sessions of test_interleave*.c work on.
 */
#include "ground.h"
#include "scratch.h"
#include "suite.h"

#include "base/err.h"
#include "db/db.h"

#include <stdio.h>

/* Orders, one a round, whose PIN may go by SMS; runs 3, 4, 5 are sessions. */
static const char orders[] =
	"insert into run values (1, 'load', null, now());"
	"insert into run select 3 + w, 'deliver', '2026-11-16', now()"
	" from generate_series(0, 3) w;"
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"
	" sha256('1'), 1);"
	"insert into orders select i, 'snca', 'SN' || i, 1"
	" from generate_series(1, 400) i;"
	"insert into code select i, i, 'yifen', substr(sha256(('c' || "
	"i)::bytea),"
	" 1, 16), sha256(('s' || i)::bytea), 1 from generate_series(1, 400) i;"
	"insert into order_version select i, 1, 1, 2, '2026-11-16', null, "
	"'new',"
	" 'org', 1, 1, 0, '', '甲公司', 'USCC', '6222001', '示例银行',"
	" '102191000011', '经办', '13800000001', '持有', '13900000001',"
	" 'none', '', null, null, null, '', '', 'approved', null, null, '',"
	" null, 'none', '', '', '', '', '', '', '', null, '', 1"
	" from generate_series(1, 400) i;";

void
ground_does(struct db *db, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_INT(scratch_sql(db, text, &err), 0);
	CHECK_TEXT(err.message, "");
}

void
ground_holds(struct db *db, const char *order, const char *condition)
{
	char text[1024];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), "do $$ begin assert (%s); end $$",
		condition);
	CHECK_CASE(order, scratch_sql(db, text, &err) == 0);
}

void
ground_open(struct db **owner)
{
	scratch_open(owner);
	ground_does(*owner, orders);
}

int
ground_commit(struct db *db, int session, int round, struct err *err)
{
	(void)session;
	(void)round;
	return db_commit(db, err);
}
