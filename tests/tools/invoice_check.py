"""Whether filled workbooks are what they should be.

usage: invoice_check.py WORLD TEMPLATE REPORT.json BOOK...

Read with a zip and an XML reader of another make: every part but the two
sheets is the template's, byte for byte; of those two all that stands around
the new rows, too; no sheet has over 2,000 lines; the lines are those that
invoice_world.py says, in whatever invoices; the totals of the report are the
sums of lines, for every rate.
"""
import collections
import decimal
import json
import os
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
import invoice_world as world

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = {"1-发票基本信息": "head", "2-发票明细信息": "lines"}
bad = []


def check(what, so):
    if not so:
        bad.append(what)


def parts(path):
    with zipfile.ZipFile(path) as book:
        check("%s: a checksum is wrong" % path, book.testzip() is None)
        return {i.filename: book.read(i) for i in book.infolist()}


def paths(book):
    """Where the two sheets lie."""
    rels = {r.get("Id"): "xl/" + r.get("Target") for r in
            tree.fromstring(book["xl/_rels/workbook.xml.rels"])}
    found = {}
    for sheet in tree.fromstring(book["xl/workbook.xml"]).iter(NS + "sheet"):
        ref = [v for k, v in sheet.attrib.items() if k.endswith("}id")][0]
        if sheet.get("name") in SHEETS:
            found[SHEETS[sheet.get("name")]] = rels[ref]
    return found


def rows(xml):
    """Rows from the third on, each a dictionary by column letter."""
    for row in tree.fromstring(xml).iter(NS + "row"):
        if int(row.get("r")) < 3:
            continue
        cells = {}
        for cell in row:
            check("a cell is no text", cell.get("t") == "inlineStr")
            text = "".join(t.text or "" for t in cell.iter(NS + "t"))
            text = re.sub("_x([0-9A-Fa-f]{4})_",
                          lambda m: chr(int(m.group(1), 16)), text)
            cells[cell.get("r").rstrip("0123456789")] = text
        yield cells


def table(xml):
    """Rows by header, in any order of columns."""
    made = list(rows(xml))
    names = {k: "".join(v.split()) for k, v in made[0].items()}
    return [{names[k]: v for k, v in row.items()} for row in made[1:]]


def around(name, filled, template):
    """All but the rows, with </sheetData> where the rows stand."""
    start = template.index(b"</sheetData>")
    check("%s: its beginning changed" % name,
          filled[:start] == template[:start])
    check("%s: its end changed" % name, filled.endswith(template[start:]))
    new = filled[start:len(filled) - len(template[start:])]
    check("%s: more than rows was added" % name,
          re.fullmatch(rb'(<row r="\d+">.*</row>\n)*', new) is not None)


def round_tax(fen, rate):
    gross, rate = decimal.Decimal(fen), decimal.Decimal(rate)
    return int((gross * rate / (1 + rate)).quantize(
        decimal.Decimal(1), decimal.ROUND_HALF_UP))


def wanted_head(order):
    special = order["invoice_kind"] == "special"
    head = {"发票类型": "增值税专用发票" if special else "普通发票",
            "是否含税": "是", "受票方自然人标识": "否",
            "购买方名称": order["invoice_title"],
            "购买方纳税人识别号": order["invoice_tax_no"],
            "购买方邮箱": order["invoice_email"]}
    if special:
        head.update({"购买方地址": order["invoice_address"],
                     "购买方电话": order["invoice_phone"],
                     "购买方开户银行": order["invoice_bank"],
                     "购买方银行账号": order["invoice_account"],
                     "是否展示购买方地址电话银行账号":
                         "展示地址、电话、开户银行及银行账号"})
    return head


def main():
    _, folder, template_path, report_path, *books = sys.argv
    template = parts(template_path)
    where = paths(template)
    orders = {o["order_no"]: o for o in
              (world.order(i) for i in range(1, int(folder) + 1))}
    trades = {t[0]: t for t in world.TRADES}
    heads, lines = {}, collections.defaultdict(list)
    for path in books:
        book = parts(path)
        check("%s: its parts are others" % path, list(book) == list(template))
        for name in template:
            if name not in where.values():
                check("%s: %s changed" % (path, name),
                      book[name] == template[name])
        for kind in where.values():
            around(path + ":" + kind, book[kind], template[kind])
        made = table(book[where["lines"]])
        check("%s: %d lines" % (path, len(made)), 0 < len(made) <= 2000)
        own = table(book[where["head"]])
        check("%s: heads and lines differ" % path,
              {h["发票流水号"] for h in own} ==
              {line["发票流水号"] for line in made})
        for head in own:
            check("a serial twice", head["发票流水号"] not in heads)
            heads[head["发票流水号"]] = head
        for line in made:
            lines[line["发票流水号"]].append(line)
        print("= %s: %d invoices, %d lines" % (os.path.basename(path),
                                               len(own), len(made)))

    report = {r["serial"]: r for r in json.load(open(report_path))
              if r["serial"]}
    check("the report has other invoices", set(report) == set(heads))
    seen = set()
    totals = collections.defaultdict(lambda: [0, 0])
    for serial, row in report.items():
        numbers = row["orders"].split()
        gross = tax = 0
        got = [(x["项目名称"], x["商品和服务税收编码"], x["金额"], x["税率"])
               for x in lines[serial]]
        want = []
        for number in numbers:
            order = orders[number]
            check("%s is invoiced twice" % number, number not in seen)
            seen.add(number)
            head = dict(heads[serial])
            del head["发票流水号"], head["备注"]
            check("%s: head %s" % (serial, head), head == wanted_head(order))
            _, _, _, code, name, rate = trades[order["business"]]
            want.append((name, code, world.yuan(order["_fen"]), rate))
            own = round_tax(order["_fen"], rate)
            gross, tax = gross + order["_fen"], tax + own
            totals[rate][0] += order["_fen"]
            totals[rate][1] += own
        check("%s: lines %s" % (serial, got), got == want)
        check("%s: %d %d" % (serial, row["gross_fen"], row["tax_fen"]),
              (row["gross_fen"], row["tax_fen"], row["net_fen"])
              == (gross, tax, gross - tax))
    check("orders are missing", seen == set(orders))
    check("rates are missing", len(totals) == 5)
    check("the total is another",
          sum(r["gross_fen"] for r in report.values())
          == sum(t[0] for t in totals.values()))
    for rate in sorted(totals):
        print("= rate %s: gross %s tax %s" % (rate,
                                              world.yuan(totals[rate][0]),
                                              world.yuan(totals[rate][1])))
    for what in bad[:20]:
        print("wrong: " + what[:300])
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
