#!/bin/sh
# A rotation of the keys that is killed at many points, each at another of its
# calls that change something: every sealed code opens after each, a load goes
# on, and the next rotation brings it to its end.
#
# LOADS runs of ROWS codes each (a data key a run), KILLS points.  The issue's
# figures, 100,000 rows and 20 points, are
#	LOADS=500 ROWS=200 KILLS=20 sh tests/nights/rotation.sh
: "${LOADS:=30}" "${ROWS:=20}" "${KILLS:=12}"
. tests/cli/harness.sh
. tests/cli/home.sh

# keks [-A]: the files of keys/ that wrap; others sign (audit.key, outbox.*).
keks() {
	ls "$@" "$YIFEN_HOME/keys" | grep -v '^audit\.\|^outbox\.'
}
unset YIFEN_KEK YIFEN_CIPHER
B=${B:-build}
header=$(head -1 $demo/orders-2026-11-16.csv)

# orders FIRST COUNT: an orders file whose every row brings a code.
orders() {
	python3 - "$demo/orders-2026-11-16.csv" "$1" "$2" <<'PY'
import csv, random, sys
rows = list(csv.DictReader(open(sys.argv[1])))
pattern = next(r for r in rows if r['verify_code'])
out = csv.DictWriter(sys.stdout, pattern.keys(), lineterminator='\n')
out.writeheader()
for i in range(int(sys.argv[2]), int(sys.argv[2]) + int(sys.argv[3])):
    code = '%06d' % random.SystemRandom().randrange(10 ** 6)
    out.writerow(dict(pattern, order_no='RT%08d' % i, verify_code=code))
PY
}

query() {
	psql -qXAt -F ' ' -U postgres -c 'set search_path = yifen' -c "$1" \
		"host=$YIFEN_HOME/pg port=5432 dbname=yifen"
}

# readable WHEN: every code opens and is what its digest says.
readable() {
	ran=$1
	query "select c.code_id, o.ca, o.order_no, encode(c.sealed, 'hex'),
		encode(c.digest, 'hex') from code c join orders o
		using (order_id) order by 1" > "$work/rows"
	"$B/tests/open_all" < "$work/rows" > "$work/out" 2> "$work/err" ||
		fault "codes do not open"
}

# rotate_at N: killed before its N-th call; 0: not killed.
rotate_at() {
	ran="keys rotate, killed at call $1"
	touch "$YIFEN_HOME/keys/demonstration"
	KILL_AT=$1 KILL_COUNT=$work/count LD_PRELOAD=$work/kill_at.so \
		"$YIFEN" keys rotate > "$work/out" 2> "$work/err" < /dev/null
	got=$?
}

${CC:-gcc} -shared -fPIC -o "$work/kill_at.so" tests/tools/kill_at.c -ldl ||
	exit 1
reference_data
first=1
for load in $(seq "$LOADS"); do
	orders $first "$ROWS" > "$work/orders.csv"
	first=$((first + ROWS))
	run load orders "$work/orders.csv"
	[ "$got" -eq 0 ] || { fault "load $load"; break; }
done
readable "before any rotation"
all=$(query "select count(*) from code")
keys=$(query "select count(*) from data_key")
[ "$all" -ge $((LOADS * ROWS * 99 / 100)) ] || fault "only $all codes"
rotate_at 0
status 0
steps=$(tail -1 "$work/count")
[ "${steps:-0}" -gt "$KILLS" ] || fault "only $steps calls are seen"

# Over the whole way, and each of the last calls, where keys are retired and
# destroyed; by turns to the other profile.
killed=0
for point in $(seq "$KILLS"); do
	if [ $((point % 2)) -eq 0 ]; then
		at=$((steps - (point / 2) + 1))
	else
		at=$((steps * point / KILLS))
	fi
	[ "$at" -ge 1 ] || at=1
	[ $((point % 4)) -lt 2 ] && YIFEN_CIPHER=sm || YIFEN_CIPHER=aes
	export YIFEN_CIPHER
	rotate_at $at
	[ "$got" -ne 137 ] || killed=$((killed + 1))
	wanted=$YIFEN_CIPHER
	unset YIFEN_CIPHER
	readable "killed at $at of $steps"
	orders $first 1 > "$work/orders.csv"
	first=$((first + 1))
	run load orders "$work/orders.csv"
	status 0
	export YIFEN_CIPHER=$wanted
	run keys rotate
	status 0
	unset YIFEN_CIPHER
	readable "after the rotation that was killed at $at"
	[ "$(query "select count(*) from kek k where not exists (select
		from kek_retired r where r.kek_id = k.kek_id)")" = 1 ] ||
		fault "more than one key is in use"
	[ "$(keks -A | wc -l)" = 1 ] ||
		fault "files are left: $(keks -A | tr '\n' ' ')"
done
[ $killed -eq "$KILLS" ] || fault "only $killed were killed"
# init that is killed, in a book of its own on the same server: at each of its
# last calls, where keys are made, and at some before.  Again it makes what is
# missing, and the book works.
server="host=$YIFEN_HOME/pg port=5432 dbname=yifen"
init_at() {
	ran="init, killed at call $1"
	rm -f "$work/count"
	KILL_AT=$1 KILL_COUNT=$work/count LD_PRELOAD=$work/kill_at.so \
		"$YIFEN" init > "$work/out" 2> "$work/err" < /dev/null
	got=$?
}
anew() {
	rm -rf "$YIFEN_HOME"
	PGOPTIONS='-c client_min_messages=warning' psql -qX \
		-c 'drop schema if exists second cascade' "$server"
}
second() (
	export YIFEN_HOME="$work/second" YIFEN_BOOK=second PGUSER=postgres
	export YIFEN_DATABASE="$server"
	init_at 0
	status 0
	anew # the roles are there from here on
	init_at 0
	status 0
	calls=$(cat "$work/count")
	for at in 3 $((calls / 2)) $(seq $((calls - 18)) "$calls"); do
		anew
		init_at "$at"
		status 137
		run init
		status 0
		run load calendar $demo/calendar.csv
		status 0
		[ "$(keks | tr '\n' ' ')" = \
			"demonstration second.kek-1 " ] ||
			fault "killed at $at: $(keks)"
	done
	exit $failed
)
second || failed=1
echo "= $all codes under $keys data keys, $killed of $KILLS rotations killed" \
	"(of $steps calls): 0 unreadable"
finish
