#!/bin/sh
# Reports: what each says of the demonstration's nights, that a closed day says
# the same for ever, and the folder that a night writes: whole or not at all,
# the same bytes again, nothing in it that its readers need not see.
. tests/cli/harness.sh
. tests/cli/home.sh
expected=tests/cli/reports
folder=$YIFEN_HOME/reports

# The reports that tell how things were when a day was closed.
closed="aging balances breaks closing daily deferred items night revenue rules
	settlement taxes trend"

# checked DAY: the CSV files of a night are what "report" prints of that day.
checked() {
	for name in $closed; do
		case $name in
		deferred | revenue | taxes) from=--from=${1%-*}-01 ;;
		settlement) from=--from=$(date -d "$1 - 30 days" +%F) ;;
		trend) from=--from=$(date -d "$1 - 29 days" +%F) ;;
		*) from=--from=$1 ;;
		esac
		run report $name "$from" --to="$1" --format csv
		same "$folder/$1/$name.csv"
	done
}

run report nonsense
status 2
err "aging, balances, breaks"
run report breaks
status 2

reference_data
run load taxes $demo/taxes.csv
status 0
run report breaks
status 0
run import --no-bill 2026-11-15 --as wechat
# A bill that contradicts itself is red; the right one comes a day later.
for day in 2026-11-16 2026-11-17 2026-11-18; do
	cp -r $demo/inbox-$day "$work/inbox-$day"
	night $day "$work/inbox-$day"
	[ $day = 2026-11-17 ] && status 3 || status 0
	cp -r "$folder/$day" "$work/written-$day"
	run deliver --plain-outbox
	status 0
done
grep -q '^a file was refused,"1600000001All2026-11-17.csv: ' \
	"$folder/2026-11-17/night.csv" || fault "no refused file is red"
grep -q '^a bill or statement is missing,wechat 1600000001: 2026-11-17,' \
	"$folder/2026-11-17/night.csv" || fault "no missing bill is red"
head -2 "$folder/2026-11-17/night.csv" | grep -q '^a file was refused' ||
	fault "the worst does not come first"

# What each says.
for file in $expected/*.csv; do
	name=${file##*/}
	cmp -s "$file" "$folder/2026-11-18/$name" ||
		fault "$(diff "$file" "$folder/2026-11-18/$name" | head -5)"
done
for name in $("$YIFEN" report nonsense 2>&1 | sed -n 's/.*one of: //p' |
	tr -d ,); do
	[ -f "$expected/$name.csv" ] || fault "no $expected/$name.csv"
	for kind in csv xlsx html; do
		file=$name.$kind
		[ $file = night.html ] && file=index.html
		[ -s "$folder/2026-11-18/$file" ] || fault "no $file"
	done
done

# A closed day says the same for ever, whatever was delivered or decided since.
proposal=$(PGUSER=yifen_finance "$YIFEN" propose write-off E10.3 \
	--reason "one fen" 2> /dev/null)
PGUSER=yifen_approver "$YIFEN" approve "$proposal" --reason "indeed" \
	2> /dev/null
run nightly --date 2026-11-19
status 0
for day in 2026-11-16 2026-11-17 2026-11-18; do checked $day; done
grep -q ',write-off,1,1$' "$folder/2026-11-19/rules.csv" ||
	fault "what people decided is no rule"

# Again: the same files; when they are lost, the same bytes.
cp -r "$folder/2026-11-19" "$work/first"
run nightly --date 2026-11-19
status 0
diff -r "$work/first" "$folder/2026-11-19" > /dev/null || fault "not the same"
rm -rf "$folder/2026-11-19"
sleep 2
export TZ=America/New_York
run nightly --date 2026-11-19
unset TZ
status 0
diff -r "$work/first" "$folder/2026-11-19" || fault "other bytes"

# What was handed over since is of the next night.
run deliver --plain-outbox
run nightly --date 2026-11-19
status 0
diff -r "$work/first" "$folder/2026-11-19" > /dev/null || fault "delivered"
for day in 2026-11-16 2026-11-17 2026-11-18; do
	diff -r "$work/written-$day" "$folder/$day" > /dev/null ||
		fault "the folder of $day was touched"
