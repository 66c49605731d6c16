#!/bin/sh
# A bill in a workbook says what the bill says; what is kept is the workbook.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
name=formats-1.1-refund-29-negative-fee
bill=fixtures/statements/wechat-trade/ok/$name.csv
cat > "$work/make.py" <<'PY'
import sys, zipfile
from xml.sax.saxutils import escape
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

def relations(*targets):
    return '<Relationships>%s</Relationships>' % ''.join(
        '<Relationship Id="r%d" Type="%s%s" Target="%s"/>' % (i, R, t, p)
        for i, (t, p) in enumerate(targets))

def cell(text):
    return '<c t="inlineStr"><is><t>%s</t></is></c>' % escape(text)

def sheet(lines):
    return '<worksheet><dimension ref="A1"/><sheetData>%s</sheetData>' \
        '</worksheet>' % ''.join('<row>%s</row>' % ''.join(
            cell(c) for c in l.split(',')) for l in lines)

lines = open(sys.argv[1], encoding='utf-8-sig').read().splitlines()
with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('_rels/.rels', relations(('officeDocument', 'xl/workbook.xml')))
    z.writestr('xl/workbook.xml', '<workbook><sheets>'
               '<sheet name="账单" id="r0"/>'
               '<sheet name="x" id="r1" state="hidden"/></sheets></workbook>')
    z.writestr('xl/_rels/workbook.xml.rels', relations(
        ('worksheet', 'worksheets/sheet1.xml'),
        ('worksheet', 'worksheets/sheet2.xml')))
    z.writestr('xl/worksheets/sheet1.xml', sheet(lines))
    z.writestr('xl/worksheets/sheet2.xml', sheet(['nothing']))
    z.writestr('[Content_Types].xml', '<Types/>')
PY
python3 "$work/make.py" "$bill" "$work/bill.xls"

run parse "$bill"
sed "s/$name.csv/FILE/g" "$work/out" > "$work/plain"
run parse "$work/bill.xls"
status 0
empty err
sed 's/bill.xls\/账单/FILE/g' "$work/out" > "$work/workbook"
cmp -s "$work/plain" "$work/workbook" || fault "not what the bill says"
cat "$work/bill.xls" | "$YIFEN" parse - > "$work/piped" 2>&1
grep -q '"format":"wechat-trade"' "$work/piped" || fault "not through a pipe"

sum=$(sha256sum "$work/bill.xls" | cut -c1-64)
run import "$work/bill.xls"
status 0
run list files --format csv
out "bill.xls/账单,$sum,wechat-trade,"
find "$YIFEN_HOME/archive" -name "*${sum#??}*" | grep -q . ||
	fault "the archive holds not the workbook"
snapshot before
run import "$work/bill.xls"
status 0
snapshot after
unchanged before after

# Reference data, too.
python3 "$work/make.py" "$demo/calendar.csv" "$work/calendar.xlsx"
run load calendar "$work/calendar.xlsx"
status 0
snapshot after
unchanged before after

# The row of a fault is that of the sheet.
sed '3s/支付/支 付/' "$bill" > "$work/wrong.csv"
printf '%s\n' '总笔数' >> "$work/wrong.csv"
python3 "$work/make.py" "$work/wrong.csv" "$work/wrong.xlsx"
run parse "$work/wrong.csv"
line=$(sed -n 's/.*wrong.csv:\([0-9]*\):.*/\1/p' "$work/err" | head -1)
run parse "$work/wrong.xlsx"
status 3
err "wrong.xlsx/账单:$line:"
finish
