#!/bin/sh
# Business days with their truth by construction: every difference is a fault.
# usage: tests/nights/daygen.sh [SEED...]      (the tools stand in ../shared)
#
# ORDERS and DAYS choose the size; one line a seed.
set -u
: "${YIFEN:=$PWD/build/yifen}"
tools=../shared/tools/daygen
if [ ! -f $tools/daygen.py ]; then
	echo "SKIPPED: $tools is not there: no days to compare with"
	exit 77
fi
[ $# -gt 0 ] || set -- 1 2 3
work=$(mktemp -d) && chmod 755 "$work"
trap 'YIFEN_HOME=$work/home "$YIFEN" stop; rm -rf "$work"' EXIT
bad=0
for seed; do
	rm -rf "$work/days" "$work/home"
	python3 $tools/daygen.py --out "$work/days" --seed "$seed" \
		--orders "${ORDERS:-400}" --days "${DAYS:-5}" --bank camt || exit 1
	mkdir -m 755 "$work/home"
	YIFEN_HOME=$work/home $tools/run-days.sh "$YIFEN" "$work/days" \
		> "$work/log" 2> "$work/err" || bad=1
	echo "= seed $seed: $(awk '/ right, / { r += $1; w += $3 }
		END { print r + 0 " right, " w + 0 " wrong" }' "$work/log")"
	if [ $bad -ne 0 ]; then
		cat "$work/log"
		tail -n 20 "$work/err"
		break
	fi
done
exit $bad
