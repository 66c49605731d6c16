#!/bin/sh
# The database is put back from an older backup: heads have signed what is gone,
# and every command stops.  Two people accept the gap; the next head says so,
# and the audit is clean for what follows, red for any other gap.
. tests/cli/harness.sh
. tests/cli/home.sh
conninfo="host=$YIFEN_HOME/pg port=5432 dbname=yifen"
audit=$YIFEN_HOME/audit

as() {
	export PGUSER=$1
	shift
	run "$@"
	unset PGUSER
}

# backup NAME, restore NAME: of the database alone.
backup() {
	stop_server
	cp -a "$YIFEN_HOME/pg" "$work/$1"
	keep_server
	"$YIFEN" list runs > /dev/null
}

restore() {
	stop_server
	rm -rf "$YIFEN_HOME/pg"
	cp -a "$work/$1" "$YIFEN_HOME/pg"
	keep_server
	"$YIFEN" list runs > /dev/null
}

# red KIND: the audit finds that.
red() {
	run audit --format csv
	status 4
	out "$1,"
}

clean() {
	run audit
	status 0
	err "nothing was found"
}

last() {
	basename "$(ls "$audit"/*.head | tail -1)" .head
}

reference_data
psql -qX "$conninfo" -U postgres > "$work/out" 2> "$work/err" << 'END'
create role zhang login in role yifen_approver;
create role li login in role yifen_approver;
END
ran="making persons"
empty err
night 2026-11-16 $demo/inbox-2026-11-16
status 0
run deliver --plain-outbox
status 0
as zhang propose accept-gap "$(last)" --reason "nothing is lost"
status 2
err "the book goes on from its last head: there is no gap"
as yifen_finance propose hold SN202611160001 --reason "wait"
status 0
from=$(last)
backup old
night 2026-11-17 $demo/inbox-2026-11-17
run deliver --plain-outbox
status 0
as yifen_finance propose release SN202611160001 --reason "go on"
status 0
waiting=$(cat "$work/out")
clean
to=$(last)
[ "$from" -lt "$to" ] || fault "no heads in between"

# --- it stops -----------------------------------------------------------------

restore old
red book-restored
run load fees $demo/fees.csv
status 4
as zhang propose hold SN202611160002 --reason x
status 4
stop_server
run init
status 4
keep_server
"$YIFEN" list runs > /dev/null
as zhang approve "$waiting" --reason x
status 4
as zhang propose accept-gap "$from" --reason "the disk failed"
status 2
err "'$from' is not the last head: that is $to"
as zhang propose accept-gap ten --reason "the disk failed"
status 2
as zhang propose accept-gap "$to"
status 2
err "a reason is missing"
for role in batch reviewer auditor; do
	as yifen_$role propose accept-gap "$to" --reason "the disk failed"
	[ "$got" -ne 0 ] || fault "$role may not"
done

# --- two people ---------------------------------------------------------------

as zhang propose accept-gap "$to" --reason "the disk failed, backup of 2 a.m."
status 0
out P.2
[ "$(last)" = "$to" ] || fault "a head was signed by one person"
as li propose accept-gap "$to" --reason "the disk failed"
status 2
err "another proposal about it waits"
as zhang approve P.2 --reason "so it was"
status 2
err "nobody decides about what they proposed"
run audit
status 4
run load fees $demo/fees.csv
status 4
# Rejected, it is as it was.
as li reject P.2 --reason "which disk?"
status 0
run audit
status 4
[ "$(last)" = "$to" ] || fault "a head was signed by a rejection"
as zhang propose accept-gap "$to" --reason "the disk of db1 failed"
status 0
out P.3
cp -r "$audit" "$work/before"
as li approve P.3 --reason "seen the disk"
status 0
gap="gap accepted by zhang and li on"
[ "$(last)" -eq "$((1$to - 1000000 + 1))" ] || fault "$(last): not the next head"
head=$audit/$(last).head
grep -q "^gap ${from##*0} ${to##*0} " "$head" || fault "the head does not tell"
grep -qx "gap-because the disk of db1 failed" "$head" || fault "not why"
openssl pkeyutl -verify -pubin -inkey "$audit/audit.pub" -rawin \
	-in "$head" -sigfile "${head%.head}.sig" > "$work/out" ||
	fault "its signature is not good"
clean
err "$gap"
err "because: the disk of db1 failed"
PGUSER=yifen_auditor run audit
status 0
err "$gap"
run list proposals --verb accept-gap --format csv
out "P.2,accept-gap,$to,,0,rejected,"
out "P.3,accept-gap,$to,,0,applied,the disk of db1 failed,zhang,"
# Accepted, it is no reason for another head.
run list runs
[ "$(last)" -eq "$((1$to - 1000000 + 1))" ] || fault "a head more"

# --- what follows -------------------------------------------------------------

night 2026-11-17 $demo/inbox-2026-11-17
run deliver --plain-outbox
status 0
clean
err "$gap"
cp -r "$YIFEN_HOME" "$work/copy" && rm -rf "$work/copy/pg" "$work/copy/keys"
run audit --offline "$work/copy"
status 0
err "$gap"
backup later

# Killed between approval and head: the next command signs it.
restore old
rm -rf "$work/now" && mv "$audit" "$work/now" && cp -r "$work/before" "$audit"
as zhang propose accept-gap "$to" --reason "again"
status 0
as li approve "$(cat "$work/out")" --reason "again"
status 0
rm "$audit/$(last).head"
[ "$(last)" = "$to" ] || fault "it is still there"
run import --no-bill 2026-11-17 --as alipay
status 0
clean
err "because: again"
rm -rf "$audit" && mv "$work/now" "$audit"

# --- any other gap ------------------------------------------------------------

restore later
clean
run load fees $demo/fees.csv
as yifen_finance propose hold SN202611160002 --reason "wait"
status 0
second=$(last)
restore later
red book-restored
run load fees $demo/fees.csv
status 4
# What was accepted once is not accepted for ever: another last head.
as zhang propose accept-gap "$second" --reason "and once more"
status 0
as li approve "$(cat "$work/out")" --reason "yes"
status 0
clean
err "because: the disk of db1 failed"
err "because: and once more"
# Put back to before all of that: both gaps are within the third.
restore old
run audit
status 4
as zhang propose accept-gap "$(last)" --reason "from the beginning"
status 0
as li approve "$(cat "$work/out")" --reason "yes"
status 0
clean
err "because: from the beginning"
grep -q "and once more" "$work/err" && fault "a gap within a gap is told"
night 2026-11-17 $demo/inbox-2026-11-17
clean

# A head whose gap this book knows nothing of.
psql -qX "$conninfo" -U postgres > "$work/out" 2> "$work/err" << 'END'
set search_path = yifen;
alter table decision disable trigger append_only;
alter table decision no force row level security;
update decision set actor = 'wang' where actor = 'li';
alter table decision force row level security;
alter table decision enable always trigger append_only;
END
ran="another name"
empty err
red gap-unknown
out "rows-changed,"
# A cut tail, after all that.
psql -qX "$conninfo" -U postgres > "$work/out" 2> "$work/err" << 'END'
set search_path = yifen;
alter table audit_event disable trigger append_only;
delete from audit_event where seq > (select max(seq) - 2 from audit_event);
alter table audit_event enable always trigger append_only;
END
ran="a cut tail"
empty err
red chain-cut
finish
