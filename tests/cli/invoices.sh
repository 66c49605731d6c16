#!/bin/sh
# Invoices from request to red: who may, what is asked for, each state and each
# refusal; a refund after the number asks for a red one, one before it takes
# the request back; an export that was cut off is finished.
. tests/cli/harness.sh
. tests/cli/home.sh

as() {
	export PGUSER=yifen_$1
	shift
	run "$@"
	unset PGUSER
}

# sql ROLE STATEMENT: what nobody may do from psql either.
sql() {
	ran="psql: $2"
	psql -qAt "host=$YIFEN_HOME/pg port=5432 dbname=yifen user=$1" -c \
		"set search_path = yifen; $2" > "$work/out" 2> "$work/err"
	got=$?
}

# is ORDER COLUMN WANTED: of its invoice in the report, the last one.
is() {
	PGUSER=yifen_finance "$YIFEN" report invoices --format json \
		--from 2026-11-16 --to 2026-11-17 > "$work/json"
	now=$(python3 - "$work/json" "$1" "$2" <<-'END'
	import json, sys
	rows = [r for r in json.load(open(sys.argv[1]))
	        if sys.argv[2] in r["orders"].split() and r["state"] != "red"]
	rows.sort(key=lambda r: r["state"] == "none")
	print(rows[-1][sys.argv[3]] if rows else "nothing")
	END
	)
	[ "$now" = "$3" ] || fault "$2 of $1 is '$now', not '$3'"
}

serial_of() {
	PGUSER=yifen_finance "$YIFEN" report invoices --format csv |
		grep ",$1," | tail -1 | cut -d, -f1
}

world=$work/world
python3 tests/tools/invoice_world.py "$world" 12
run init
keep_server
run load calendar $demo/calendar.csv
run load policies $demo/policies.csv
run load fees "$world/fees.csv"
as finance invoices request
status 2
err "there was no night yet"
run load orders "$world/orders.csv"
status 0
run nightly --date 2026-11-16 --inbox "$world/inbox-2026-11-16"
status 0

# --- who may, and what is missing --------------------------------------------

for role in batch reviewer auditor; do
	as $role invoices request
	[ "$got" -ne 0 ] || fault "$role may request invoices"
done
as finance invoices frobnicate
status 2
as finance invoices issue 1
status 2
as finance invoices request
status 3
err "snca/IV000001: there is no tax rate of snca/renew on 2026-11-16"
err "0 invoices requested"
is IV000001 next request
sed 's/2027-12-31/2026-11-15/' "$world/taxes.csv" > "$work/old.csv"
run load taxes "$work/old.csv"
as finance invoices request
status 3
err "The nearest row is snca/renew, in force 2026-01-01..2026-11-15"
run load taxes "$world/taxes.csv"
status 0

# --- requested ---------------------------------------------------------------

as finance invoices request
status 0
err "12 invoices requested, of 12 orders"
as finance invoices request
status 0
err "0 invoices requested"
is IV000001 state requested
is IV000001 next export
is IV000001 gross_fen 52000
is IV000001 tax_fen 1515
is IV000002 tax_fen 0
is IV000004 tax_fen 0

# A buyer that is corrected: withdrawn, and made anew.
first=$(serial_of IV000004)
sed 's/示例银行/另一银行/; 1!{/^IV000003,/!d}' "$world/orders.csv" > "$work/fix.csv"
run load orders "$work/fix.csv"
status 0
is IV000003 next withdraw
as finance invoices request
status 0
err "(IV000003) is not right any more: withdrawn"
err "1 invoice requested"
is IV000003 state requested

# One that the bureau would not take.
as finance invoices withdraw $first
status 2
err "reason"
as finance invoices withdraw $first --reason "to see"
status 0
is IV000004 next request
as finance invoices withdraw $first --reason "again"
status 2
err "it is withdrawn"
as finance invoices withdraw YF1 --reason "none"
status 2
err "there is no invoice"
sed 's/示例_/<示例>_/g; 1!{/^IV000004,/!d}' \
	"$world/orders.csv" > "$work/bad.csv"
run load orders "$work/bad.csv"
as finance invoices request
status 3
err "snca/IV000004: invoice_title: holds < or >"
sed '1!{/^IV000004,/!d}' "$world/orders.csv" > "$work/good.csv"
run load orders "$work/good.csv"
as finance invoices request
status 0
err "1 invoice requested"

# --- exported ----------------------------------------------------------------

as finance invoices export
status 2
err "--template FILE"
as finance invoices issue "$(serial_of IV000001)" 26112000000000000001
status 2
err "it is requested"
as finance invoices export --format csv
status 0
err "snca-000001-1.csv: 12 lines"
file=$work/home/outbox/invoices/snca-000001-1.csv
[ "$(wc -l < "$file")" -eq 13 ] || fault "the CSV has not 12 lines"
grep -q "'=1+1示例公司" "$file" || fault "a formula is not defused"
is IV000001 state exported
as finance invoices export --format csv
status 0
err "no invoice waits"
[ "$(ls "$work/home/outbox/invoices" | wc -l)" -eq 1 ] ||
	fault "something was exported twice"

# --- issued ------------------------------------------------------------------

