#!/bin/sh
# Revenue: the demonstration's nights in figures, a day without a tax rate, a
# month that is over and prints the same for ever, whatever is learnt later.
. tests/cli/harness.sh
. tests/cli/home.sh
expected=tests/cli/revenue

# november NAME: what the three reports say of November.
november() {
	mkdir "$work/$1"
	for report in revenue deferred taxes; do
		"$YIFEN" report $report --from 2026-11-01 --to 2026-11-30 \
			--format csv > "$work/$1/$report.csv" ||
			fault "report $report"
	done
}

same_november() {
	november "$1"
	for file in "$work/$1"/*; do
		cmp -s "$work/closed/${file##*/}" "$file" ||
			fault "November changed: $(diff \
				"$work/closed/${file##*/}" "$file" | head -4)"
	done
}

# sums FILE COLUMN...: the sum of each column, in a line.
sums() {
	python3 - "$@" <<-'END'
	import csv, sys
	rows = list(csv.DictReader(open(sys.argv[1])))
	print(*(sum(int(r[c]) for r in rows) for c in sys.argv[2:]))
	END
}

# Opening is the closing of the month before; the identity holds; one report
# says what the other says.
check_months() {
	"$YIFEN" report deferred --from 2026-11-01 --to "$1" --format csv \
		> "$work/deferred"
	"$YIFEN" report revenue --from 2026-11-01 --to "$1" --format csv \
		> "$work/revenue"
	"$YIFEN" report taxes --from 2026-11-01 --to "$1" --format csv \
		> "$work/taxes"
	python3 - "$work" <<-'END' || fault "the months do not close"
	import collections, csv, sys
	def rows(name):
	    for r in csv.DictReader(open(sys.argv[1] + '/' + name)):
	        yield {k: int(v) if k.endswith('_fen') else v for k, v in r.items()}
	last = {}
	told = collections.Counter()
	for r in rows('deferred'):
	    assert r['opening_fen'] == last.get(r['ca'], 0), r
	    assert r['opening_fen'] + r['new_fen'] - r['recognised_fen'] - \
	        r['refunded_fen'] == r['closing_fen'], r
	    assert r['residual_fen'] == 0
	    last[r['ca']] = r['closing_fen']
	    for c in 'recognised_fen', 'closing_fen':
	        told[r['month'], r['ca'], c] += r[c]
	taxed = collections.Counter()
	for r in rows('revenue'):
	    assert r['gross_fen'] - r['refunds_fen'] == \
	        r['net_fen'] + r['tax_fen'], r
	    told[r['from_day'], r['ca'], 'recognised_fen'] -= r['recognised_fen']
	    told[r['from_day'], r['ca'], 'closing_fen'] -= r['deferred_fen']
	    for c in 'gross_fen', 'refunds_fen', 'net_fen', 'tax_fen':
	        taxed[r['from_day'], r['ca'], c] += r[c]
	for r in rows('taxes'):
	    for c in 'gross_fen', 'refunds_fen', 'net_fen', 'tax_fen':
	        taxed[r['from_day'], r['ca'], c] -= r[c]
	assert not any(told.values()), +told
	assert not any(taxed.values()), +taxed
	END
}

reference_data
run report revenue
status 0
run import --no-bill 2026-11-15 --as wechat
# The rate of CFCA comes too late.
grep -v ^cfca $demo/taxes.csv > "$work/taxes.csv"
run load taxes "$work/taxes.csv"
status 0
for day in 2026-11-16 2026-11-17 2026-11-18; do
	night $day $demo/inbox-$day
	err "there is no tax rate of cfca/"
	err "No row names cfca: load taxes."
	err "orders have no tax rate: their revenue is not told"
	run deliver --plain-outbox
done
"$YIFEN" report revenue --date 2026-11-18 --format csv > "$work/got"
[ "$(grep -c ',cfca,' "$work/got")" -gt 0 ] || fault "CFCA is not there"
! grep ',cfca,' "$work/got" | grep -qv ',0,0,0,0,0,0,0,[1-9][0-9]*$' ||
	fault "without a rate something was earned"

# A recognition that is not known.
sed 's/at_delivery/some_day/' $demo/taxes.csv > "$work/wrong.csv"
run load taxes "$work/wrong.csv"
status 3
err 'recognition: "some_day" is none of: ratable_day, at_delivery'

