#!/bin/sh
# People: one proposes, another approves, the night does it.  Every verb, every
# refusal; what is undone stays on record.
. tests/cli/harness.sh
. tests/cli/home.sh

as() {
	export PGUSER=yifen_$1
	shift
	run "$@"
	unset PGUSER
}

# column NAME of the row of list $1 that holds $2
cell() {
	"$YIFEN" list "$1" --format json --state all 2>/dev/null > "$work/json" ||
		"$YIFEN" list "$1" --format json > "$work/json"
	python3 - "$work/json" "$2" "$3" <<-'END'
	import json, sys
	for row in json.load(open(sys.argv[1])):
	    if sys.argv[2] in row.values():
	        print(row[sys.argv[3]])
	END
}

# is LIST ROW COLUMN WANTED
is() {
	now=$(cell "$1" "$2" "$3")
	[ "$now" = "$4" ] || fault "list $1: $3 of $2 is '$now', not '$4'"
}

# propose-and-approve: done VERB...
done_by_two() {
	as finance propose "$@" --reason "as told by the applicant"
	status 0
	proposal=$(cat "$work/out")
	as approver approve "$proposal" --reason "checked"
	status 0
}

reference_data
run import --no-bill 2026-11-15 --as wechat
for day in 2026-11-16 2026-11-17; do
	night $day $demo/inbox-$day
	run deliver --plain-outbox
done
night 2026-11-18 $demo/inbox-2026-11-18

# --- who may not -------------------------------------------------------------

as finance propose match E6.7 CF202611170005
status 2
err "reason"
as batch propose match E6.7 CF202611170005 --reason x
status 2
err "this role may not"
as auditor propose hold SN202611160001 --reason x
status 2
as finance propose reopen V31.1 --reason x
status 2
err "this role may not"
as reviewer propose close B.10 --reason x
status 2
as finance propose match E6.7 CF202611170005 --reason "on the phone"
status 0
is breaks E6.7 state proposed
as finance approve P.1 --reason x
status 2
as batch approve P.1 --reason x
status 2
as reviewer approve P.1 --reason x
status 2
as approver propose match E6.7 CF202611170006 --reason x
status 2
err "another proposal"
as approver reject P.1 --reason "it was the other order"
status 0
is breaks E6.7 state open
as approver propose match E6.7 CF202611170006 --reason "the other order"
status 0
as approver approve P.2 --reason "me again"
status 2
err "nobody decides about what they proposed"
as approver reject P.2 --reason "me again"
status 2

# --- what makes no sense -----------------------------------------------------

as finance propose match E6.7 --reason x
status 2
as finance propose split E3.9 CF202611160003=50 --reason x
status 2
as finance propose split E3.9 CF202611160003=50 SN202611160006=300 --reason x
status 2
err "add up"
as finance propose split E3.9 CF202611160003=-50 SN202611160006=1938 --reason x
status 2
err "above 0"
as finance propose write-off E3.9 --reason x
status 2
err "1888.00 > 100.00"
as finance propose write-off E2.4 --reason x
status 2
err "not in suspense"
as finance propose release E3.9 --reason x
status 2
err "not held"
as finance propose undo E3.9 --reason x
status 2
as finance propose close B.7 --reason x
status 2
err "stands in suspense"
as finance propose release SN202611160001 --reason x
status 2
err "nobody holds"
as finance propose match E10.3 SN202611160001 --reason x
status 2
err "0.01"
as finance propose frobnicate E10.3 --reason x
status 2
as finance propose hold E10.3 --reason x
status 2
as approver approve P.99 --reason x
status 2

# --- a hold stops the PIN at once, a release lets it go -----------------------

held=$("$YIFEN" list releases --state queued --channel sms-handler \
	--format csv | sed -n '2s/,.*//p')
as finance propose hold "$held" --reason "the handler changed"
status 0
hold=$(cat "$work/out")
is releases "$held" state held
run deliver --plain-outbox
status 0
is releases "$held" state held
is orders "$held" released no
as approver approve "$hold" --reason x
status 2
err "a hold needs nobody else"
as finance propose release "$held" --reason "the handler is known"
status 0
proposal=$(cat "$work/out")
is releases "$held" state held
as approver approve "$proposal" --reason "seen his papers"
status 0
is releases "$held" state queued
run deliver --plain-outbox
status 0
is orders "$held" released yes

# --- the night does what was approved -----------------------------------------

done_by_two write-off E10.3
done_by_two release E3.6
done_by_two refund E6.4
done_by_two undo E2.4
done_by_two close B.10
done_by_two split E3.9 CF202611160003=50.00 SN202611160006=300 \
	SN202611160004=1538
as finance propose hold SN202611160001 --reason "call first"
status 0
as finance propose hold SN202611160001 --reason "call first"
status 2
err "held already"
run nightly --date 2026-11-19
status 0
is entries E10.3 rule write-off
is entries E3.6 rule order-in-remark
is entries E6.4 state suspense
is entries E2.4 state suspense
is entries E3.9 rule split
is orders SZ202611160003 verdict paid
is orders SZ202611160003 verified yes
is orders CF202611160003 verdict paid
is orders SN202611160006 verdict paid
is orders SN202611160003 verdict unpaid
is breaks B.10 state resolved
is breaks B.8 state resolved
is proposals P.3 state applied
run explain E2.4
status 0
out "matched by rule merchant-ref"
out "its match was undone by yifen_finance, approved by yifen_approver"
run list runs --format csv
[ "$(tail -n +2 "$work/out" | cut -d, -f7 | sort -u | tr -d '\n')" = 0 ] ||
	fault "a run's residual is not 0"
snapshot first
run nightly --date 2026-11-19
status 0
snapshot again
unchanged first again

# What was undone no rule takes again; people do, in the next turn.
done_by_two match E2.4 SN202611160003
# Its facts change between proposal and approval.
as finance propose undo E3.9 --reason "not these three"
status 0
late=$(cat "$work/out")
as finance propose undo E3.6 --reason "not released after all"
status 0
stale=$(cat "$work/out")
sed -e 's/SN202611160006/SN202611160006/' -e '/^order_no/!{/SN202611160006/!d}' \
	$demo/orders-2026-11-16.csv > "$work/o.csv"
sed -i 's/,approved,/,pending,/' "$work/o.csv"
run load orders "$work/o.csv"
run nightly --date 2026-11-20
status 0
is orders SN202611160003 verdict paid
is entries E2.4 rule match
is breaks B.10 state resolved
as approver approve "$stale" --reason "still so"
status 0
as approver approve "$late" --reason "still so"
status 0
run nightly --date 2026-11-21
status 0
is entries E3.9 state suspense
is orders CF202611160003 verdict short
is breaks B.1 state open
is orders SZ202611160003 verdict unpaid

# A match is undone twice, with one match between: the facts changed meanwhile.
as finance propose match E3.6 SZ202611160003 --reason "again"
status 0
first=$(cat "$work/out")
sed '2,$!b; s/,approved,/,pending,/; s/,rejected,/,pending,/' \
	$demo/orders-2026-11-16.csv | sed -n '1p; /SZ202611160003/p' > "$work/o.csv"
run load orders "$work/o.csv"
status 0
as approver approve "$first" --reason "still so"
status 2
err "its facts have changed"
as approver reject "$first" --reason "so be it"
status 0

# A day that a later night has followed is closed.
run nightly --date 2026-11-20
status 2
err "too late"
finish
