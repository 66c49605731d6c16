#!/bin/sh
# What leaves the house is signed and encrypted to the channel's certificate:
# its key opens it and nothing else does, and no PIN lies on disk in clear.
. tests/cli/harness.sh
. tests/cli/home.sh
. tests/cli/channels.sh
reference_data
outbox=$YIFEN_HOME/outbox
certificate bank
certificate gate -newkey ec -pkeyopt ec_paramgen_curve:P-256
certificate desk -newkey rsa:3072 -addext keyUsage=critical,keyEncipherment
certificate other
certificate other-ec -newkey ec -pkeyopt ec_paramgen_curve:P-256
night 2026-11-16 $demo/inbox-2026-11-16

# --- certificates that are refused -----------------------------------------

# refused CHANNEL NAME TEXT: that certificate will not do; nothing is written.
refused() {
	configure "$1" "$2"
	run deliver
	status 2
	err "keys/channels/$1.pem: $3"
	[ ! -e "$outbox/$1" ] || fault "a refused certificate got a file"
	rm "$YIFEN_HOME/keys/channels/$1.pem"
}
certificate small -newkey rsa:1024
certificate curve -newkey ec -pkeyopt ec_paramgen_curve:secp224r1
certificate signs -addext keyUsage=critical,digitalSignature
certificate signs-ec -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
	-addext keyUsage=critical,digitalSignature
openssl x509 -in "$work/bank.pem" -signkey "$work/bank.key" -days -1 \
	-out "$work/dead.pem" 2> "$work/openssl"
certificate edward -newkey ed25519
cat "$work/bank.pem" "$work/other.pem" > "$work/two.pem"
echo nothing > "$work/none.pem"
refused sms small "a key of 1024 bits: at least 2048 are wanted"
refused sms curve "a key of 224 bits: at least 256 are wanted"
refused sms signs "its key usage does not allow encipherment"
refused sms signs-ec "its key usage does not allow encipherment"
refused sms dead "the certificate has expired"
refused sms edward "its key is neither RSA nor EC"
refused sms two "it holds several certificates"
refused sms none "it holds no certificate"
configure sms gate
chmod 666 "$YIFEN_HOME/keys/channels/sms.pem"
run deliver
status 2
err "sms.pem: others may write it"
# Another channel does not suffer from it.
configure micro-deposit bank
run deliver --channel counter
status 0
err "counter: 8 items wait; the channel has no certificate"
rm "$YIFEN_HOME/keys/channels/sms.pem"

# --- the signer -----------------------------------------------------------

chmod 640 "$YIFEN_HOME/keys/outbox.key"
run deliver
status 2
err "outbox.key: others may read it"
chmod 600 "$YIFEN_HOME/keys/outbox.key"
cp "$YIFEN_HOME/keys/outbox.pem" "$work/outbox.pem"
cp "$work/other.pem" "$YIFEN_HOME/keys/outbox.pem"
run deliver
status 2
err "outbox.pem: the certificate is of another key"
cp "$work/outbox.pem" "$YIFEN_HOME/keys/outbox.pem"
chmod 600 "$YIFEN_HOME/keys/outbox.pem"
stop_server
run init
status 0
keep_server
cmp -s "$work/outbox.pem" "$YIFEN_HOME/keys/outbox.pem" ||
	fault "init again made another signer"
[ ! -e "$outbox/micro-deposit" ] || fault "something was written"

# --- what is written ------------------------------------------------------

