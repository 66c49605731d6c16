#!/bin/sh
# pain.002 closes the loop: a 0.01 that the bank rejects never left.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
night 2026-11-16 $demo/inbox-2026-11-16
run deliver --plain-outbox
sent=$YIFEN_HOME/outbox/micro-deposit/000001.xml
[ "$(grep -c '<EndToEndId>' "$sent")" = 3 ] || fault "not three were sent"
mkdir "$work/empty"
cp -r "$YIFEN_HOME/outbox" "$work/outbox"

# report FILE [OPTION=VALUE...]: what a bank makes of the message that was sent,
# with its own ids: message=STATUS block=STATUS NUMBER=STATUS (a payment, from
# 1 on), code=REASON, text=WORDS, id=MSGID.
cat > "$work/report.py" <<'PY'
import re, sys
sent = open(sys.argv[1]).read()
said = dict(a.split('=', 1) for a in sys.argv[3:])
ids = re.findall('<EndToEndId>(.*?)<', sent)
message = said.get('id', re.search('<MsgId>(.*?)<', sent).group(1))
block = said.get('id', re.search('<PmtInfId>(.*?)<', sent).group(1))
why = ('<StsRsnInf><Rsn><Cd>%s</Cd></Rsn><AddtlInf>%s</AddtlInf></StsRsnInf>'
       % (said.get('code', 'AC01'), said.get('text', '账号不存在')))
def status(tag, value):
    return '<%s>%s</%s>%s' % (tag, value, tag, why if value == 'RJCT' else '')
out = ['<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:'
       'iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>'
       '%s</MsgId><CreDtTm>2026-11-17T09:00:00+08:00</CreDtTm></GrpHdr>\n'
       % sys.argv[2], '<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId>'
       '<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>%s</OrgnlGrpInfAndSts>\n'
       % (message, status('GrpSts', said['message'])
          if 'message' in said else '')]
payments = [n for n in said if n.isdigit()]
if 'block' in said or payments:
    out.append('<OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId>%s\n'
               % (block, status('PmtInfSts', said['block'])
                  if 'block' in said else ''))
    for n in payments:
        i = int(n)
        out.append('<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId>%s'
                   '</TxInfAndSts>\n' % (ids[i - 1] if i <= len(ids)
                                         else 'YF%dA1' % i,
                                         status('TxSts', said[n])))
    out.append('</OrgnlPmtInfAndSts>')
print(''.join(out) + '</CstmrPmtStsRpt></Document>')
PY
report() {
	file=$1
	shift
	python3 "$work/report.py" "$sent" "${file##*/}" "$@" > "$file"
}

# another_account ORDER: the hall's file with that order and another account.
another_account() {
	python3 - "$demo" "$1" <<'PY'
import csv, glob, sys
for path in sorted(glob.glob(sys.argv[1] + '/orders-*.csv')):
    rows = list(csv.DictReader(open(path)))
    if any(row['order_no'] == sys.argv[2] for row in rows):
        break
out = csv.DictWriter(sys.stdout, rows[0].keys(), lineterminator='\n')
out.writeheader()
for row in rows:
    if row['order_no'] == sys.argv[2]:
        row['account_no'] = '6222999988887777'
        out.writerow(row)
PY
}

# quiet: nothing was said but how many files there were.
quiet() {
	grep -v '^files: ' "$work/err" > "$work/said"
	[ ! -s "$work/said" ] || fault "it says: $(head -1 "$work/said")"
}

# states: how the three attempts that were sent stand, in their order.
ids=$(sed -n 's/.*<EndToEndId>\(.*\)<\/EndToEndId>.*/\1/p' "$sent")
states() {
	"$YIFEN" list verifications --mode outbound --format csv |
		awk -F, 'NR > 1 && $5 == 1 && $6 != "pending" { print $2, $6 }' |
		sort | awk '{ printf "%s ", $2 }'
}
[ "$(states)" = "sent sent sent " ] || fault "they are $(states)"

# What is accepted, what is under way, what the bank has already: no change.
report "$work/accepted.xml" message=ACTC 1=ACSP 2=PDNG 3=ACSC
report "$work/again.xml" message=RJCT code=AM05 text=重复
report "$work/foreign.xml" message=RJCT id=OTHER-1
run import "$work/accepted.xml" "$work/again.xml"
status 0
quiet
run import "$work/foreign.xml"
status 0
err "foreign.xml: line 3: a rejected payment is not ours: OTHER-1 (1 in all)"
report "$work/unknown.xml" 901=RJCT 902=RJCT
run import "$work/unknown.xml"
status 0
err "unknown.xml: line 5: a rejected payment is not ours: YF901A1 (2 in all)"
run nightly --date 2026-11-17 --inbox "$work/empty" --no-catch-up
status 0
[ "$(states)" = "sent sent sent " ] || fault "they are $(states)"

# One payment is rejected.
report "$work/one.xml" block=PART 1=ACSP 2=RJCT 3=ACSP
run import "$work/one.xml"
status 0
quiet
run nightly --date 2026-11-18 --inbox "$work/empty"
status 0
run list verifications --state returned --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "not one was returned"
out "the bank rejected it: AC01 账号不存在"
order=$(awk -F, 'NR == 2 { print $2 }' "$work/out")
verification=$(awk -F, 'NR == 2 { print $1 }' "$work/out")
run list breaks --kind returned --format csv
out "$order"
out "the bank rejected it: AC01 账号不存在"
run explain "$order"
status 0
out "the bank rejected it: AC01 账号不存在"
run explain "$verification"
out "the bank rejected it: AC01 账号不存在"
LC_ALL=zh_CN.UTF-8 run explain "$order"
snapshot once
run nightly --date 2026-11-18 --inbox "$work/empty"
status 0
snapshot twice
unchanged once twice

