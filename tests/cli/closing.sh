#!/bin/sh
# The closing: every day to zero, any day again byte for byte, missing bills
# said, totals known three times, and a book that was tampered with is red.
. tests/cli/harness.sh
. tests/cli/home.sh

closing() {
	"$YIFEN" report closing --date "$1" --format csv
}

# Opening is yesterday's closing, the identity holds, the residual is 0.
check_closings() {
	"$YIFEN" report closing --from 2026-11-16 --to "$1" --format csv \
		> "$work/closings"
	python3 - "$work/closings" <<-'END' || fault "the closing does not close"
	import csv, sys
	last = {}
	for r in csv.DictReader(open(sys.argv[1])):
	    n = {k[:-4]: int(v) for k, v in r.items() if k.endswith('_fen')}
	    key = r['source'], r['account']
	    assert n['opening'] == last.get(key, 0), (key, r['day'])
	    last[key] = n['closing']
	    assert n['opening'] + n['in_credit'] - n['in_debit'] == sum(n[k] for k in (
	        'matched', 'refunded', 'fees', 'settled', 'micro_deposits',
	        'written_off', 'closing')), (key, r['day'])
	    assert n['residual'] == 0
	END
}

run report
status 2
run report nonsense
status 2
err "closing"
run report closing --date 2026-13-01
status 2

reference_data
run import --no-bill 2026-11-15 --as wechat
mkdir "$work/late"
for day in 2026-11-16 2026-11-17 2026-11-18; do
	cp -r $demo/inbox-$day "$work/inbox-$day"
done
# The bill of the 16th comes a day late.
mv "$work"/inbox-2026-11-16/1600000001All2026-11-16.csv "$work/late"
night 2026-11-16 "$work/inbox-2026-11-16"
status 0
err "no bill of merchant 1600000001 for 2026-11-16"
closing 2026-11-16 > "$work/sixteenth"
grep -q '^2026-11-16,wechat,1600000001,0,0,.*,missing,2026-11-16,$' \
	"$work/sixteenth" || fault "the missing bill is not in the closing"
mv "$work"/late/* "$work/inbox-2026-11-17"
night 2026-11-17 "$work/inbox-2026-11-17"
night 2026-11-18 "$work/inbox-2026-11-18"
status 0
check_closings 2026-11-18
closing 2026-11-16 > "$work/again"
cmp -s "$work/sixteenth" "$work/again" || fault "the 16th changed"

# The same night again, and what people decide, touch no closed day.
run nightly --date 2026-11-18 --inbox "$work/inbox-2026-11-18"
closing 2026-11-18 > "$work/eighteenth"
proposal=$(PGUSER=yifen_finance "$YIFEN" propose undo E2.4 --reason "wrong" \
	2> /dev/null)
PGUSER=yifen_approver "$YIFEN" approve "$proposal" --reason "wrong indeed"
run nightly --date 2026-11-19
status 0
check_closings 2026-11-19
closing 2026-11-18 > "$work/again"
cmp -s "$work/eighteenth" "$work/again" || fault "the 18th changed"
for day in 16 17 18 19; do closing 2026-11-$day | tail -n +2; done \
	> "$work/days"
tail -n +2 "$work/closings" | cmp -s - "$work/days" ||
	fault "days one by one differ from days together"

# A statement that does not go on where the last one ended.
sed -e 's/20261118/20261123/g; s/2026-11-18/2026-11-23/g' \
	-e 's/1249332.42/1249330.42/; s/1250246.91/1250244.91/' \
	$demo/inbox-2026-11-18/*.xml > "$work/gap.xml"
mkdir "$work/inbox-gap"
cp "$work/gap.xml" "$work/inbox-gap/15010000100000001-20261123.xml"
run nightly --date 2026-11-23 --inbox "$work/inbox-gap"
status 0
err "no statement of account ***0001 for 2026-11-19..2026-11-20"
run list breaks --format csv
out "statement-gap"
out "1250246.91"
closing 2026-11-23 | grep -q ',broken$' || fault "balances are not broken"
finish
