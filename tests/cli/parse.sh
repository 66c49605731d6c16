#!/bin/sh
# yifen parse: JSON of what files say, without a home or a database.
. tests/cli/harness.sh
export YIFEN_HOME=$work/none YIFEN_DATABASE=host=/nowhere
bill=fixtures/statements/wechat-trade/ok/formats-1.1-refund-29-negative-fee.csv
wrong=fixtures/statements/wechat-trade/bad/total-differs.csv

run parse "$bill"
status 0
empty err
out '{"file":"formats-1.1-refund-29-negative-fee.csv","format":"wechat-trade"'
out '"opening_minor":null,"closing_minor":null,"entries":['
out '"amount_minor":-10000'
out '"kind":"refund"'
cp "$work/out" "$work/plain"

# The same in a gzip file, by content, whatever it is called.
gzip -c "$bill" > "$work/formats-1.1-refund-29-negative-fee.csv"
run parse "$work/formats-1.1-refund-29-negative-fee.csv"
status 0
same "$work/plain"

# Totals that do not agree: printed, both figures said, status 3.
run parse "$wrong"
status 3
out '"amount_minor":30000'
err "total-differs.csv:4:7: "
err "300.01"
err "300.00"

# A file that is no statement is refused, the others are printed.
echo 'hello' > "$work/hello.txt"
run parse "$work/hello.txt" "$bill"
status 3
err "hello.txt: "
same "$work/plain"

run parse "$work/hello.txt"
status 3
printf '[]\n' > "$work/nothing"
same "$work/nothing"

run parse "$work/not-there.csv"
status 4
err "not-there.csv"
[ ! -e "$work/none" ] || fault "it made a home"

# Whoever stops reading is no failure.
(
	"$YIFEN" parse "$bill" "$bill" "$bill"
	echo $? > "$work/status"
) 2> "$work/err" | head -c 1 > /dev/null
case $(cat "$work/status") in
0) ;;
*) fault "status $(cat "$work/status") when nobody reads" ;;
esac

finish
