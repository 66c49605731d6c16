#!/bin/sh
# Whether a code is known changes with the days; what a row is does not.  The
# same rows, before and after an order brings the code that stands in them, are
# one; a refusal quotes no code; an account is not said in full.
command -v psql > /dev/null || {
	echo "SKIPPED: psql is not there"
	exit 77
}
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data

# statement NAME CURRENCY ROW...: a row is "FEN|REMARK|SERIAL".
statement() {
	python3 - "$work/$1" "$2" "$@" << 'PY'
import sys
path, currency, rows = sys.argv[1], sys.argv[2], [r.split('|') for r in sys.argv[5:]]
def amount(fen):
    return f'{int(fen) // 100}.{int(fen) % 100:02d}' if fen.isdigit() else fen
def balance(kind, fen):
    return (f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount(str(fen))}</Amt>'
            '<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-16</Dt></Dt></Bal>')
total = sum(int(fen) for fen, *_ in rows if fen.isdigit())
entries = ''.join(
    f'<Ntry><Amt Ccy="{currency}">{amount(fen)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    f'<BookgDt><Dt>2026-11-16</Dt></BookgDt>' + (f'<AcctSvcrRef>{serial}</AcctSvcrRef>' if serial else '') +
    f'<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>示例公司</Nm></Pty></Dbtr></RltdPties>'
    f'<RmtInf><Ustrd>{remark}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>' for fen, remark, serial in rows)
open(path, 'w', encoding='utf-8').write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    '<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-16T20:00:00+08:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id>'
    '<CreDtTm>2026-11-16T20:00:00+08:00</CreDtTm><Acct><Id><Othr><Id>15010000100000001</Id></Othr></Id></Acct>'
    + balance('OPBD', 0) + balance('CLBD', total) + entries + '</Stmt></BkToCstmrStmt></Document>\n')
PY
}

paid='30000|证书费 482913|'
proof='1|验证码４８２９１３|A1'
statement early.xml CNY "$paid" "$proof"
run import "$work/early.xml"
status 0
run load orders $demo/orders-2026-11-16.csv
status 0
run load orders $demo/orders-2026-11-17.csv
status 0
grep -q 482913 $demo/orders-2026-11-1[67].csv || fault "no order has the code"

# The same rows in a longer statement: known, though they look other now.
statement late.xml CNY "$paid" "$proof" '500|附言:48-29-13|A2' \
	'700|④⑧②⑨①③|A3'
run import "$work/late.xml"
status 0
run list entries --format csv
status 0
[ "$(wc -l < "$work/out")" -eq 5 ] || fault "not four rows"
# Of a payment that came before its order, the code stays: nobody knew it.
psql -qAtX -h "$YIFEN_HOME/pg" -U postgres yifen > "$work/out" \
	-c 'select remark from yifen.entry order by entry_id'
ran="the remarks"
cat > "$work/remarks" << 'END'
证书费 482913
验证码****
附言:****
****
END
same "$work/remarks"
run import "$work/late.xml"
status 0

statement wrong.xml CNY 'PIN 482913|x|A4'
run import "$work/wrong.xml"
status 3
err '****'
! grep -q 482913 "$work/err" || fault "the message quotes the code"
run list files --format csv
status 0
! grep -q 482913 "$work/out" || fault "the list of files quotes the code"

statement dollars.xml USD '100|x|A5'
run import "$work/dollars.xml"
status 3
err 'account ***0001 is in USD'
finish