# Some channels have a certificate: those that have none write nothing.
run deliver
status 0
err "micro-deposit: batch 000001: 3 items"
err "sms: 3 items wait; the channel has no certificate"
err "counter: 8 items wait; the channel has no certificate"
[ ! -e "$outbox/sms" ] || fault "sms has no certificate"
# In clear is refused where there is one, be it of a single channel.
run deliver --plain-outbox
status 2
err "micro-deposit: the channel has a certificate"
run deliver --plain-outbox --channel micro-deposit
status 2
configure sms gate
configure counter desk
run deliver
status 0
err "sms: batch 000001: 3 items"
err "counter: batch 000001: 8 items"
run list deliveries --format csv
print=$(openssl x509 -in "$work/gate.pem" -outform DER | sha256sum | cut -c1-64)
out "sms,1,2026-11-16,3,0,000001.csv.p7m,written,$print,"
out "micro-deposit,1,2026-11-16,3,3,000001.xml.p7m,written,"
snapshot first
(cd "$outbox" && find . -type f | sort | xargs sha256sum) > "$work/files"
run deliver
status 0
empty err
snapshot again
unchanged first again
(cd "$outbox" && find . -type f | sort | xargs sha256sum) |
	cmp -s - "$work/files" || fault "delivered again, files changed"

# --- who opens it ---------------------------------------------------------

for file in micro-deposit/000001.xml:bank micro-deposit/000001.csv:bank \
	sms/000001.csv:gate counter/000001.csv:desk; do
	name=${file%:*}
	key=${file#*:}
	ran="opening $name"
	sealed=$outbox/$name.p7m
	[ "$(stat -c %a "$sealed")" = 600 ] || fault "its mode is not 600"
	[ ! -e "$outbox/$name" ] || fault "it lies in clear beside it"
	opened "$sealed" $key > "$work/${name%/*}.${name##*.}" ||
		fault "the channel's key does not open it"
	[ -s "$work/${name%/*}.${name##*.}" ] || fault "it is empty"
	openssl asn1parse -inform DER -in "$sealed" | head -2 |
		grep -q id-smime-ct-authEnvelopedData ||
		fault "it is not authenticated"
	# Another key, of either kind, none, or the signature's own trust.
	for wrong in other other-ec; do
		opened "$sealed" $wrong > "$work/wrong" &&
			fault "$wrong opens it"
		# Without being told whose it is, too.
		openssl cms -decrypt -inform DER -in "$sealed" \
			-inkey "$work/$wrong.key" > "$work/wrong" \
			2> "$work/openssl" && fault "$wrong opens it"
	done
	openssl cms -verify -inform DER -in "$sealed" -noverify \
		> "$work/wrong" 2> "$work/openssl" &&
		fault "it opens without a key"
	opened "$sealed" $key > /dev/null
	openssl cms -verify -binary -inform DER -in "$work/signed" \
		-CAfile "$work/other.pem" > "$work/wrong" \
		2> "$work/openssl" && fault "another signer is believed"
done

# One bit changed, at each of many places: never opened as something else.
cat > "$work/tamper.py" <<'PY'
import sys
data = bytearray(open(sys.argv[1], 'rb').read())
at = len(data) * int(sys.argv[3]) // 32
data[at] ^= 1 << int(sys.argv[3]) % 8
open(sys.argv[2], 'wb').write(data)
PY
ran="opening what was tampered with"
taken=0
for i in $(seq 0 31); do
	for file in micro-deposit/000001.xml:bank sms/000001.csv:gate; do
		name=${file%:*}
		python3 "$work/tamper.py" "$outbox/$name.p7m" \
			"$work/tampered" $i
		opened "$work/tampered" ${file#*:} > "$work/wrong" || continue
		# Some bytes bind nothing: how an algorithm is spelled.
		cmp -s "$work/wrong" "$work/${name%/*}.${name##*.}" ||
			fault "place $i of 32 of $name: opened as another"
		taken=$((taken + 1))
	done
done
[ $taken -lt 4 ] || fault "$taken of 64 changes were not noticed"

# --- totals ---------------------------------------------------------------

for folder in micro-deposit sms counter; do
	ran="the manifest of $folder"
	openssl cms -verify -inform DER -CAfile "$outbox/signer.pem" \
		-in "$outbox/$folder/000001.manifest.p7m" \
		> "$work/manifest" 2> "$work/openssl" ||
		fault "its signature is not ours"
	case $folder in
	micro-deposit) wanted="items 3 amount_fen 3" ;;
	sms) wanted="items 3 amount_fen 0" ;;
	counter) wanted="items 8 amount_fen 0" ;;
	esac
	[ "$(sed -n '5,7p' "$work/manifest" | tr '\n' ' ')" = \
		"day 2026-11-16 $wanted " ] || fault "other totals"
	sed -n 's/^file \(.*\) \(.*\) \(.*\)/\3  \1/p' "$work/manifest" \
		> "$work/sums"
	(cd "$outbox/$folder" && sha256sum -c --quiet "$work/sums") ||
		fault "other files than it says"
	[ "$(($(wc -l < "$work/sums") + 1))" = \
		"$(ls "$outbox/$folder" | wc -l)" ] || fault "more files"
