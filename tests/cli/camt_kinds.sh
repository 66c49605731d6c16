#!/bin/sh
# One movement in a statement (camt.053), a notice (054) and a report (052) of
# the same account: one row if they say the same of it, else the later file is
# refused and names both rows.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

# message NAME KIND BODY ELEMENT DAY AMOUNT REMARK: one credit, always of the
# same serial.
message() {
	cat > "$work/$1" <<-END
	<?xml version="1.0" encoding="UTF-8"?>
	<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.$2.001.08">
	<$3><GrpHdr><MsgId>M</MsgId>
	<CreDtTm>2026-11-16T18:00:00</CreDtTm></GrpHdr>
	<$4><Id>$1</Id>
	<Acct><Id><Othr><Id>15010000100000001</Id></Othr></Id>
	<Ccy>CNY</Ccy></Acct>
	<Ntry><Amt Ccy="CNY">$6</Amt><CdtDbtInd>CRDT</CdtDbtInd>
	<Sts><Cd>BOOK</Cd></Sts><BookgDt>$5</BookgDt>
	<AcctSvcrRef>2026111600000777</AcctSvcrRef>
	<AddtlNtryInf>$7</AddtlNtryInf></Ntry>
	</$4></$3></Document>
	END
}
day='<Dt>2026-11-16</Dt>'
moment='<DtTm>2026-11-16T15:30:00</DtTm>'
message statement.xml 053 BkToCstmrStmt Stmt "$day" 300.00 fee
message notice.xml 054 BkToCstmrDbtCdtNtfctn Ntfctn "$day" 300.00 fee
message report.xml 052 BkToCstmrAcctRpt Rpt "$day" 300.00 fee
message amount.xml 054 BkToCstmrDbtCdtNtfctn Ntfctn "$day" 301.00 fee
message timed.xml 052 BkToCstmrAcctRpt Rpt "$moment" 300.00 fee
message remark.xml 054 BkToCstmrDbtCdtNtfctn Ntfctn "$day" 300.00 other

# entries N: that many rows are in the book.
entries() {
	run list entries --format csv
	[ "$(wc -l < "$work/out")" = "$(($1 + 1))" ] ||
		fault "not $1 entries are in the book"
}

run import "$work/statement.xml"
status 0
entries 1

for same in notice report; do
	run import "$work/$same.xml"
	status 0
	entries 1
done
run list files --state imported --format csv
out ",camt053,15010000100000001,1,30000,0,imported,"
out ",camt054,15010000100000001,1,30000,0,imported,"
out ",camt052,15010000100000001,1,30000,0,imported,"

for other in amount timed remark; do
	run import "$work/$other.xml"
	status 3
	err "$other.xml:1: 2026111600000777"
	err "E1.1"
	entries 1
done

# What came first stands.
run list entries --format json
out '"amount_fen":30000'
finish
