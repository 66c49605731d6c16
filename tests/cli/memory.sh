#!/bin/sh
# Memory after use: of the PINs that a nightly made and a deliver opened, none
# stands in what either leaves (reliability G33); none would come into a core.
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to run"
	exit 77
fi
if [ "$(id -u)" -ne 0 ]; then
	echo "SKIPPED: only root may read the memory of yifen"
	exit 77
fi
. tests/cli/harness.sh
. tests/cli/home.sh
${CC:-gcc} -shared -fPIC -o "$work/stop.so" tests/canary/stop.c
python3 tests/canary/days.py $tools "$work/days" 1 60 1 "$work/hall"
run init
status 0
keep_server
for kind in calendar fees policies channels; do
	run load $kind "$work/days/$kind.csv"
	status 0
done
day=2026-11-16
run load orders "$work/days/orders-$day.csv"
status 0
mkdir "$work/memory"

# remember NAME COMMAND...: run it, and keep the memory that it leaves.
remember() {
	name=$1
	shift
	ran="yifen $*, and its memory"
	# A word that must be found, or nothing was looked at.
	CONTROL=a-word-of-$name-that-is-there python3 tests/canary/memory.py \
		"$work/stop.so" "$work/memory/$name" "$YIFEN" "$@" \
		> "$work/out" 2> "$work/err" < /dev/null
	got=$?
	status 0
	grep -qaF "a-word-of-$name-that-is-there" "$work/memory/$name" ||
		fault "its memory was not read"
	grep -Eq 'Max core file size +0 +0' "$work/memory/$name.limits" ||
		fault "it may leave a core"
}

remember nightly nightly --date $day --inbox "$work/days/inbox-$day"
remember deliver deliver --plain-outbox

# The PINs that yifen made; those of the hall came in a file.
python3 - "$YIFEN_HOME/outbox" "$work/hall" > "$work/codes" << 'PY'
import csv, glob, re, sys
found = set()
for path in glob.glob(sys.argv[1] + '/*/*.csv'):
    for row in csv.DictReader(open(path, encoding='utf-8', newline='')):
        found.add(row.get('remark') or row.get('pin') or ''.join(re.findall(r'码[为 ]*([0-9A-Z]{12})', row['text'])))
print('\n'.join(sorted(found - set(open(sys.argv[2]).read().split()) - {''})))
PY
ran=search
[ "$(wc -l < "$work/codes")" -ge 10 ] || fault "too few PINs to look for"
python3 tests/canary/search.py "$work/codes" "$work/memory" > "$work/out" 2>&1 ||
	fault "$(cat "$work/out")"
echo "= $(tail -1 "$work/out")"
[ -z "${KEEP:-}" ] || cp -r "$work/memory" "$work/codes" "$KEEP"
finish