done

# --- the message to the bank ----------------------------------------------

schema=tests/schema/pain.001.001.09.xsd
ran="xmllint --schema"
xmllint --noout --nonet --schema $schema "$work/micro-deposit.xml" \
	> "$work/openssl" 2>&1 || fault "$(head -1 "$work/openssl")"
# Each mandatory element is there: without it the schema says no, and so it
# does to another order or type.
cat > "$work/spoil.py" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
def spoil(name, changed):
    assert changed != text, name
    open('%s/spoiled-%s.xml' % (sys.argv[2], name), 'w').write(changed)
def without(name, count=1):
    return re.sub(r'<%s>.*?</%s>\s*' % (name, name), '', text, count, re.S)
for name in ('GrpHdr', 'MsgId', 'CreDtTm', 'NbOfTxs', 'InitgPty', 'PmtInf',
             'PmtInfId', 'PmtMtd', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct',
             'DbtrAgt', 'PmtId', 'EndToEndId', 'Amt', 'InstdAmt'):
    changed = without(name)
    if name == 'InstdAmt':
        changed = re.sub(r'<InstdAmt.*?</InstdAmt>', '', text, 1)
    spoil('without-' + name, changed)
spoil('without-transfers', without('CdtTrfTxInf', 0))
spoil('order', re.sub(r'(<NbOfTxs>.*?</NbOfTxs>)(<CtrlSum>.*?</CtrlSum>)',
                      r'\2\1', text, 1))
spoil('currency', text.replace(' Ccy="CNY"', '', 1))
spoil('amount', text.replace('>0.01<', '>one<', 1))
spoil('day', re.sub(r'<Dt>.*?</Dt>', '<Dt>2026-11-31</Dt>', text, 1))
PY
rm -f "$work"/spoiled-*
python3 "$work/spoil.py" "$work/micro-deposit.xml" "$work"
for spoiled in "$work"/spoiled-*.xml; do
	xmllint --noout --nonet --schema $schema "$spoiled" \
		> "$work/openssl" 2>&1 && fault "${spoiled##*/} is accepted"
done
[ "$(ls "$work"/spoiled-*.xml | wc -l)" = 21 ] || fault "not 21 were spoiled"
python3 - "$work/micro-deposit.xml" "$work/micro-deposit.csv" <<'PY' ||
import csv, re, sys
from decimal import Decimal
xml = open(sys.argv[1]).read()
rows = list(csv.DictReader(open(sys.argv[2])))
ids = re.findall('<EndToEndId>(.*?)<', xml)
assert ids == [row['end_to_end_id'] for row in rows] and len(ids) == 3
amounts = [Decimal(a) for a in re.findall('<InstdAmt.*?>(.*?)<', xml)]
assert amounts == [Decimal(row['amount_yuan']) for row in rows]
assert re.findall('<NbOfTxs>(.*?)<', xml) == ['3', '3']
assert [Decimal(s) for s in re.findall('<CtrlSum>(.*?)<', xml)] \
    == [sum(amounts)] * 2
