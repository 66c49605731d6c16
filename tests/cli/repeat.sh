#!/bin/sh
# A batch is handed over again only when one person proposes it and another
# approves (reliability G34): the same content under the next number, said so in
# its manifest.  Alone nobody can, however often: ATTEMPTS tries.
. tests/cli/harness.sh
. tests/cli/home.sh
. tests/cli/channels.sh
ATTEMPTS=${ATTEMPTS:-70}
outbox=$YIFEN_HOME/outbox
conninfo="host=$YIFEN_HOME/pg port=5432 dbname=yifen"
export PGOPTIONS="-c search_path=yifen,pg_temp"

as() {
	export PGUSER=$1
	shift
	run "$@"
	unset PGUSER
}

# manifest FOLDER NUMBER
manifest() {
	openssl cms -verify -inform DER -CAfile "$outbox/signer.pem" \
		-in "$outbox/$1/$2.manifest.p7m" 2> "$work/openssl"
}

reference_data
certificate bank
certificate gate
certificate desk
configure micro-deposit bank
configure sms gate
configure counter desk
night 2026-11-16 $demo/inbox-2026-11-16
status 0
run deliver
status 0
psql -qX "$conninfo" -U postgres > "$work/out" 2> "$work/err" << 'END'
create role zhang login in role yifen_finance, yifen_approver, yifen_batch;
create role li login in role yifen_approver;
END
ran="making persons"
empty err

# --- what makes no sense ----------------------------------------------------

for batch in sms sms/ sms/x sms/1/2 post/1 /1 E1.1; do
	as zhang propose repeat $batch --reason "it was lost"
	status 2
	err "is no batch"
done
as zhang propose repeat sms/9 --reason "it was lost"
status 2
err "there is nothing of that number"
as zhang propose repeat sms/1 sms/1 --reason "it was lost"
status 2
as zhang propose repeat sms/1
status 2
err "a reason is missing"
for role in batch reviewer auditor; do
	as yifen_$role propose repeat sms/1 --reason "it was lost"
	status 2
done

# --- one person alone -------------------------------------------------------

as zhang propose repeat sms/1 --reason "the gateway lost it"
status 0
out P.1
as li propose repeat sms/000001 --reason "it was lost"
status 2
err "another proposal about it waits"
(cd "$outbox" && find . -type f | sort | xargs sha256sum) > "$work/files"
# Every way that there is, from psql; and that of the program.
cat > "$work/tries" << 'END'
select decide(1, 'approved', 'it was lost')
insert into decision values (1, 'zhang', 'approved', 'x', 'li', now(), '2026-11-16', 1)
insert into decision values (1, 'zhang', 'approved', 'x', 'zhang', now(), '2026-11-16', 1)
insert into proposal select 2, verb, entry_id, order_id, verification_id, break_id, parts, amount_fen, reason, facts, 'li', now(), day, after_run, delivery_folder, delivery_no, gap_head from proposal
update proposal set actor = 'li'
begin; insert into ruling values (1, '2026-11-16', 'applied', '', 8); commit
begin; insert into delivery select folder, 2, day, name, digest, item_count, amount_fen, run_id from delivery where folder = 'sms'; insert into delivery_repeated values ('sms', 2, 1, 1, 7); commit
insert into delivery_repeated values ('sms', 1, 1, 1, 7)
delete from delivery_written
delete from delivery_item
update delivery_written set run_id = run_id
truncate delivery_written cascade
insert into delivery_item select * from delivery_item limit 1
insert into outbox select 99999, folder, order_id, turn, paying_account, verification_id, code_id, run_id from outbox limit 1
select sealed from code
select add_proposal(p) from proposal p
set role yifen_owner
set session authorization li
alter table delivery_repeated disable trigger all
alter role li login
create or replace function is_in_role(variadic roles text[]) returns bool language sql as 'select true'
END
python3 - "$work/tries" "$ATTEMPTS" > "$work/script" << 'PY'
import sys
tries = open(sys.argv[1]).read().splitlines()
# Each try is a transaction that must not come to its end.
for i in range(int(sys.argv[2])):
    print(f"\\echo try {i}\n{tries[i % len(tries)]};\nrollback;")
PY
ran="$ATTEMPTS attempts of one person"
PGUSER=zhang psql -qX "$conninfo" -f "$work/script" > "$work/out" 2>&1
python3 - "$work/out" "$ATTEMPTS" > "$work/err" << 'PY'
import re, sys
said = re.split(r'^try \d+$', open(sys.argv[1]).read(), flags=re.M)[1:]
assert len(said) == int(sys.argv[2]), len(said)
for i, text in enumerate(said):
    # Refused, and not for a mistake in the attempt.
    if not re.search('ERROR', text) or re.search('syntax|does not exist|type|columns', text):
        print(f'attempt {i} was not refused: {text}')
PY
empty err
psql -qXAt "$conninfo" -U postgres > "$work/out" << 'END'
select count(*) from delivery_repeated union all select count(*) from decision
union all select count(*) from delivery where batch_no > 1
END
[ "$(tr '\n' ' ' < "$work/out")" = "0 0 0 " ] || fault "something came of it"
echo "= $ATTEMPTS attempts of one person, 0 succeeded"
as zhang approve P.1 --reason "it was lost"
status 2
err "nobody decides about what they proposed"
run deliver
status 0
empty err
(cd "$outbox" && find . -type f | sort | xargs sha256sum) |
	cmp -s - "$work/files" || fault "deliver wrote something"

