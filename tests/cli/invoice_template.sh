#!/bin/sh
# The tax bureau's own workbooks, filled with 3,000 orders: one invoice each in
# the one, combined by buyer in the other; read back by another reader (by ours:
# tests/unit/io/test_xlsx_form.c).  The workbooks are no part of the project (INVOICE_TEMPLATES, else
# ../shared/corpus/invoice_template).
. tests/cli/harness.sh
. tests/cli/home.sh
templates=${INVOICE_TEMPLATES:-../shared/corpus/invoice_template}
if [ ! -d "$templates" ]; then
	echo "invoice_template: there is no $templates with the bureau's workbooks"
	exit 77
fi
orders=3000

as() {
	export PGUSER=yifen_$1
	shift
	run "$@"
	unset PGUSER
}

world=$work/world
python3 tests/tools/invoice_world.py "$world" $orders
out=$work/home/outbox/invoices

# world_home: a book in which all of it is paid
world_home() {
	stop_server
	rm -rf "$work/home"
	run init
	keep_server
	run load calendar $demo/calendar.csv
	run load policies $demo/policies.csv
	run load fees "$world/fees.csv"
	run load taxes "$world/taxes.csv"
	run load orders "$world/orders.csv"
	status 0
	run nightly --date 2026-11-16 --inbox "$world/inbox-2026-11-16"
	status 0
}

# checked TEMPLATE: what was exported is what it should be
checked() {
	PGUSER=yifen_finance "$YIFEN" report invoices --format json \
		> "$work/report.json"
	ran="invoice_check.py $1"
	python3 tests/tools/invoice_check.py $orders "$1" "$work/report.json" \
		"$out"/*.xlsx > "$work/out" 2> "$work/err"
	got=$?
	status 0
	grep '^=' "$work/out"
}

count=0
for template in "$templates"/*.xlsx; do
	count=$((count + 1))
	world_home
	if [ $count -eq 1 ]; then
		as finance invoices request
		err "$orders invoices requested, of $orders orders"
	else
		as finance invoices request --combine
		err "invoices requested, of $orders orders"
	fi
	status 0
	as finance invoices export --template "$template"
	status 0
	checked "$template"
	[ "$(ls "$out" | wc -l)" -eq 2 ] || fault "not in two files"
done

# --- workbooks that are not as they should be --------------------------------

# refused NAME WHY: made of the template by the python that follows
refused() {
	python3 - "$template" "$work/$1.xlsx" 3<&0 <<-END
	import sys, zipfile
	change = {"header": ("sheet1", "&#21457;&#31080;&#31867;&#22411;</t></is></c><c r=\"C3\"", "?</t></is></c><c r=\"C3\""),
	          "stamp": ("sheet3", "pt:", "xx:"),
	          "filled": ("sheet6", "</sheetData>", "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>"),
	          "unknown": ("sheet6", "&#38750;&#24517;&#22635;&#xa;&#65288;&#38480;40", "&#24517;&#22635;&#xa;&#65288;&#38480;40"),
	          "sheet": ("workbook", "2-\u53d1\u7968\u660e\u7ec6\u4fe1\u606f", "2-x")}["$1"]
	source = zipfile.ZipFile(sys.argv[1])
	with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as out:
	    for i in source.infolist():
	        text = source.read(i)
	        if i.filename.endswith(change[0] + ".xml"):
	            new = text.decode().replace(change[1], change[2], 1)
	            assert new != text.decode(), change
	            text = new.encode()
	        out.writestr(i.filename, text)
	END
	as finance invoices export --template "$work/$1.xlsx"
	status 3
	err "$2"
}

refused header 'row 3 has no column "发票类型"'
refused stamp 'excelVersion: there is no version stamp'
refused filled '2-发票明细信息: row 4 is filled already'
refused unknown 'the column "规格型号" must be filled, but is not known'
refused sheet 'the workbook has no sheet 2-发票明细信息'
as finance invoices export --template "$world/taxes.csv"
status 3
err "no workbook"
as finance invoices export --template "$work/none.xlsx"
status 4
finish
