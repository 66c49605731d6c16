#!/bin/sh
# The bench runs and says what it measures, on a day of some orders; how fast
# that is says nothing.
# usage: tests/nights/bench.sh
set -u
: "${YIFEN:=$PWD/build/yifen}"
: "${B:=build}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ORDERS=60 DAYS=1 RUNS=1 BANKS=camt QUERIES=2 BENCH_DAYS=$work/days \
	FILE=$work/bench.json sh tests/bench/run.sh > "$work/out" 2> "$work/err"
status=$?
if [ $status -eq 77 ]; then
	cat "$work/out"
	exit 77
fi
bad=0
for line in 'parse wechat' 'parse alipay' 'parse camt' 'libxml2 alone' \
	'load orders' 'nightly ' 'nightly without files' 'pending' 'explain'; do
	grep -q "^$line" "$work/out" || {
		echo "no line \"$line\""
		bad=1
	}
done
python3 - "$work/bench.json" << 'END' || bad=1
import json, sys
rows = {r['what']: r for r in json.load(open(sys.argv[1]))['rows']}
night, floor = rows['nightly'], rows['  its rows by COPY']
assert night['rows'] > 60 and night['peak_bytes'] > 0, night
assert night['ratios']['floor'] > 0 and floor['rows'] > 0, night
assert rows['parse wechat']['rows'] > 0, rows['parse wechat']
END
if [ $status -ne 0 ] || [ $bad -ne 0 ]; then
	cat "$work/out" "$work/err"
	exit 1
fi