# The whole table: that night tells of CFCA; no other order has a new rate.
run load taxes $demo/taxes.csv
run nightly --date 2026-11-20
status 0
! grep -q "tax rate" "$work/err" || fault "a rate is missing still"
check_months 2026-11-20
for report in revenue deferred taxes; do
	run report $report --from 2026-11-01 --to 2026-11-20 --format csv
	same $expected/$report.csv
done

# Finance and the auditor read it; every form has it.
for role in finance approver auditor; do
	PGUSER=yifen_$role "$YIFEN" report revenue --from 2026-11-01 \
		--to 2026-11-20 --format csv | cmp -s - $expected/revenue.csv ||
		fault "$role reads another revenue"
done
for format in table json xlsx html; do
	run report deferred --format $format
	status 0
done

# December comes: November is over.
run nightly --date 2026-12-01
status 0
november closed
check_months 2026-12-01
same_november once

# Its days add up to it, and the last one ends as it does.
"$YIFEN" report daily --from 2026-11-01 --to 2026-11-30 --format csv \
	> "$work/daily"
added="gross_fen refunds_fen tax_fen net_fen recognised_fen earned_refunded_fen"
[ "$(sums "$work/daily" $added)" = \
	"$(sums "$work/closed/revenue.csv" $added)" ] ||
	fault "the days do not add up to November"
"$YIFEN" report daily --date 2026-11-30 --format csv > "$work/daily"
[ "$(sums "$work/daily" deferred_fen)" = \
	"$(sums "$work/closed/revenue.csv" deferred_fen)" ] ||
	fault "the last day does not end as November does"

# What is learnt later is December's: an approval of November, money taken off
# an order again, a term that was wrong.
order=$("$YIFEN" list orders --verdict paid --format csv | grep -m1 ^CF |
	cut -d, -f1)
entry=$("$YIFEN" list matches --format csv | grep -m1 ",$order," | cut -d, -f1)
proposal=$(PGUSER=yifen_finance "$YIFEN" propose undo "$entry" \
	--reason "wrong" 2> /dev/null)
PGUSER=yifen_approver "$YIFEN" approve "$proposal" --reason "wrong indeed" \
	2> /dev/null
sed 's/,pending,/,approved,/; s/^\(BJ202611160001,.*,new,org\),1,/\1,2,/' \
	$demo/orders-2026-11-16.csv > "$work/late.csv"
run load orders "$work/late.csv"
status 0
run nightly --date 2026-12-02
status 0
same_november twice
check_months 2026-12-02
run report deferred --date 2026-12-02 --format csv
cp "$work/out" "$work/december"
[ "$(grep ',cfca,' "$work/december" | cut -d, -f5)" -lt 0 ] ||
	fault "money that was taken off CFCA's order is new still"

# The same night again changes nothing; the next months neither.
"$YIFEN" report revenue --from 2026-12-01 --to 2026-12-02 --format csv \
	> "$work/before"
run nightly --date 2026-12-02
run report revenue --from 2026-12-01 --to 2026-12-02 --format csv
same "$work/before"
run load taxes $demo/taxes.csv
for day in 2026-12-31 2027-01-01 2027-03-01; do
	mkdir -p "$work/calendar"
	printf 'date,kind\n2027-01-01,holiday\n' > "$work/calendar/2027.csv"
	run load calendar "$work/calendar/2027.csv"
	run nightly --date $day --no-catch-up
	status 0
done
same_november thrice
check_months 2027-03-01
[ "$(cut -d, -f1 "$work/deferred" | sort -u | grep -c ^20)" -eq 5 ] ||
	fault "a month is missing"

# Days add up to their month; nothing is told of a day that has not come.
: > "$work/days"
for half in "01 15" "16 31"; do
	"$YIFEN" report revenue --from 2026-12-${half% *} \
		--to 2026-12-${half#* } --format csv > "$work/half"
	sums "$work/half" recognised_fen gross_fen tax_fen >> "$work/days"
done
"$YIFEN" report revenue --from 2026-12-01 --to 2026-12-31 --format csv \
	> "$work/month"
[ "$(awk '{ a += $1; b += $2; c += $3 } END { print a, b, c }' "$work/days")" \
	= "$(sums "$work/month" recognised_fen gross_fen tax_fen)" ] ||
	fault "halves of December do not add up"
run report revenue --from 2027-03-02 --to 2027-03-31 --format csv
[ "$(wc -l < "$work/out")" -eq 1 ] || fault "days that have not come"
finish
