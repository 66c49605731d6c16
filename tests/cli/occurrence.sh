#!/bin/sh
# A bank that gives no serial: rows that are equal in all they say are as many
# movements as there are rows, and files that overlap bring only what is new.
. tests/cli/harness.sh
. tests/cli/home.sh

# statement NAME ROW...: an ABC statement, newest row first, with a chain.
statement() {
	name=$1
	shift
	{
		echo '账户明细'
		echo '账号：,15010000100000001'
		echo '交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途'
		for row; do echo "$row"; done
	} > "$work/$name.csv"
}
# Twice the same within a day: the balance is all that tells the rows apart, and
# is no part of what a movement says.
new='2026-11-17,5.00,,115.00,某支行,广东,6200001001,甲方试验有限公司,订单'
second='2026-11-16,5.00,,110.00,某支行,广东,6200001001,甲方试验有限公司,订单'
first='2026-11-16,5.00,,105.00,某支行,广东,6200001001,甲方试验有限公司,订单'
statement day "$second" "$first"
statement days "$new" "$second" "$first"
statement again "$second" "$first"
echo >> "$work/again.csv"

reference_data
run import "$work/day.csv"
status 0
err 'new entries: 2'
run list entries --format csv
[ "$(grep -c '2026-11-16,500,payment,~' "$work/out")" -eq 2 ] ||
	fault "two movements that are equal are not two entries"
cp "$work/out" "$work/before"

run import "$work/days.csv"
status 0
run list entries --format csv
[ "$(grep -c ',500,payment,~' "$work/out")" -eq 3 ] ||
	fault "the overlapping file did not bring the one new movement"

# The same two in another file: nothing is new.
run import "$work/again.csv"
status 0
run list entries --format csv
[ "$(grep -c ',500,payment,~' "$work/out")" -eq 3 ] ||
	fault "a movement was stored again"

finish