done

# Nights that are caught up write theirs.
run nightly --date 2026-11-21
status 0
[ -s "$folder/2026-11-20/index.html" ] && [ -s "$folder/2026-11-21/index.html" ] ||
	fault "a night that was caught up has no reports"

# None is asked for; the same night again writes what is missing.
run nightly --date 2026-11-22 --no-reports
status 0
[ ! -e "$folder/2026-11-22" ] || fault "reports that nobody asked for"

# A folder that cannot be written: the night is done, and says so.
mv "$folder" "$work/kept"
: > "$folder"
run nightly --date 2026-11-22
status 4
err "the reports of 2026-11-22 are not written"
err "hint: The night itself is done."
run list runs --date 2026-11-22 --format csv
out ",done,"
rm "$folder"
run nightly --date 2026-11-22
status 0
[ -s "$folder/2026-11-22/index.html" ] || fault "not written afterwards"
[ -z "$(ls -A "$folder" | grep -v '^2026-11-22$')" ] || fault "something is left"
[ "$(stat -c %a "$folder/2026-11-22/index.html")" = 640 ] || fault "its mode"

# Reviewers may read what is pending, nothing else.
export PGUSER=yifen_reviewer
run report pending --format csv
status 0
out ",0032,"
run report closing
status 2
err "may not do this"
unset PGUSER

# Of accounts and telephones nobody sees all, of codes nothing.
python3 - "$work/kept" $demo/orders-*.csv <<-'END' || fault "too much is told"
import csv, os, sys, zipfile
secrets = set()
for path in sys.argv[2:]:
    for row in csv.DictReader(open(path, encoding='utf-8-sig')):
        for name in ('account_no', 'handler_mobile', 'holder_mobile',
                     'verify_code', 'invoice_email'):
            if len(row.get(name) or '') >= 6:
                secrets.add(row[name].encode())
assert len(secrets) > 20, len(secrets)
files = 0
for top, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(top, name)
        if name.endswith('.xlsx'):
            book = zipfile.ZipFile(path)
            text = b'\n'.join(book.read(n) for n in book.namelist())
        else:
            text = open(path, 'rb').read()
        files += 1
        for secret in secrets:
            assert secret not in text, (path, secret)
assert files >= 6 * 33, files
END

# What does not make sense.
run report breaks --from 2026-11-16 --to 2026-11-18
status 2
err "when one day was closed"
run report closing --from 2026-11-18 --to 2026-11-16
status 2
run report pending --date 2026-11-16
status 2
err "not at another day"
run report closing --format xml
status 2

# All that is asked by day is answered to those who may read it.
attempt=$("$YIFEN" list verifications --format csv | sed -n '2s/,.*//p')
for role in finance approver auditor; do
	for name in $closed invoices overdue pending; do
		PGUSER=yifen_$role run report $name --format csv
		status 0
	done
	for list in orders entries matches verifications releases breaks waiting \
		files runs deliveries proposals; do
		PGUSER=yifen_$role run list $list --format csv
		status 0
	done
	PGUSER=yifen_$role run pending --format csv
	status 0
	for what in E3.6 E2.4 B.8 SZ202611160003 $attempt; do
		PGUSER=yifen_$role run explain $what --format csv
		status 0
	done
	PGUSER=yifen_$role run replay --policies $demo/policies.csv \
		--from 2026-11-16 --to 2026-11-18
	status 0
done

# A page of a day that is past, of several days, in Chinese.
run report night --date 2026-11-17 --format html
status 0
out "Known of the last night only."
unset LC_ALL
LANG=zh_CN.UTF-8 run report closing --from 2026-11-16 --to 2026-11-18 \
	--format html
status 0
out '<html lang="zh-CN">'
out "银行存款余额调节表"
run report closing --format xlsx
status 0
[ "$(head -c 2 "$work/out")" = PK ] || fault "no workbook"
finish
