#!/bin/sh
# Business days with their truth by construction: every difference is a fault.
# usage: tests/nights/daygen.sh [[MODE:]SEED...]   (the tools stand in ../shared)
#
# One line a seed.  MODE says how the days' files come in; the truth is the
# same in all of them:
#
#	plain		as they are
#	renamed		under other names, so that they come in another order
#	twice		by "import", one by one in a random order; then by the
#			nightly; then all of it once more, which adds no row
#
# ORDERS and DAYS choose the size, BANK the format of the statements.
#
#	ORDERS=2000 DAYS=9 sh tests/nights/daygen.sh 1 2 renamed:3
#	sh tests/nights/daygen.sh $(seq -f twice:%g 1 10)
set -u
: "${YIFEN:=$PWD/build/yifen}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to compare with"
	exit 77
fi
[ $# -gt 0 ] || set -- 1 2 3 renamed:4 twice:5
export LC_ALL=C
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT

# random WORD...: a number that depends on the words and the seed.
random() {
	echo "$seed $*" | cksum | cut -d' ' -f1
}

# shuffled DIR: its files, one a line.
shuffled() {
	for file in "$1"/*; do
		echo "$(random "${file##*/}") $file"
	done | sort -n | cut -d' ' -f2-
}

# rename_all DIR: letters before each name; the day of a bill without rows
# stands in the rest of it.
rename_all() {
	for file in "$1"/*; do
		name=${file##*/}
		mv "$file" "$1/$(random "$name" | tr 0-9 ckeagbhdjf)-$name"
	done
}

import_all() {
	shuffled "$1" > "$work/shuffled"
	while read -r file; do
		"$YIFEN" import "$file" || return 1
	done < "$work/shuffled"
}

# rows NAME: what a repetition must not add to.
rows() {
	"$YIFEN" list files --format csv > "$work/$1.files" &&
		"$YIFEN" list runs --format csv > "$work/$1.runs"
}

# no_more A B LIST [N]: the list is the same, N rows at its end (default 0)
# apart.
no_more() {
	head -n -"${4:-0}" "$work/$2.$3" | cmp -s "$work/$1.$3" - && return 0
	echo "the list of $3 has other rows: $1, $2"
	echo "0 right, 1 wrong"
	diff "$work/$1.$3" "$work/$2.$3"
	return 1
}

nightly() {
	"$YIFEN" nightly --date "$day" --inbox "$inbox"
}

night_plain() {
	nightly && "$YIFEN" deliver --plain-outbox
}

night_renamed() {
	rename_all "$inbox"
	night_plain
}

night_twice() {
	import_all "$inbox" && rows imported || return 1
	nightly && rows night || return 1
	no_more imported night files && no_more imported night runs 1 ||
		return 1
	"$YIFEN" deliver --plain-outbox && rows delivered || return 1
	import_all "$inbox" && nightly && rows again || return 1
	no_more delivered again files && no_more delivered again runs
}

# days MODE: the days, each compared after its night.
days() {
	python3 $tools/daygen.py --out "$work/days" --seed "$seed" \
		--orders "${ORDERS:-400}" --days "${DAYS:-5}" \
		--bank "${BANK:-camt}" || return 1
	server_book "$work/home" days || return 1
	for kind in calendar fees policies channels; do
		"$YIFEN" load $kind "$work/days/$kind.csv" || return 1
	done
	for inbox in "$work"/days/inbox-*; do
		day=${inbox##*inbox-}
		"$YIFEN" load orders "$work/days/orders-$day.csv" &&
			"night_$1" || return 1
		echo "$day"
		python3 $tools/compare.py "$work/days/truth-$day" "$YIFEN" ||
			return 1
	done
}

server_start "$work" || exit 1
bad=0
for arg; do
	seed=${arg#*:}
	mode=${arg%"$seed"} mode=${mode%:} mode=${mode:-plain}
	status=0
	days "$mode" > "$work/log" 2> "$work/err" || status=1
	echo "= $mode $seed: $(awk '/ right, .* wrong/ { r += $1; w += $3 }
		END { print r + 0 " right, " w + 0 " wrong" }' "$work/log")$(
		[ $status -eq 0 ] || echo ", FAILED")"
	if [ $status -ne 0 ]; then
		bad=1
		cat "$work/log"
		tail -n 20 "$work/err"
	fi
	server_drop
	rm -rf "$work/days"
done
exit $bad
