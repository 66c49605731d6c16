#!/bin/sh
# An order that is to be verified, then not, then after all: what waited is
# ended and told to nobody; the next attempt opens.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

no=SN202611160001

# order DAY MODE: a version of the order with that verify_mode, and the night.
order() {
	awk -F, -v OFS=, -v mode="$2" -v no=$no 'NR == 1 || $1 == no {
		if (NR > 1) { $27 = mode; $28 = mode == "none" ? "" : "482913" }
		print }' $demo/orders-2026-11-16.csv > "$work/orders.csv"
	run load orders "$work/orders.csv"
	status 0
	run nightly --date "$1"
	status 0
}

order 2026-11-16 inbound
run list verifications --format csv
out ",$no,snca,inbound,1,pending,"
id=$(sed -n '2s/,.*//p' "$work/out")
run pending --format csv
out ",$no,snca,"
run explain "$id"
out "awaited until"

order 2026-11-17 none
run list verifications --format csv
out ",$no,snca,inbound,1,expired,the account is not to be verified any more,"
run pending --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "reviewers are asked about it"
run explain "$id"
status 0
! grep -q awaited "$work/out" || fault "it awaits something"

order 2026-11-18 inbound
run list verifications --format csv
out ",$no,snca,inbound,2,pending,"
run pending --format csv
out ",$no,snca,"
finish
