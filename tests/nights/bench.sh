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
python3 - "$work/bench.json" << 'END' || bad=1
import json, sys
lines = json.load(open(sys.argv[1]))['rows']
rows = {r['what']: r for r in lines}
wanted = ['parse wechat', 'parse alipay', 'parse camt', 'libxml2 alone',
          'load orders', 'nightly', 'reports of the night',
          'nightly without files', 'pending, 95 of 100',
          'list breaks, 95 of 100', 'explain, 95 of 100']
floors = ['  its rows by COPY', '  its rows by COPY, logged']
assert sorted(rows) == sorted(wanted + floors), sorted(rows)
assert len(lines) == len(rows) + len(floors), 'floors of orders, of the night'
for r in lines:
    assert r['seconds'] > 0, r
for name in wanted:         # never what a parent had: Python is larger
    assert 4e6 < rows[name]['peak_bytes'] < 6e8, rows[name]
for name in wanted[:6] + floors:
    r = rows[name]
    assert r['rows'] > 0 and r['rows_per_second'] > 0, r
    assert r['bytes'] > 0 and r['mb_per_second'] > 0, r
assert rows['libxml2 alone']['peak_bytes'] < 12e6, rows['libxml2 alone']
night = rows['nightly']
assert night['rows'] > 60 and night['ratios']['floor'] > 0, night
assert night['ratios']['logged floor'] > 0, night
assert rows['parse camt']['ratios']['libxml2'] > 0, rows['parse camt']
END
if [ $status -ne 0 ] || [ $bad -ne 0 ]; then
	cat "$work/out" "$work/err"
	exit 1
fi
