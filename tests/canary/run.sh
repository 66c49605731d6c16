#!/bin/sh
# Codes and PINs as canaries: nights of daygen, one with crashes, then a search
# of every byte that is left behind.
# usage: tests/canary/run.sh         (from the root of the project)
#
# ORDERS, DAYS and SEED choose the nights; CODES is how many canaries there must
# be at least.  Every channel has a certificate, as in earnest: yifen's own PINs
# are taken out of the delivery files by the channels' keys, outside of
# YIFEN_HOME, and all of YIFEN_HOME is searched.
: "${YIFEN:=$PWD/build/yifen}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to run"
	exit 77
fi
for program in psql pg_dump python3 openssl; do
	command -v $program > /dev/null || {
		echo "SKIPPED: $program is not there"
		exit 77
	}
done
. tests/cli/harness.sh
. tests/cli/home.sh
. tests/cli/channels.sh
# A core would be written if the program let it.
ulimit -c unlimited 2> /dev/null
# What is looked at later; the list of canaries is elsewhere.
said=$work/said
mkdir "$said"
python3 tests/canary/samples.py "$said/proc" "$work/stop" &
sampler=$!

# keep: what the last command said, for the search.
keep() {
	cat "$work/out" "$work/err" >> "$said/log"
}

# crash SIGNAL COMMAND...: the command ends by that signal while it works; what
# it has already done may not be known to it.
crash() {
	signal=$1
	shift
	ran="yifen $* ($signal)"
	for delay in 0.15 0.1 0.05 0.02; do
		"$YIFEN" "$@" > "$work/out" 2> "$work/err" < /dev/null &
		sleep $delay
		kill -"$signal" $! 2> /dev/null
		wait $! 2> /dev/null
		got=$?
		keep
		[ $got -le 128 ] || return 0
	done
	fault "it could not be ended while it worked"
}

python3 tests/canary/days.py $tools "$work/days" "${SEED:-1}" \
	"${ORDERS:-160}" "${DAYS:-5}" "$work/codes" ||
	fault "no days"
run init
status 0
keep_server
certificate bank
certificate gate -newkey ec -pkeyopt ec_paramgen_curve:P-256
certificate desk -newkey rsa:3072
configure micro-deposit bank
configure sms gate
configure counter desk
for kind in calendar fees policies channels; do
	run load $kind "$work/days/$kind.csv"
	status 0
done
night=0 broken=
for inbox in "$work"/days/inbox-*; do
	day=${inbox##*inbox-}
	night=$((night + 1))
	run load orders "$work/days/orders-$day.csv"
	status 0
	keep
	if [ $night -eq 3 ]; then
		crash KILL nightly --date "$day" --inbox "$inbox"
		crash ABRT nightly --date "$day" --inbox "$inbox"
	fi
	run nightly --date "$day" --inbox "$inbox"
	status 0
	keep
	[ $night -ne 3 ] || crash KILL deliver
	run deliver
	status 0
	keep
	if [ -f "$work/days/broken-$day.xml" ]; then
		run import "$work/days/broken-$day.xml"
		status 3
		err "****"
		keep
		broken=yes
	fi
	python3 $tools/compare.py "$work/days/truth-$day" "$YIFEN" \
		> "$work/out" 2>&1 || fault "$day: not the truth"
done
snapshot lists
cp -r "$work/lists" "$said/lists"
for list in proposals waiting; do
	"$YIFEN" list $list --format json > "$said/$list" 2>&1
done
"$YIFEN" report closing > "$said/closing" 2>&1
for order in $(awk -F, 'NR > 1 { print $1 }' "$work/lists/verifications" |
	sort -u | head -20); do
	"$YIFEN" explain "$order" >> "$said/explain" 2>&1
done
PGUSER=postgres pg_dump -h "$YIFEN_HOME/pg" yifen > "$said/dump.sql" ||
	fault "no dump"
[ -n "$broken" ] || fault "no broken statement quoted a code"
touch "$work/stop"
wait $sampler
stop_server

# yifen's own PINs, from what it delivered: only here it is in clear.
ran="opening the deliveries"
opened=$work/opened
files=0
for folder in micro-deposit:bank sms:gate counter:desk; do
	mkdir -p "$opened/${folder%:*}"
	for file in "$YIFEN_HOME/outbox/${folder%:*}"/*.csv.p7m; do
		name=${file##*/}
		opened "$file" "${folder#*:}" \
			> "$opened/${folder%:*}/${name%.p7m}" ||
			fault "the channel's key does not open $file"
		files=$((files + 1))
	done
done
rm -f "$work/signed" # what openssl had in between
python3 - "$opened" >> "$work/codes" <<'PY'
import csv, glob, re, sys
def rows(name):
    found = [row for path in glob.glob(f'{sys.argv[1]}/{name}/*.csv')
             for row in csv.DictReader(open(path, encoding='utf-8', newline=''))]
    assert found, name
    return found
found = {row['remark'] for row in rows('micro-deposit')}
found |= {row['pin'] for row in rows('counter')}
for row in rows('sms'):
    found |= set(re.findall(r'码[为 ]*([0-9A-Z]{12})', row['text']))
print('\n'.join(sorted(found)))
PY
sort -u -o "$work/codes" "$work/codes"
ran=search
[ "$(wc -l < "$work/codes")" -ge "${CODES:-60}" ] ||
	fault "only $(wc -l < "$work/codes") canaries"
# Nor does a log tell whose account or telephone it is about (G29).
python3 - "$work/days" > "$work/people" << 'PY'
import csv, glob, sys
found = set()
for path in glob.glob(sys.argv[1] + '/orders-*.csv'):
    for row in csv.DictReader(open(path, encoding='utf-8', newline='')):
        found |= {row[c] for c in ('account_no', 'handler_mobile', 'holder_mobile', 'invoice_phone', 'invoice_account')}
for row in csv.DictReader(open(sys.argv[1] + '/policies.csv', encoding='utf-8', newline='')):
    found.add(row['receiving_account'])
print('\n'.join(sorted(found - {''})))
PY
[ "$(wc -l < "$work/people")" -gt 50 ] || fault "too few numbers"
grep -aFf "$work/people" "$said/log" > "$work/out" &&
	fault "an account or a telephone stands in a log"
[ "$(find . "$work" -name 'core*' -type f ! -path './.git/*' \
	! -path './build/*' -size +100k | wc -l)" -eq 0 ] ||
	fault "there is a core file"
[ -z "$(find "$YIFEN_HOME/outbox" -type f ! -name '*.p7m' \
	! -name signer.pem)" ] || fault "something lies in clear in the outbox"
python3 tests/canary/search.py "$work/codes" "$YIFEN_HOME" "$said" \
	> "$work/out" 2>&1 || fault "$(cat "$work/out")"
echo "= $(tail -1 "$work/out"); $files deliveries opened;" \
	"$(tail -1 "$said/proc")"
finish
