#!/bin/sh
# Three nights of an invented authority, told with the program's own words.
# usage: make demo      (B: the build folder)
#
# The book is made in ./var and stays there to be looked at; the next run
# wipes it, but only if a run of this script made it.
set -eu
root=$PWD
b=${B:-build}
here=tests/demo data=fixtures/demo
marker=var/.made-by-make-demo
unset YIFEN_BOOK YIFEN_DATABASE PGHOST PGSERVICE PGDATABASE PGUSER
export YIFEN_HOME="$root/var"
PATH=$(cd "$b" && pwd):$PATH
export PYTHONDONTWRITEBYTECODE=1 PYTHONIOENCODING=utf-8

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-C}}} in
zh*) chinese=yes ;;
*) chinese=no ;;
esac

# say ENGLISH CHINESE
say() {
	if [ $chinese = yes ]; then echo "$2"; else echo "$1"; fi
}

heading() {
	echo
	say "=== $1" "=== $2"
}

# Show a command, run it, indent nothing: what it prints is the program's.
run() {
	echo "\$ yifen $*"
	yifen "$@" 2>&1
}

# night DAY ENGLISH CHINESE
night() {
	heading "$1  $2" "$1  $3"
	say 'The inbox:' '收件目录：'
	for file in "$data/inbox-$1"/*; do
		echo "  ${file##*/}"
	done
	yifen load orders "$data/orders-$1.csv" 2>/dev/null
	status=0
	run nightly --date "$1" --inbox "$data/inbox-$1" || status=$?
	if [ $status -ne 0 ]; then
		say "exit status $status: a file was refused whole; the rest was done" \
			"退出码 $status：有一个文件被整份拒收，其余照常处理"
		[ $status -eq 3 ] || exit $status
	fi
	run deliver --plain-outbox
}

if [ -e var ] && [ ! -e $marker ]; then
	say "var/ holds a book that 'make demo' did not make: move it away first" \
		"var/ 里的账套不是 make demo 建的：请先移走" >&2
	exit 2
fi
if [ -e var ]; then
	yifen stop >/dev/null 2>&1 || true
	rm -rf var
fi
mkdir -m 755 var
: > $marker
trap 'yifen stop >/dev/null 2>&1 || true' EXIT INT TERM

heading 'A new book' '新建账套'
say 'Five CAs, their prices, rules and taxes, two channels, the holidays of 2026:' \
	'五家 CA 的价目、规则和税率、两个收款渠道、2026 年节假日：'
yifen init 2>/dev/null
for table in calendar fees policies channels taxes; do
	echo "\$ yifen load $table $data/$table.csv"
	yifen load $table $data/$table.csv 2>/dev/null
done
say 'WeChat made no bill for Sunday the 15th; a person states so:' \
	'15 日（周日）微信没有账单，由人工声明：'
run import --no-bill 2026-11-15 --as wechat

night 2026-11-16 'Monday: orders, transfers, the first 0.01 leave' \
	'周一：订单、对公转账、首批一分钱打款'
night 2026-11-17 'Tuesday: somebody edited the WeChat bill' \
	'周二：微信账单被人改过'
night 2026-11-18 'Wednesday: the right bill comes, a corrected account too' \
	'周三：补来正确的账单，账号也更正了'

heading 'What people look at' '各岗位要看的'
say 'Reviewers: accounts that are not verified yet, and what comes next' \
	'审核员：哪些账户还没验证，下一步该做什么'
echo '$ yifen pending'
yifen pending | python3 $here/narrow.py 2 8 12
echo
say 'Finance: the open breaks' '财务：未结差错'
echo '$ yifen list breaks'
yifen list breaks | python3 $here/narrow.py 1 2 3 6 10
echo
say 'Accounting: contract liabilities of November' '会计：十一月合同负债'
echo '$ yifen report deferred'
yifen report deferred | python3 $here/narrow.py 1 3 4 5 6 7 8
echo
say 'Anybody: why? A 0.01 that came back, the account corrected, a second 0.01' \
	'任何人：为什么？一分钱被退回，更正账号，再打一次'
echo '$ yifen explain SZ202611160005'
yifen explain SZ202611160005 |
	awk 'NR == 1 || (/V27|release|B\.[0-9]/ && !/candidate/)' |
	python3 $here/narrow.py 1:10 3 6

heading 'To go on' '接下来'
say "The book stays in var/ (YIFEN_HOME). With $b/yifen, try:" \
	"账套留在 var/（YIFEN_HOME）。可以用 $b/yifen 试试："
say '  yifen explain B.8                  one transfer, held: not the own account' \
	'  yifen explain B.8                  不是本单位账户，转账被暂扣'
say '  yifen list orders --verdict short  any list has filters; --format csv, json' \
	'  yifen list orders --verdict short  列表都能筛选，也可 --format csv、json'
say '  yifen list entries --rule combined one transfer for two orders' \
	'  yifen list entries --rule combined 一笔转账付两个订单'
say '  var/reports/2026-11-18/index.html  the night on a page, for a browser' \
	'  var/reports/2026-11-18/index.html  一夜一页，用浏览器打开'
say '  ls -R var/outbox                   what left: transfers, SMS, counter list' \
	'  ls -R var/outbox                   交付的文件：打款、短信、柜台清单'
