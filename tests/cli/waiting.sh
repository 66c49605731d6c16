#!/bin/sh
# What is no break yet, and on which day it becomes one; and one that is
# resolved and opens again keeps its number.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

# Before the first night nothing waits.
run list waiting --format csv
status 0
[ "$(wc -l < "$work/out")" = 1 ] || fault "something waits in an empty book"
run import --no-bill 2026-11-15 --as wechat
night 2026-11-16 $demo/inbox-2026-11-16
night 2026-11-17 $demo/inbox-2026-11-17

# The bill of the 16th is here, that of the 17th was refused.
run list waiting --kind missing --format csv
status 0
out "missing,SN202611160006,snca,wechat,,2026-11-15,30000,2026-11-18,"
sed 's/2026-11-18/2026-11-17/g' $demo/orders-2026-11-18.csv |
	grep -e ^order_no -e SN202611180001 > "$work/orders.csv"
run load orders "$work/orders.csv"
status 0
run nightly --date 2026-11-17
run list waiting --order SN202611180001 --format csv
out "missing,SN202611180001,snca,wechat,,2026-11-17,30000,,when the bill of 2026-11-17 is here"

# The day comes.
night 2026-11-18 $demo/inbox-2026-11-18
run nightly --date 2026-11-20
err "become breaks with the next night        1"
run list waiting --kind missing --order SN202611180001 --format csv
out ",2026-11-21,"
run nightly --date 2026-11-21
run list waiting --kind missing --order SN202611180001 --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "it still waits"
run list breaks --order SN202611180001 --format csv
out ",missing,SN202611180001,"
out ",2026-11-21,0,open,"
id=$(sed -n '2s/,.*//p' "$work/out")

# claim YES|NO: the hall has the claim, or takes it back.
claim() {
	python3 - $1 $demo/orders-2026-11-18.csv > "$work/orders.csv" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[2], encoding='utf-8-sig')))
out = csv.DictWriter(sys.stdout, rows[0].keys(), lineterminator='\n')
out.writeheader()
for row in rows:
    if row['order_no'] == 'SN202611180001':
        if sys.argv[1] == 'NO':
            row['claimed_yuan'] = row['claimed_at'] = ''
            row['claimed_trade_no'] = ''
        out.writerow(row)
PY
	run load orders "$work/orders.csv"
	status 0
}

# Its cause goes, and comes back: the same break.
claim NO
run nightly --date 2026-11-22
grep -qE '^    missing +0 +0 +1 ' "$work/err" || fault "not resolved tonight"
run list breaks --order SN202611180001 --state resolved --format csv
out "$id,missing,"
claim YES
run nightly --date 2026-11-23
grep -qE '^    missing +0 +1 +0 ' "$work/err" || fault "not reopened tonight"
run list breaks --order SN202611180001 --format csv
out "$id,missing,SN202611180001,"
out ",2026-11-23,0,open,"

# Wrong values.
run list waiting --kind nonsense
status 2
err "settlement-difference"
run list waiting --state open
status 2
LC_ALL=zh_CN.UTF-8 run list waiting
status 0
finish
