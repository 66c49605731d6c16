#!/bin/sh
# Documents for control: the summaries beside Alipay's bills and the channels'
# ledgers bring no money; what they state must be what the bills give.
. tests/cli/harness.sh
. tests/cli/home.sh

# make_files: from the demonstration's Alipay bill of a day, a summary that
# agrees and one that does not, a ledger with its summary, zips of them with
# GBK names (the summary first), and a fund bill without its trade bill.
python3 - "$work" <<'PY'
import glob, os, sys, zipfile

work = sys.argv[1]
STEM = '20880000000000010156_20261116_'
detail = open(glob.glob('fixtures/demo/inbox-2026-11-16/*业务明细.csv')[0],
              'rb').read()

def fen(text):
    whole, part = text.strip().split('.')
    sign = -1 if whole.startswith('-') else 1
    return sign * (abs(int(whole)) * 100 + int(part))

def yuan(n):
    return f'{"-" if n < 0 else ""}{abs(n) // 100}.{abs(n) % 100:02d}'

rows = [line.split(',') for line in detail.decode('gb18030').splitlines()
        if line[:1].isdigit()]
sums = [sum(fen(r[i]) for r in rows) for i in (11, 12, 22)]
pays = sum(r[2].strip() == '交易' for r in rows)

HEAD = ('#账号：[20880000000000010156]\n#起始日期：[2026年11月16日 00:00:00]'
        '   终止日期：[2026年11月17日 00:00:00]\n')

def summary(received):
    ordered, _, fee = sums
    line = (f'{pays},{len(rows) - pays},{yuan(ordered)},{yuan(received)},'
            f'0.00,0.00,0.00,{yuan(fee)},0.00,{yuan(received + fee)}')
    return ('#支付宝业务汇总查询\n' + HEAD + '#---业务汇总列表---\n'
            '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,'
            '商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,'
            '服务费（元）,分润（元）,实收净额（元）\n'
            f'\t,示例门店,{line}\n合计,,{line}\n#---业务汇总列表结束---\n'
            ).encode('gb18030')

LEDGER = ('#支付宝账务明细查询\n' + HEAD + '#---账务明细列表---\n'
          '账务流水号,商户订单号,收入金额（+元）,支出金额（-元）,账户余额（元）,'
          '发生时间,业务类型,备注\n'
          '8101,A1,300.00,,1300.00,2026-11-16 09:00:07,在线支付,\n'
          '8102,A1,,-1.80,1298.20,2026-11-16 09:00:07,收费,\n'
          '#---账务明细列表结束---\n#支出合计：1笔，共1.80元\n'
          '#收入合计：1笔，共300.00元\n').encode('gb18030')
LEDGER_SUM = ('#支付宝账务汇总查询\n' + HEAD + '#---账务汇总列表---\n'
              '类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）\n'
              '在线支付,1,300.00,0,0.00,300.00\n收费,0,0.00,%d,-1.80,-1.80\n'
              '合计,1,300.00,%d,-1.80,298.20\n#---账务汇总列表结束---\n')
FUND = ('记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,'
        '收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号\n'
        '`2026-11-16 10:00:00,`4200000009,`7100000001,`交易,`交易,`收入,`300.00,'
        '`1300.00,`system,`,`M1\n'
        '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n'
        '`1,`1,`300.00,`0,`0.00\n').encode()

class Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode('gbk'), self.flag_bits & ~0x800

def pack(name, *parts):
    with zipfile.ZipFile(os.path.join(work, name), 'w') as z:
        for part, data in parts:
            z.writestr(Gbk(STEM + part), data)

right, wrong = summary(sums[1]), summary(sums[1] - 100)
assert right != wrong
pack('right.zip', ('业务明细(汇总).csv', right), ('业务明细.csv', detail))
pack('wrong.zip', ('业务明细(汇总).csv', wrong), ('业务明细.csv', detail))
pack('ledger.zip', ('账务明细(汇总).csv', (LEDGER_SUM % (1, 1)).encode('gb18030')),
     ('账务明细.csv', LEDGER))
for name, data in (('detail.csv', detail), ('right.csv', right),
                   ('wrong.csv', wrong), ('ledger.csv', LEDGER),
                   ('counts.csv', (LEDGER_SUM % (2, 2)).encode('gb18030')),
                   ('fund.csv', FUND)):
    with open(os.path.join(work, name), 'wb') as f:
        f.write(data)
