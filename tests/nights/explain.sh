#!/bin/sh
# Every entry, looked at by itself over the slice that explain loads, is decided
# as the night decided it: the same rule, the same kind of suspense.  Over the
# demonstration, and over business days where their tools are.
# usage: tests/nights/explain.sh [SEED...]     (ORDERS, DAYS: their size)
set -u
: "${YIFEN:=$PWD/build/yifen}"
: "${B:=build}"
export LC_ALL=C
make -s B="$B" "$B/tests/explain_all" || exit 1
tools=../shared/tools/daygen
[ $# -gt 0 ] || set -- 1 2
work=$(mktemp -d) && chmod 755 "$work"
export YIFEN_HOME="$work/home"
trap '"$YIFEN" stop > /dev/null 2>&1; rm -rf "$work"' EXIT
bad=0

# compare NAME: all entries of the book.
compare() {
	"$B/tests/explain_all" > "$work/got" 2>&1 || bad=1
	sed "\$s/^= /= $1: /" "$work/got" | tail -20
}

demo=fixtures/demo
{
	"$YIFEN" init
	for kind in calendar fees policies channels; do
		"$YIFEN" load $kind $demo/$kind.csv
	done
	"$YIFEN" import --no-bill 2026-11-15 --as wechat
	for day in 2026-11-16 2026-11-17 2026-11-18; do
		"$YIFEN" load orders $demo/orders-$day.csv
		"$YIFEN" nightly --date $day --inbox $demo/inbox-$day
		"$YIFEN" deliver --plain-outbox
	done
} > "$work/log" 2>&1
compare demo
[ -f $tools/daygen.py ] || set --
for seed; do
	"$YIFEN" stop > /dev/null 2>&1
	rm -rf "$work/days" "$YIFEN_HOME"
	python3 $tools/daygen.py --out "$work/days" --seed "$seed" \
		--orders "${ORDERS:-200}" --days "${DAYS:-5}" --bank camt ||
		exit 1
	mkdir -m 755 "$YIFEN_HOME"
	$tools/run-days.sh "$YIFEN" "$work/days" > "$work/log" 2>&1 ||
		{ tail -5 "$work/log"; bad=1; }
	compare "seed $seed"
done
exit $bad
