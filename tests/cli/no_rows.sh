#!/bin/sh
# Bills and statements without a row are files like any other: their totals
# are nothing, and they cover their day.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

cat > "$work/statement.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>
<CreDtTm>2026-11-16T23:59:59</CreDtTm></GrpHdr>
<Stmt><Id>S</Id><CreDtTm>2026-11-16T23:59:59</CreDtTm>
<Acct><Id><Othr><Id>15010000100000001</Id></Othr></Id>
<Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="CNY">9000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-11-16</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="CNY">9000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-11-16</Dt></Dt></Bal>
</Stmt></BkToCstmrStmt></Document>
END
# The demonstration's bill, without its rows and with totals of nothing.
head -1 $demo/inbox-2026-11-16/*All2026-11-16.csv > "$work/2026-11-16.csv"
printf '%s\r\n' '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额' \
	'`0,`0.00,`0.00,`0.00,`0.00000,`0.00,`0.00' >> "$work/2026-11-16.csv"
run import "$work/statement.xml" "$work/2026-11-16.csv"
status 0
err "2 imported"
run list files --format csv
grep -q ',camt053,15010000100000001,0,0,0,imported,' "$work/out" ||
	fault "the statement is not listed"
grep -q ',wechat-trade,1600000001,0,0,0,imported,' "$work/out" ||
	fault "the bill is not listed"
run nightly --date 2026-11-16
status 0
run report closing --format csv
grep -q '^2026-11-16,bank,15010000100000001,0,0,.*,here,' "$work/out" ||
	fault "the bank's day is not covered"
grep -q '^2026-11-16,wechat,1600000001,0,0,.*,here,' "$work/out" ||
	fault "the channel's day is not covered"
finish