with open(os.path.join(work, 'figures'), 'w') as f:
    f.write(f'{yuan(sums[1])} {yuan(sums[1] - 100)}\n')
PY
read -r has says < "$work/figures"

# book NAME: a book of its own.
book() {
	[ -z "$keeper" ] || stop_server
	export YIFEN_HOME="$work/$1"
	reference_data
}

# mismatches COUNT: so many are open.
mismatches() {
	run list breaks --format csv
	[ "$(grep -c ',balance-mismatch,' "$work/out")" -eq "$1" ] ||
		fault "not $1 balance-mismatch"
}

# A zip that agrees, the summary before its detail; a ledger that agrees.
book agree
run import "$work/right.zip" "$work/ledger.zip" "$work/fund.csv"
status 0
run list files --format csv
out ',alipay-summary,2088000000000001,0,0,0,imported,'
out ',alipay-account-summary,2088000000000001,0,0,0,imported,'
out ',alipay-account,2088000000000001,2,30000,180,imported,'
out ',wechat-fund,1600000001,1,30000,0,imported,'
# Only the trade bill brings entries.
run list entries --format csv
cut -d, -f2,3 "$work/out" | sort -u > "$work/sources"
[ "$(tail -n +2 "$work/out" | grep -vc ',alipay,2088000000000001,')" -eq 0 ] ||
	fault "a document for control brought entries"
run nightly --date 2026-11-16
status 0
mismatches 0
# The fund bill is no bill of its day, the trade bill is.
run report closing --format csv
grep -q '^2026-11-16,wechat,1600000001,0,.*,missing,' "$work/out" ||
	fault "the fund bill covers the day"
grep -q '^2026-11-16,alipay,2088000000000001,.*,here,' "$work/out" ||
	fault "the trade bill does not cover the day"
# The same content under other names says nothing new.
cp "$work/right.csv" "$work/again.csv"
snapshot before
run import "$work/again.csv"
status 0
run list files --state duplicate --format csv
out "again.csv,"
mismatches 0

# A later document of other figures counts, whatever the earlier one said; and
# again one that is right.
run import "$work/wrong.csv"
status 0
run nightly --date 2026-11-17
mismatches 1
out "2088000000000001, 2026-11-16: 商家实收 $has in 业务明细, $says in 业务明细(汇总)"
run explain "$(sed -n 's/^\(B\.[0-9]*\),balance-mismatch,.*/\1/p' "$work/out")"
status 0
out "$says in 业务明细(汇总)"
printf '#\n' | cat "$work/right.csv" - > "$work/corrected.csv"
run import "$work/corrected.csv"
status 0
run nightly --date 2026-11-18
mismatches 0
run list breaks --state resolved --format csv
out ",balance-mismatch,"
# Long after its buffer a claim still waits for the trade bill.
run load orders $demo/orders-2026-11-16.csv
status 0
run nightly --date 2026-11-23
status 0
run list orders --verdict awaiting --format csv
out "SN202611160001,"
run list orders --verdict missing --format csv
[ "$(wc -l < "$work/out")" -eq 1 ] || fault "a fund bill makes payments missing"

# A wrong summary in the zip, before its detail.
book together
mkdir "$work/inbox"
cp "$work/wrong.zip" "$work/inbox"
run nightly --date 2026-11-16 --inbox "$work/inbox"
status 0
mismatches 1
out "$has in 业务明细, $says in 业务明细(汇总)"

# The same, nights apart, the detail last; no order of arrival matters.
for pair in 'wrong detail' 'detail wrong'; do
	set -- $pair
	book "$1-first"
	run import "$work/$1.csv"
	status 0
	run nightly --date 2026-11-16
	mismatches 0
	run import "$work/$2.csv"
	status 0
	run nightly --date 2026-11-17
	mismatches 1
	out "$has in 业务明细, $says in 业务明细(汇总)"
done

# A ledger and its summary that differ in a count alone.
run import "$work/ledger.csv" "$work/counts.csv"
status 0
run nightly --date 2026-11-18
mismatches 1
out "3 figures differ in all"
finish
