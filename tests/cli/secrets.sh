#!/bin/sh
# No code or PIN stands anywhere in YIFEN_HOME in clear, but in the plain
# outbox of the demonstration, which is looked at last.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
for day in 2026-11-16 2026-11-17 2026-11-18; do
	night $day $demo/inbox-$day
	run deliver --plain-outbox
	status 0
done
snapshot lists
stop_server

# The codes of the hall, from the files; those of yifen, from the outbox.
python3 - "$demo" "$YIFEN_HOME/outbox" > "$work/codes" <<'PY'
import csv, glob, sys
codes = set()
for path in glob.glob(sys.argv[1] + '/orders-*.csv'):
    codes |= {row['verify_code'] for row in csv.DictReader(open(path))}
for path in glob.glob(sys.argv[2] + '/micro-deposit/*.csv'):
    codes |= {row['remark'] for row in csv.DictReader(open(path))}
for path in glob.glob(sys.argv[2] + '/counter/*.csv'):
    codes |= {row['pin'] for row in csv.DictReader(open(path))}
print('\n'.join(sorted(codes - {''})))
PY
[ "$(wc -l < "$work/codes")" -gt 5 ] || fault "too few codes to look for"
python3 - "$work/codes" "$YIFEN_HOME" "$work/lists" > "$work/hits" <<'PY'
import os, re, sys
codes = [c.encode() for c in open(sys.argv[1]).read().split()]
find = re.compile(rb'(?<![0-9A-Za-z])(' + b'|'.join(codes) +
                  rb')(?![0-9A-Za-z])')
for top in sys.argv[2:]:
    for folder, _, names in os.walk(top):
        if os.path.join(sys.argv[2], 'outbox') in folder:
            continue
        for name in names:
            path = os.path.join(folder, name)
            for hit in find.finditer(open(path, 'rb').read()):
                print(path, hit.start())
PY
[ ! -s "$work/hits" ] || {
	fault "codes stand in clear"
	head -5 "$work/hits"
}
finish