assert re.findall('<Ustrd>(.*?)<', xml) == [row['remark'] for row in rows]
PY
	fault "XML and CSV of the bank differ, or their sums"

# --- nothing in clear -----------------------------------------------------

# Also of later batches, one of them begun in clear and not finished.
rm -r "$YIFEN_HOME/keys/channels"
night 2026-11-17 $demo/inbox-2026-11-17
mkdir "$outbox/sms/000002.csv"
run deliver --plain-outbox
status 4
rmdir "$outbox/sms/000002.csv"
run list deliveries --state decided --format csv
out "sms,2,2026-11-17,1,"
[ -e "$outbox/counter/000002.csv" ] || fault "nothing was left in clear"
cp "$outbox/counter/000002.csv" "$work/counter-2.csv"
rm "$outbox/counter/000002.csv" # somebody took it
echo "order_no,mobile" > "$outbox/sms/.000002.csv.abcdef"
echo "order_no,mobile" > "$outbox/sms/000002.csv"
# Not without being told how.
run deliver
status 0
err "sms: batch 000002 is not written yet; the channel has no certificate"
[ "$(grep -c 'not written yet' "$work/err")" = 1 ] || fault "it says so twice"
configure sms gate
run deliver
status 0
err "sms: batch 000002: 1 item"
[ ! -e "$outbox/sms/000002.csv" ] || fault "it stays in clear"
[ ! -e "$outbox/sms/.000002.csv.abcdef" ] || fault "a draft stays"
opened "$outbox/sms/000002.csv.p7m" gate > "$work/sms-2.csv" ||
	fault "the finished batch does not open"
run list deliveries --channel sms --format csv
out "sms,2,2026-11-17,1,0,000002.csv.p7m,written,$print,"
run list runs --command deliver --format csv
grep -q ',,,$' "$work/out" && fault "a run is not over"
snapshot lists
stop_server

python3 - "$demo" "$work" > "$work/codes" <<'PY'
import csv, glob, sys
codes = set()
for path in glob.glob(sys.argv[1] + '/orders-*.csv'):
    codes |= {row['verify_code'] for row in csv.DictReader(open(path))}
codes |= {r['remark'] for r in csv.DictReader(
    open(sys.argv[2] + '/micro-deposit.csv'))}
for name in ('counter.csv', 'counter-2.csv'):
    codes |= {r['pin'] for r in csv.DictReader(
        open(sys.argv[2] + '/' + name))}
texts = [row for name in ('sms.csv', 'sms-2.csv')
         for row in csv.DictReader(open(sys.argv[2] + '/' + name))]
for row in texts:
    codes.add(row['text'].split('PIN 码为 ')[-1].split('，')[0]
              .split('验证码 ')[-1].split('（')[0])
print('\n'.join(sorted(codes - {''})))
PY
ran="the search for codes in clear"
[ "$(wc -l < "$work/codes")" -gt 12 ] || fault "too few codes to look for"
cat > "$work/search.py" <<'PY'
import os, re, sys
codes = [c.encode() for c in open(sys.argv[1]).read().split()]
find = re.compile(rb'(?<![0-9A-Za-z])(' + b'|'.join(codes) +
                  rb')(?![0-9A-Za-z])')
for top in sys.argv[2:]:
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            for hit in find.finditer(open(path, 'rb').read()):
                print(path, hit.start())
PY
python3 "$work/search.py" "$work/codes" "$YIFEN_HOME" "$work/lists" \
	"$work/again" > "$work/hits"
[ ! -s "$work/hits" ] || {
	fault "codes stand in clear"
	head -5 "$work/hits"
}
# The search finds what is there.
head -1 "$work/codes" > "$work/lists/canary"
python3 "$work/search.py" "$work/codes" "$work/lists" |
	grep -q canary || fault "it finds nothing at all"
finish