one=$(serial_of IV000001)
as finance invoices issue $one 2611200000000000000
status 3
err "20 digits"
as finance invoices issue $one 26112000000000000001 --date 2026-11-16
status 0
err "1 number entered"
as finance invoices issue $one 26112000000000000001
status 0
err "0 numbers entered"
as finance invoices issue $one 26112000000000000002
status 2
err "it is issued"
as finance invoices issue "$(serial_of IV000002)" 26112000000000000001
status 3
err "is the number of $one"
is IV000001 state issued
is IV000001 number 26112000000000000001
as finance invoices withdraw $one --reason "too late"
status 2

# From a file: all of it or nothing.
two=$(serial_of IV000002)
{
	echo serial,number,issued_on
	echo "$two,26112000000000000002,2026-11-16"
	echo "$(serial_of IV000003),26112000000000000003,2026-11-16"
	echo "$(serial_of IV000005),26112000000000000005,2026-11-16"
} > "$work/numbers.csv"
sed 's/0000000003,/,/' "$work/numbers.csv" > "$work/wrong.csv"
as finance invoices issue --from "$work/wrong.csv"
status 3
err "wrong.csv:3:"
is IV000002 state exported
as finance invoices issue --from "$work/numbers.csv"
status 0
err "3 numbers entered"
as finance invoices issue --from "$work/numbers.csv"
status 0
err "0 numbers entered"

# --- a refund ----------------------------------------------------------------

five=$(serial_of IV000006)
run nightly --date 2026-11-17 --inbox "$world/inbox-2026-11-17"
status 0
is IV000001 state red-needed
is IV000001 next red
is IV000001 red_needed_fen 52000
is IV000005 state red-needed
is IV000005 red_needed_fen 3333
is IV000002 state issued
as finance invoices red $one 26112000000000000101
status 2
err "--reason"
as finance invoices red $one 26112000000000000101 --reason refund
status 2
as finance invoices red $one 26112000000000000001 --reason return
status 0
err "0 numbers entered"
as finance invoices red $one 26112000000000000101 --reason return
status 0
is IV000001 state red-issued
is IV000001 red_needed_fen 0
as finance invoices red $one 26112000000000000102 --reason return --whole
status 2
err "nothing is to be reversed"
as finance invoices red $five 26112000000000000106 --reason return
status 2
err "it is exported"

# A part of it; then the rest, because it was wrong; then a new one.
five=$(serial_of IV000005)
as finance invoices red $five 26112000000000000105 --reason termination
status 0
is IV000005 state red-issued
PGUSER=yifen_finance "$YIFEN" report invoices --format csv \
	--date 2026-11-17 > "$work/report"
grep -q ",red,1,0,-3333,-3144,-189,26112000000000000105,2026-11-17,termination," \
	"$work/report" || fault "no red row of 33.33"
as finance invoices red $five 26112000000000000106 --reason error --whole
status 0
is IV000005 next request
as finance invoices request
status 0
err "1 invoice requested"
is IV000005 state requested
is IV000005 next export

# --- from psql ---------------------------------------------------------------

sql yifen_finance "select count(*) from invoice"
status 0
# denied STATEMENT WHY
denied() {
	sql yifen_finance "$1"
	[ "$got" -ne 0 ] || fault "finance may"
	err "$2"
}
denied "insert into invoice_number values ('26112000000000000999', 2, 'blue',
	'2026-11-16', '', '2026-11-16', 'x')" "permission denied"
denied "delete from invoice" "permission denied"
denied "update invoice_line set gross_fen = 1" "permission denied"
denied "select issue_invoice('$five', '26112000000000000998', '2026-11-17')" \
	"not in a state for that"
denied "select reverse_invoice('$two', '26112000000000000997', '2026-11-17',
	'return', '1 10 0')" "may not exceed"
denied "select request_invoices('2026-11-17', '1 2 1 2 ' || max(load_id)
	|| ' 2 9 0') from tax" "invoiced already"
sql yifen_auditor "select request_invoices('2026-11-17', '')"
[ "$got" -ne 0 ] || fault "the auditor may request invoices"
err "this role may not do that"

# --- an export that was cut off ----------------------------------------------

mkdir -p "$work/aside"
mv "$work/home/outbox/invoices" "$work/aside/"
: > "$work/home/outbox/invoices"
as finance invoices export --format xml
[ "$got" -ne 0 ] || fault "a file was written where there is no folder"
is IV000005 state exported
rm "$work/home/outbox/invoices"
as finance invoices export --format xml
status 0
err "snca-000002-1.xml: 1 line"
err "no invoice waits"
xml=$work/home/outbox/invoices/snca-000002-1.xml
python3 - "$xml" <<'END' || fault "the XML does not say what it should"
import sys
import xml.etree.ElementTree as tree

root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "EInvoices" and len(root) == 1
text = {e.tag: e.text for e in root.iter()}
assert text["TotalTax-includedAmount"] == text["TotaltaxIncludedAmount"]
assert text["Remark"] == "IV000005" and text["TaxRate"] == "0.000000" or \
    text["TaxRate"] == "0.060000", text
END

# --- combined ----------------------------------------------------------------

for number in 1 2 3 4; do
	serial=$(PGUSER=yifen_finance "$YIFEN" report invoices --format csv |
		grep ',exported,' | cut -d, -f1 | sed -n 1p)
	as finance invoices withdraw $serial --reason "to combine"
	status 0
done
as finance invoices request --combine
status 0
err "invoices requested, of 4 orders"
finish
