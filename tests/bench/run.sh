#!/bin/sh
# How long a night takes, and how long it would have to take at least.
# usage: tests/bench/run.sh         (make bench; docs/speed.md says how to read it)
#
# ORDERS, BANK (ccb, boc, icbc, camt) and SEED choose the day, RUNS how often it
# is done, CALLS how often each query is asked; medians are told.  FILE is where the figures go as JSON.
set -u
: "${YIFEN:=$PWD/build/yifen}"
: "${B:=build}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no day to run"
	exit 77
fi
command -v psql > /dev/null || {
	echo "SKIPPED: psql is not there: no floor"
	exit 77
}
export YIFEN LC_ALL=C PYTHONDONTWRITEBYTECODE=1
orders=${ORDERS:-100000} bank=${BANK:-ccb} seed=${SEED:-1}
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT
# A day takes longer to make than to run: it is kept.
day=$B/bench/$bank-$orders-$seed
if [ ! -d "$day" ]; then
	mkdir -p "$B/bench"
	python3 $tools/daygen.py --out "$day.new" --orders "$orders" --days 1 \
		--seed "$seed" --bank "$bank" && mv "$day.new" "$day" || exit 1
fi
server_start "$work" || exit 1
python3 tests/bench/bench.py --day "$day" --work "$work" \
	--server "$(server_conninfo)" --runs "${RUNS:-5}" --calls "${CALLS:-50}" \
	--rival ../shared/bench/psql-nightly.sh \
	--json "${FILE:-$B/bench/result.json}"
