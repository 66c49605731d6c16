#!/bin/sh
# Profiles: an operator's own bank, tried with --check and then imported.
. tests/cli/harness.sh
. tests/cli/home.sh

cat > "$work/mybank.profile" << 'END'
format   mybank
title    My Bank, account details
variants csv with a header in row 2
column   Date            day dmy
column   Amount          amount
column   Text            remark
column   Saldo           balance
END
printf 'My Bank\nDate,Text,Amount,Saldo\n16/11/2026,order 1,5.00,105.00\n17/11/2026,order 2,-1.00,104.00\n' \
	> "$work/good.csv"
printf 'Date,Text,Amount,Saldo\n16/11/2026,order 1,5.00,105.00\n17/11/2026,order 2,-1.00,103.00\n' \
	> "$work/chain.csv"
printf 'Date,Text,Amount,Balance\n16/11/2026,order 1,5.00,105.00\n' \
	> "$work/renamed.csv"

run formats --check "$work/mybank.profile" "$work/good.csv" --format csv
status 0
out 'header,row 2,'
out 'column 1,Date,day'
out 'column 4,Saldo,balance'
out '"movement, row 3",2026-11-16 5.00 payment, |  |  | order 1'
out 'movements,2,"in 5.00, out 1.00"'
out 'balances,,"opening 100.00, closing 104.00"'

run formats --check "$work/mybank.profile" "$work/chain.csv" --format csv
status 3
out 'disagrees,,"3: Saldo: the file says 103.00, its rows give 104.00"'

run formats --check "$work/mybank.profile" "$work/renamed.csv" --format csv
status 3
out 'refused,,"1:18: header: expected Saldo, found Balance"'

run formats --check "$work/mybank.profile"
status 2
run formats "$work/good.csv"
status 2

# Not known yet; then in YIFEN_HOME/formats.
run parse "$work/good.csv"
status 3
mkdir -p "$YIFEN_HOME/formats"
cp "$work/mybank.profile" "$YIFEN_HOME/formats"
run parse "$work/good.csv"
status 0
out '"format":"mybank"'
out '"opening_minor":10000,"closing_minor":10400'
run parse --as mybank "$work/renamed.csv"
status 3
err 'renamed.csv:1:18: header: expected Saldo, found Balance'
run formats --format csv
status 0
out 'mybank,bank,"My Bank, account details",csv with a header in row 2'

reference_data
run import --account 44000011 "$work/good.csv"
status 0
run list files --format csv
out 'good.csv,'
out ',mybank,44000011,2,500,100,imported,'

# One that is no profile, or takes another's name, is named.
printf 'format boc\ncolumn d day\ncolumn a amount\n' \
	> "$YIFEN_HOME/formats/zz.profile"
run parse "$work/good.csv"
status 2
err 'zz.profile: another format is called "boc"'
printf 'format zz\ncolumn d day\ncolumn a amounts\n' \
	> "$YIFEN_HOME/formats/zz.profile"
run parse "$work/good.csv"
status 2
err 'zz.profile:3:10: field: there is no "amounts"'

finish
