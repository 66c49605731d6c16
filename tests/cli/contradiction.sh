#!/bin/sh
# A statement with a known key and another amount: refused whole, both rows
# named, and tried again it adds no row to any list.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

# statement NAME AMOUNT: one credit, the same serial each time.
statement() {
	cat > "$work/$1" <<-END
	<?xml version="1.0" encoding="UTF-8"?>
	<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
	<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>
	<CreDtTm>2026-11-16T23:59:59</CreDtTm></GrpHdr>
	<Stmt><Id>S</Id><CreDtTm>2026-11-16T23:59:59</CreDtTm>
	<Acct><Id><Othr><Id>15010000100000001</Id></Othr></Id>
	<Ccy>CNY</Ccy></Acct>
	<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
	<Amt Ccy="CNY">9000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
	<Dt><Dt>2026-11-16</Dt></Dt></Bal>
	<Ntry><Amt Ccy="CNY">$2</Amt><CdtDbtInd>CRDT</CdtDbtInd>
	<Sts>BOOK</Sts><BookgDt><Dt>2026-11-16</Dt></BookgDt>
	<AcctSvcrRef>2026111600000777</AcctSvcrRef></Ntry>
	</Stmt></BkToCstmrStmt></Document>
	END
}
# The first file of an account contradicts itself: the account that was made
# for it is gone with it, and the next file is taken.
statement itself.xml 300.00
python3 - "$work/itself.xml" <<'END'
import re, sys
text = open(sys.argv[1]).read()
entry = re.search('<Ntry>.*</Ntry>\n', text, re.S).group()
with open(sys.argv[1], 'w') as file:
    file.write(text.replace(entry, entry + entry.replace('300.00', '301.00')))
END
bill=fixtures/statements/wechat-trade/ok/formats-1.1-refund-29-negative-fee.csv
run import "$work/itself.xml" "$bill"
status 3
err "itself.xml:"
err "which has the same number"
err "1 imported"
run list files --format csv
grep -q 'itself.xml,.*,camt053,,2,60100,0,quarantined,' "$work/out" ||
	fault "the refused file is not listed, or with an account"
grep -q 'negative-fee.csv,.*,imported,' "$work/out" ||
	fault "the file after it is not taken"

statement first.xml 300.00
statement other.xml 301.00

run import "$work/first.xml"
status 0
run import "$work/other.xml"
status 3
err "other.xml:1: 2026111600000777"
err "which is stored"
run list files --state quarantined --format csv
[ "$(wc -l < "$work/out")" = 3 ] || fault "not two files are quarantined"

snapshot refused
run import "$work/other.xml"
status 3
err "which is stored"
err "1 refused"
snapshot again
unchanged refused again

# By a nightly, too; and the nightly repeated.
mkdir "$work/inbox"
mv "$work/other.xml" "$work/inbox"
night 2026-11-16 "$work/inbox"
status 3
snapshot refused
run nightly --date 2026-11-16 --inbox "$work/inbox"
status 3
snapshot again
unchanged refused again
finish
