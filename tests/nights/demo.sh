#!/bin/sh
# The three nights of the demonstration end as their story says: every verdict
# there is, each break, each verification.
set -eu
: "${YIFEN:=$PWD/build/yifen}"
export LC_ALL=C
work=$(mktemp -d) && chmod 755 "$work"
export YIFEN_HOME="$work/home"
trap '"$YIFEN" stop > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
data=fixtures/demo
{
	"$YIFEN" init
	for table in calendar fees policies channels; do
		"$YIFEN" load $table $data/$table.csv
	done
	"$YIFEN" import --no-bill 2026-11-15 --as wechat
} 2> "$work/log" || { cat "$work/log"; exit 1; }

for day in 2026-11-16:0 2026-11-17:3 2026-11-18:0; do
	"$YIFEN" load orders $data/orders-${day%:*}.csv 2> "$work/log"
	status=0
	"$YIFEN" nightly --date ${day%:*} --inbox $data/inbox-${day%:*} \
		2> "$work/log" || status=$?
	if [ $status -ne "${day#*:}" ]; then
		cat "$work/log"
		echo "nightly ${day%:*}: exit status $status, not ${day#*:}"
		exit 1
	fi
	"$YIFEN" deliver --plain-outbox 2> "$work/log"
done

# columns of a list, the rows counted
count() {
	list=$1 columns=$2
	"$YIFEN" list "$list" --format csv | tail -n +2 |
		cut -d, -f"$columns" | LC_ALL=C sort | uniq -c |
		sed "s/^ *\([0-9]*\) /$list \1 /"
}
{
	count orders 6
	count breaks 2
	count verifications 4,5,6
} > "$work/got"
cat > "$work/want" <<END
orders 1 awaiting
orders 1 duplicate
orders 1 missing
orders 1 over
orders 32 paid
orders 1 part-refunded
orders 2 refunded
orders 1 short
orders 6 unpaid
orders 1 unpriced
orders 2 waived
breaks 1 ambiguous
breaks 1 duplicate
breaks 1 missing
breaks 1 over
breaks 1 paid-before-review
breaks 2 payer-mismatch
breaks 1 reversed-after-release
breaks 1 settlement-difference
breaks 1 short
breaks 1 status-mismatch
breaks 3 suspense
breaks 1 unpriced
breaks 1 wrong-code
verifications 1 inbound,1,mismatch
verifications 1 inbound,1,pending
verifications 1 inbound,1,verified
verifications 1 inbound,1,wrong-code
verifications 1 outbound,1,booked
verifications 1 outbound,1,returned
verifications 1 outbound,1,sent
verifications 1 outbound,1,verified
verifications 1 outbound,2,sent
verifications 1 transfer,1,pending
verifications 2 transfer,1,verified
END
diff "$work/want" "$work/got"
