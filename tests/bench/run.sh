#!/bin/sh
# How fast it is, beside what the database can do at most (docs/speed.md).
# usage: tests/bench/run.sh            (make bench; the tools stand in ../shared)
#
#	ORDERS=100000	of each day
#	DAYS=1		nights, one after the other, in the last of RUNS
#	RUNS=5		of which the medians are printed
#	BANKS="ccb camt"	formats of the bank's statement
#	STAGES=all	or parse: reading alone
#	QUERIES=40	of each question, of which the 95th percentile is printed
#	FILE=build/bench/TIME.json	the same figures
#	PROFILE=30	the statements of a night that take the longest, so many
#
# The days are kept in build/bench/days, the database is made new.
set -eu
: "${YIFEN:=$PWD/build/yifen}"
: "${B:=build}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to read"
	exit 77
fi
export YIFEN LC_ALL=C.UTF-8
unset YIFEN_HOME YIFEN_BOOK YIFEN_DATABASE PGHOST PGSERVICE PGDATABASE PGUSER
. tests/harness/server.sh

orders=${ORDERS:-100000} days=${DAYS:-1}
kept=${BENCH_DAYS:-$B/bench/days}/${orders}x$days
if [ ! -d "$kept" ]; then
	echo "making the days ..." >&2
	mkdir -p "${kept%/*}"
	rm -rf "$kept.new"
	python3 tests/bench/days.py $tools/daygen.py "$kept.new" "$orders" \
		"$days"
	mv "$kept.new" "$kept"
fi

work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT
if [ "${PROFILE:-0}" -gt 0 ]; then
	mkdir "$work/server"
	YIFEN_HOME=$work/server "$YIFEN" init
	echo "shared_preload_libraries = 'pg_stat_statements'" \
		>> "$work/server/pg/postgresql.auto.conf"
fi
server_start "$work"
status=0
python3 tests/bench/bench.py --days "$kept" --work "$work" \
	--database "$(server_conninfo)" --runs "${RUNS:-5}" \
	--stages "${STAGES:-all}" --banks "${BANKS:-ccb camt}" \
	--queries "${QUERIES:-40}" --sax "$B/tests/sax" \
	--rival ../shared/bench/psql-nightly.sh \
	--json "${FILE:-$B/bench/$(date +%Y-%m-%dT%H:%M:%S).json}" \
	--profile "${PROFILE:-0}" || status=$?
exit $status
