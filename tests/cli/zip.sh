#!/bin/sh
# An Alipay zip holds the summary first and the detail after it, with GBK
# names: the detail is the bill, the summary is for control.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
python3 - "$work/bill.zip" <<'PY'
import glob, sys, zipfile
detail = glob.glob('fixtures/demo/inbox-2026-11-16/*业务明细.csv')[0]
summary = 'fixtures/statements/alipay-summary/ok/formats-2.2-by-shop.csv'
class Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode('gbk'), self.flag_bits & ~0x800

with zipfile.ZipFile(sys.argv[1], 'w') as z:
    for path, name in ((summary, '20880000000000010156_20261116_业务明细(汇总).csv'),
                       (detail, '20880000000000010156_20261116_业务明细.csv')):
        z.writestr(Gbk(name), open(path, 'rb').read())
PY
run import "$work/bill.zip"
status 0
run list files --format csv
out "业务明细(汇总).csv,"
out ",alipay-summary,"
out ",alipay-trade,"
[ "$(grep -c imported "$work/out")" = 2 ] || fault "not two parts"
# A part that is no bill, behind a good one: its row holds nothing of the other.
python3 - "$work/mixed.zip" <<'PY'
import sys, zipfile
bill = 'fixtures/statements/wechat-trade/ok/formats-1.1-refund-29-negative-fee.csv'
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.write(bill, 'bill.csv')
    z.writestr('readme.txt', 'hello')
PY
run import "$work/mixed.zip"
status 3
run list files --state quarantined --format csv
out "mixed.zip/readme.txt,"
grep -q 'readme.txt,.*,,0,0,0,quarantined,' "$work/out" ||
	fault "the refused part has figures of the part before"

# An archive that holds nothing is no bill.
printf 'PK\005\006\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000' \
	> "$work/empty.zip"
run import "$work/empty.zip"
status 3
err "empty.zip: "

snapshot before
run import "$work/bill.zip"
status 0
snapshot after
unchanged before after
finish
