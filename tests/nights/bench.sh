#!/bin/sh
# The bench over a small day: every stage is measured.
file=$(mktemp)
trap 'rm -f "$file"' EXIT
ORDERS=200 RUNS=1 CALLS=5 FILE=$file sh tests/bench/run.sh || exit $?
python3 - "$file" <<'END'
import json, sys
stages = json.load(open(sys.argv[1]))['stages']
wanted = ['parse wechat', 'parse alipay', 'parse bank', 'empty night',
          'load orders', 'night', 'reports, by the same night again',
          'floor of load orders', 'floor of the night', 'psql-nightly.sh'] + [
    q + ', 95th percentile' for q in ('pending', 'list breaks', 'explain')]
assert sorted(stages) == sorted(wanted), sorted(stages)
assert all(s['seconds'] > 0 for s in stages.values()), stages
assert stages['floor of the night']['rows'] > 500, stages
END