# --- two --------------------------------------------------------------------

as li approve P.1 --reason "the gateway confirmed it in writing"
status 0
run list proposals --verb repeat --format csv
out "P.1,repeat,sms/000001,,0,approved,the gateway lost it,zhang,"
# Not without a certificate, nor in clear; and not through another channel.
mv "$YIFEN_HOME/keys/channels/sms.pem" "$work/kept.pem"
run deliver
status 0
err "sms: batch 000001 is to be handed over again; the channel has no cert"
mv "$work/kept.pem" "$YIFEN_HOME/keys/channels/sms.pem"
run deliver --channel counter
status 0
empty err
# Cut off after it was decided: the next one finishes it.
mkdir "$outbox/sms/000002.csv.p7m"
run deliver
status 4
rmdir "$outbox/sms/000002.csv.p7m"
run deliver
status 0
err "sms: batch 000002 says again what batch 000001 said"
run list proposals --verb repeat --format csv
out "P.1,repeat,sms/000001,,0,applied,"
run list deliveries --channel sms --format json
python3 - "$work/out" << 'PY' || fault "the list does not say so"
import json, sys
a, b = json.load(open(sys.argv[1]))
assert (a['batch_no'], a['repeats'], b['batch_no'], b['repeats']) == (1, None, 2, 1), (a, b)
assert a['items'] == b['items'] and a['day'] == b['day']
PY
opened "$outbox/sms/000001.csv.p7m" gate > "$work/first" || fault "not opened"
opened "$outbox/sms/000002.csv.p7m" gate > "$work/again" || fault "not opened"
cmp -s "$work/first" "$work/again" || fault "another content"
manifest sms 000001 > "$work/first"
manifest sms 000002 > "$work/again"
grep -q '^repeats' "$work/first" && fault "the first repeats nothing"
[ "$(sed -n 4p "$work/again")" = "batch 000002" ] || fault "no number"
[ "$(sed -n 8p "$work/again")" = "repeats 000001" ] || fault "not marked"
run list releases --format csv
cp "$work/out" "$work/releases"
# Once for an approval.
run deliver
status 0
empty err
[ ! -e "$outbox/sms/000003.manifest.p7m" ] || fault "it was written thrice"
as zhang propose repeat sms/2 --reason "again"
status 2
err "the batch repeats another one: name that"
run audit
status 0
psql -qXAt "$conninfo" -U postgres > "$work/out" << 'END'
select about_table, row_count from audit_event
where about_table = 'delivery_repeated'
END
out "delivery_repeated|1"

# --- the bank ---------------------------------------------------------------

# The same message, so that it is known as one; its CSV has no id and goes once.
as zhang propose repeat micro-deposit/1 --reason "the bank has no such file"
status 0
as li approve P.2 --reason "they said so on the telephone"
status 0
run deliver
status 0
err "micro-deposit: batch 000002 says again what batch 000001 said"
[ ! -e "$outbox/micro-deposit/000002.csv.p7m" ] || fault "the CSV went twice"
opened "$outbox/micro-deposit/000001.xml.p7m" bank > "$work/first"
opened "$outbox/micro-deposit/000002.xml.p7m" bank > "$work/again"
[ -s "$work/first" ] && cmp -s "$work/first" "$work/again" ||
	fault "another message"
grep -q '<MsgId>YF20261116-000001<' "$work/again" || fault "another id"
run list releases --format csv
cmp -s "$work/out" "$work/releases" || fault "releases changed"
# The next one of its own goes on with the numbers.
night 2026-11-17 $demo/inbox-2026-11-17
status 3
run deliver
status 0
err "sms: batch 000003: 1 item"

# --- what has changed since -------------------------------------------------

# What was booked had come to the bank.
as zhang propose repeat micro-deposit/1 --reason "the bank has no such file"
status 2
err "something of the batch has changed since it was handed over"
# Between proposal and approval, and between approval and deliver.
sql="select o.ca || '/' || o.order_no from delivery_item i join outbox x
	using (item_id) join orders o using (order_id)
	where i.folder = 'counter' and i.batch_no = 1 order by 1 limit 1"
order=$(psql -qXAt "$conninfo" -U postgres -c "$sql")
as zhang propose repeat counter/1 --reason "the list was torn"
status 0
counter=$(cat "$work/out")
as yifen_finance propose hold "$order" --reason "wait"
status 0
as li approve "$counter" --reason "so it was"
status 2
err "its facts have changed since it was proposed"
as zhang propose release "$order" --reason "go on"
release=$(cat "$work/out")
as li approve "$release" --reason "go on"
as li approve "$counter" --reason "so it was"
status 0
as yifen_finance propose hold "$order" --reason "wait"
status 0
run deliver
status 0
err "counter: batch 000001 is not handed over again: something of the batch"
run list proposals --state void --format csv
out "$counter,repeat,counter/000001,"
run deliver
status 0
empty err
run audit
status 0
finish
