#!/bin/sh
# YIFEN_LIMITS: how large an input may be, from the environment; how many
# entries a file may hold.
. tests/cli/harness.sh
export YIFEN_HOME=$work/none YIFEN_DATABASE=host=/nowhere
bill=$(ls fixtures/statements/wechat-trade/ok/*.csv | head -1)

run parse "$bill"
status 0
rows=$(grep -o '"booked_at"' "$work/out" | wc -l)
[ "$rows" -gt 1 ] || fault "a bill of several rows is wanted"
cp "$work/out" "$work/plain"

export YIFEN_LIMITS=rows=$rows
run parse "$bill"
status 0
same "$work/plain"
# Of all parts together: one line says which row is one too many.
export YIFEN_LIMITS=rows=$((rows - 1))
run parse "$bill"
status 3
err "more than $((rows - 1)) entries in a file"
err "YIFEN_LIMITS=\"rows=NUMBER\""
python3 - "$bill" "$work/two.zip" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[2], 'w') as z:
    z.write(sys.argv[1], 'a.csv')
    z.write(sys.argv[1], 'b.csv')
PY
export YIFEN_LIMITS=rows=$((2 * rows))
run parse "$work/two.zip"
status 0
export YIFEN_LIMITS=rows=$((2 * rows - 1))
run parse "$work/two.zip"
status 3
err "two.zip/b.csv:"

# The formats ask for the limit of a field, too.
statement=$(ls fixtures/statements/camt053/ok/*.xml | head -1)
export YIFEN_LIMITS=field=16
run parse "$statement"
status 3
err "a text of more than 16 bytes"

# The manual is the program's: default, smallest and largest of each limit.
awk -F' *\\| *' '$2 ~ /^`[a-z-]+`$/ && NF == 8 {
	gsub(/`/, "", $2); print $2, $5, $6, $7 }' docs/operations.md \
	> "$work/limits"
[ "$(wc -l < "$work/limits")" = 11 ] || fault "the manual lacks a limit"
unset YIFEN_LIMITS
while read -r name initial smallest largest; do
	for value in "$initial" "$smallest" "$largest"; do
		YIFEN_LIMITS=$name=$value run formats
		status 0
	done
	for value in $((smallest - 1)) $((largest + 1)); do
		YIFEN_LIMITS=$name=$value run formats
		status 2
	done
	grep -q "^\.Cm $name$" docs/man/yifen.1 || fault "yifen(1): $name"
	grep -qE "(^|[ (])$initial[,).]" docs/man/yifen.1 ||
		fault "yifen(1): the default of $name"
done < "$work/limits"

for wrong in lines=5 line=5 line=x line=100, 'line=100 field=100' \
	line=100,line=100; do
	export YIFEN_LIMITS="$wrong"
	run parse "$bill"
	status 2
	empty out
	err "YIFEN_LIMITS: "
done
export YIFEN_LIMITS=
run parse "$bill"
status 0
finish