# The hall brings another account: the next attempt, with another code.
another_account "$order" > "$work/orders.csv"
run load orders "$work/orders.csv"
status 0
run nightly --date 2026-11-19 --inbox "$work/empty"
status 0
run list breaks --kind returned --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "its break is still open"
run list verifications --order "$order" --format csv
out ",outbound,2,pending,"
run deliver --plain-outbox
status 0
sed 1d "$work/outbox/micro-deposit/000001.csv" | cut -d, -f7 > "$work/old"
grep "6222999988887777" "$YIFEN_HOME"/outbox/micro-deposit/*2.csv |
	cut -d, -f7 > "$work/new"
[ -s "$work/new" ] || fault "the next attempt did not go out"
grep -qxF "$(cat "$work/new")" "$work/old" && fault "it has an old code"

# The rest of the message at once: the whole of it is rejected.  What was said
# of the first attempt says nothing of the second.
mkdir "$work/inbox"
report "$work/inbox/all-2026-11-20.xml" message=RJCT code=AC04 text=
run nightly --date 2026-11-20 --inbox "$work/inbox"
status 0
[ "$(states)" = "returned returned returned " ] || fault "they are $(states)"
run list verifications --order "$order" --format csv
out ",outbound,2,sent,"
run list verifications --format csv
out "the bank rejected it: AC04"
# The PINs that it carried are void.
run list releases --channel bank-remark --state handed-over --format csv
for id in $(tail -n +2 "$work/out" | cut -d, -f1); do
	[ "$id" = "$order" ] || fault "$id is handed over"
done
snapshot before
run replay --policies $demo/policies.csv --format csv
status 0
[ "$(wc -l < "$work/out")" = 1 ] || fault "a rejection changes a verdict"

# A transfer that carries a PIN and verifies nothing: the PIN is void, people see
# it as a break, and another one goes when another account is known.
stop_server
export YIFEN_HOME=$work/carried
sed 's/,outbound,bank-remark/,none,bank-remark/' $demo/policies.csv \
	> "$work/policies.csv"
cmp -s $demo/policies.csv "$work/policies.csv" && fault "the same policies"
reference_data
run load policies "$work/policies.csv"
status 0
night 2026-11-16 $demo/inbox-2026-11-16
status 0
run deliver --plain-outbox
status 0
sent=$YIFEN_HOME/outbox/micro-deposit/000001.xml
ids=$(sed -n 's/.*<EndToEndId>\(.*\)<\/EndToEndId>.*/\1/p' "$sent")
case $ids in
YF*T1*) ;;
*) fault "no transfer carries a PIN alone: $ids" ;;
esac
report "$work/carried.xml" 1=RJCT
run import "$work/carried.xml"
status 0
quiet
run nightly --date 2026-11-17 --inbox "$work/empty" --no-catch-up
status 0
run list breaks --kind returned --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "not one break"
out "the bank rejected it: AC01 账号不存在"
run list releases --state stopped --format csv
out "the bank rejected it: AC01 账号不存在"
order=$(awk -F, 'NR == 2 { print $1 }' "$work/out")
run explain "$order"
status 0
out "the bank rejected it: AC01 账号不存在"
snapshot first-night
run nightly --date 2026-11-17 --inbox "$work/empty" --no-catch-up
status 0
snapshot same-night
unchanged first-night same-night
run nightly --date 2026-11-18 --inbox "$work/empty"
status 0
run list breaks --kind returned --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "not the one break"
another_account "$order" > "$work/orders.csv"
run load orders "$work/orders.csv"
status 0
run nightly --date 2026-11-19 --inbox "$work/empty"
status 0
run list breaks --kind returned --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "its break is still open"
run deliver --plain-outbox
status 0
grep -q "<Id>6222999988887777<" \
	"$YIFEN_HOME/outbox/micro-deposit/000002.xml" ||
	fault "nothing goes to the other account"
grep -q 'T2</EndToEndId>' "$YIFEN_HOME/outbox/micro-deposit/000002.xml" ||
	fault "it is not the next turn"
cut -d, -f7 "$YIFEN_HOME/outbox/micro-deposit/000001.csv" |
	grep -qxF "$(sed 1d "$YIFEN_HOME/outbox/micro-deposit/000002.csv" |
		cut -d, -f7)" && fault "the PIN that was void goes again"
# Its whole message.
report "$work/whole.xml" message=RJCT code=AC04 text=
run import "$work/whole.xml"
status 0
quiet
run nightly --date 2026-11-20 --inbox "$work/empty"
status 0
run list breaks --kind returned --format csv
out "the bank rejected it: AC04"
grep -q "$order" "$work/out" && fault "of the first turn it says nothing now"
run audit
status 0

# A statement that booked it counts more than a rejection.
stop_server
export YIFEN_HOME=$work/second
reference_data
night 2026-11-16 $demo/inbox-2026-11-16
run deliver --plain-outbox
night 2026-11-17 $demo/inbox-2026-11-17
run list verifications --mode outbound --state booked --format csv
booked=$(awk -F, 'NR == 2 { print $2 }' "$work/out")
[ -n "$booked" ] || fault "none was booked"
sent=$YIFEN_HOME/outbox/micro-deposit/000001.xml
report "$work/late.xml" 1=RJCT 2=RJCT 3=RJCT
run import "$work/late.xml"
status 0
err "which a statement has booked; the statement counts ("
run nightly --date 2026-11-18 --inbox "$work/empty" --no-catch-up
run list verifications --order "$booked" --format csv
out ",outbound,1,verified,0.01 was booked and did not come back"
finish
