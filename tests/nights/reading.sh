#!/bin/sh
# A night that leaves out the orders at rest decides what one decides that reads
# all of them: two books of the same days; before each night of the second the
# same policies are loaded from another file, so that it reads everything.
# usage: tests/nights/reading.sh [SEED...]       (the tools stand in ../shared)
#
# ORDERS and DAYS choose the size, BANK the format of the statements.
set -u
: "${YIFEN:=$PWD/build/yifen}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to read"
	exit 77
fi
[ $# -gt 0 ] || set -- 21
export LC_ALL=C
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT

use() {
	export YIFEN_HOME=$work/$1 YIFEN_BOOK=$1 PGUSER=$1_batch
}

# list WHAT...: without the numbers of runs, which loads have too.
list() {
	echo "== $1"
	"$YIFEN" list "$@" --format csv | python3 -c 'import csv, sys
rows = csv.DictReader(sys.stdin)
for row in rows:
    print(*(v for k, v in row.items() if k != "run_id"), sep=",")'
}

# answers: what the book says.
answers() {
	for what in orders entries matches verifications releases; do
		list $what
	done
	list breaks --state all
	"$YIFEN" pending --format csv
}

night() {
	"$YIFEN" load orders "$days/orders-$1.csv" &&
		"$YIFEN" nightly --no-reports --date "$1" \
			--inbox "$days/inbox-$1" &&
		"$YIFEN" deliver --plain-outbox
}

# read_of BOOK: how many orders its nights read.
read_of() {
	PGUSER=postgres psql -qAtX -c "select sum(order_count) from $1.reading" \
		"$YIFEN_DATABASE"
}

twins() {
	days=$work/days
	python3 $tools/daygen.py --out "$days" --seed "$1" \
		--orders "${ORDERS:-300}" --days "${DAYS:-5}" \
		--bank "${BANK:-camt}" > /dev/null || return 1
	for book in part whole; do
		server_book "$work/$book" $book || return 1
		for kind in calendar fees policies channels; do
			"$YIFEN" load $kind "$days/$kind.csv" || return 1
		done
	done
	for inbox in "$days"/inbox-*; do
		day=${inbox##*inbox-}
		use part
		night "$day" && answers > "$work/part.csv" || return 1
		use whole
		echo >> "$days/policies.csv"
		"$YIFEN" load policies "$days/policies.csv" &&
			night "$day" && answers > "$work/whole.csv" || return 1
		diff "$work/part.csv" "$work/whole.csv" > "$work/diff" || {
			echo "$day: there is a difference" >&2
			head -n 20 "$work/diff" >&2
			return 1
		}
	done
}

server_start "$work" || exit 1
bad=0
for seed; do
	status=0
	twins "$seed" > "$work/log" 2> "$work/err" || status=1
	part=$(read_of part) whole=$(read_of whole)
	echo "= $seed: $part orders read, where all were $whole"
	if [ $status -ne 0 ] || [ "$part" -ge "$whole" ]; then
		bad=1
		tail -n 30 "$work/err"
	fi
	for book in part whole; do
		use $book
		server_drop
	done
	rm -rf "$days"
done
exit $bad
