#!/bin/sh
# Money that stands on two orders: a night that has news of one of them alone
# still knows what it says of the other.
. tests/cli/harness.sh
. tests/cli/home.sh

done_by_two() {
	proposal=$(PGUSER=yifen_finance "$YIFEN" propose "$@" \
		--reason "as told by the applicant" 2> /dev/null)
	PGUSER=yifen_approver run approve "$proposal" --reason "checked"
	status 0
}

# mismatch WANTED: the order and the state of the break about the payment.
mismatch() {
	now=$("$YIFEN" list breaks --kind status-mismatch --state all \
		--format csv | awk -F, '/,E2.4,/ { print $3, $9 }')
	[ "$now" = "$1" ] || fault "the break of E2.4 is '$now', not '$1'"
}

reference_data
for day in 2026-11-16 2026-11-17; do
	cp -r $demo/inbox-$day "$work/inbox-$day"
	night $day "$work/inbox-$day"
done
mismatch "SN202611160003 open"

done_by_two undo E2.4
run nightly --date 2026-11-18
done_by_two split E2.4 SN202611170003=150 CF202611170005=150
run nightly --date 2026-11-19
status 0
# Neither is claimed in the hall.
mismatch "CF202611170005 open"

# One of them is: that says nothing of the other.
python3 - $demo/orders-2026-11-17.csv > "$work/orders.csv" << 'END'
import csv, sys
rows = csv.DictReader(open(sys.argv[1], encoding='utf-8-sig'))
out = csv.DictWriter(sys.stdout, rows.fieldnames)
out.writeheader()
for row in rows:
    if row['order_no'] == 'SN202611170003':
        row.update(claimed_yuan='150.00', claimed_trade_no='',
                   claimed_at='2026-11-17T10:00:00+08:00')
        out.writerow(row)
END
run load orders "$work/orders.csv"
status 0
run nightly --date 2026-11-20
status 0
mismatch "CF202611170005 open"
finish
