#!/bin/sh
# What a changed fee or policy file would have changed; nothing is stored.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
run replay --fees $demo/fees.csv
status 2
err "no nightly"
run import --no-bill 2026-11-15 --as wechat
for day in 16 17 18; do
	night 2026-11-$day $demo/inbox-2026-11-$day
	run deliver --plain-outbox
done
snapshot before

# changed FILE SED: the demonstration's file, changed.
changed() {
	sed "$2" $demo/$1.csv > "$work/$1.csv"
	cmp -s $demo/$1.csv "$work/$1.csv" && fault "$1.csv is not changed"
}

# rows N: so many orders came out otherwise.
rows() {
	[ "$(wc -l < "$work/out")" = $(($1 + 1)) ] || fault "not $1 orders"
}

# The same files change nothing; all nights in one go come to what they came
# to one by one.
for kind in fees policies; do
	run replay --$kind $demo/$kind.csv --format csv
	status 0
	rows 0
	err "as of 2026-11-18"
	grep -q "one by one" "$work/err" && fault "the verdicts differ"
done

# A price goes up: what was paid is too little.  It goes down: too much.
changed fees 's/^snca,new,any,any,,per_year,300,260/snca,new,any,any,,per_year,310,260/'
run replay --fees "$work/fees.csv" --format csv
status 0
out "SN202611160001,snca,2026-11-16T09:07:17+08:00,30000,31000,paid,short,,"
changed fees 's/^snca,new,any,any,,per_year,300,260/snca,new,any,any,,per_year,290,260/'
run replay --fees "$work/fees.csv" --format csv
status 0
out "SN202611160001,snca,2026-11-16T09:07:17+08:00,30000,29000,paid,over,,"

# What was decided before the first of the nights keeps its price.
run replay --fees "$work/fees.csv" --from 2026-11-17 --format csv
status 0
out "SN202611170001,"
grep -q SN202611160001 "$work/out" && fault "a paid order is priced anew"
# What came after the last of them is not known.
run replay --fees "$work/fees.csv" --to 2026-11-16 --format csv
status 0
err "as of 2026-11-16"
out "SN202611160001,"
grep -q SN202611170001 "$work/out" && fault "an order of the next day"

# No row: unpriced, and the nearest is named.
changed fees '/^snca,new/d'
run replay --fees "$work/fees.csv" --format csv
status 0
out "SN202611160001,snca,2026-11-16T09:07:17+08:00,30000,,paid,unpriced,,"

# Another payer's money is taken where the own account is not asked for, and
# not where it is.
changed policies 's/^\(szca,bank_transfer,.*sms-h[a-z]*\),yes,/\1,no,/'
run replay --policies "$work/policies.csv" --format csv
status 0
rows 1
out ",27000,27000,unpaid,paid,E3.6,by the policy of line 3"
changed policies 's/^\(cfca,any,any,any,none,with-key\),no,/\1,yes,/'
run replay --policies "$work/policies.csv" --format csv
status 0
out "by the policy of line 9"

# One payment only: a part is not taken, and then the rest is too little.
changed policies 's/^\(snca,any,any,any,none,with-key,no,no\),no,/\1,yes,/'
run replay --policies "$work/policies.csv" --to 2026-11-16 --format csv
status 0
rows 1
out ",short,unpaid,E3.7,by the policy of line 8"

# Refused as load refuses it.
printf 'ca,nonsense\nszca,1\n' > "$work/bad.csv"
run load fees "$work/bad.csv"
status 3
cp "$work/err" "$work/load.err"
run replay --fees "$work/bad.csv"
status 3
empty out
head -1 "$work/load.err" > "$work/first"
grep -qF -f "$work/first" "$work/err" || fault "not what load says"

# Wrong usage.
run replay
status 2
run replay --fees $demo/fees.csv --policies $demo/policies.csv
status 2
run replay --fees $demo/fees.csv --from yesterday
status 2
run replay --fees $demo/fees.csv --from 2026-12-01
status 2

# An auditor may ask, and nothing was stored by anybody.
PGUSER=yifen_auditor "$YIFEN" replay --policies "$work/policies.csv" \
	--format csv > "$work/auditor" 2> "$work/err" || fault "not for auditors"
run replay --policies "$work/policies.csv" --format csv
same "$work/auditor"
snapshot after
unchanged before after
finish
