#!/bin/sh
# load: every error of a file in one go, with its place; versions are kept.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

# The same file again says nothing new.
snapshot before
run load fees $demo/fees.csv
status 0
snapshot after
unchanged before after

# All errors of a file, each with line, column and field; nothing is stored.
sed -n 1,4p $demo/orders-2026-11-16.csv > "$work/orders.csv"
awk -F, -v OFS=, 'NR == 2 { $11 = "91150100MADEM0011K" }
	NR == 3 { $16 = "123" } NR == 4 { $21 = "3e2" } { print }' \
	"$work/orders.csv" > "$work/bad.csv"
run load orders "$work/bad.csv"
status 3
err "bad.csv:2:"
err "uscc: "
err "bad.csv:3:"
err "handler_mobile: "
err "bad.csv:4:"
err "claimed_yuan: "
run list orders --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "a row of a refused file is stored"

# --partial takes the good rows.
sed -n 5p $demo/orders-2026-11-16.csv >> "$work/bad.csv"
run load orders --partial "$work/bad.csv"
status 3
run explain "$(sed -n 5p $demo/orders-2026-11-16.csv | cut -d, -f1)"
status 0

# An unknown column is named; an unknown CA too.
sed '1s/project/projekt/' "$work/orders.csv" > "$work/column.csv"
run load orders "$work/column.csv"
status 3
err "projekt"
sed '2s/,snca,/,xxca,/' "$work/orders.csv" > "$work/ca.csv"
run load orders "$work/ca.csv"
status 3
err "xxca"

# Ambiguous fees are found when they are loaded, with both lines.
{ cat $demo/fees.csv; sed -n 2p $demo/fees.csv; } > "$work/fees.csv"
run load fees "$work/fees.csv"
status 3
err "fees.csv:"

# A changed row is a new version of the order; the same row is none.
run load orders "$work/orders.csv"
status 0
sed '2s/,approved,/,pending,/' "$work/orders.csv" > "$work/changed.csv"
run load orders "$work/changed.csv"
status 0
snapshot before
run load orders "$work/changed.csv"
status 0
snapshot after
unchanged before after
run explain "$(sed -n 2p "$work/orders.csv" | cut -d, -f1)" --format json
status 0
out '"version 2'
finish
