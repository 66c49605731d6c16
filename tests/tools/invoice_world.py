"""A small invented world for the tests of invoices: orders of one CA, paid at
the bank on 2026-11-16, some of them refunded on 2026-11-17.

usage: invoice_world.py DIR COUNT

Five businesses with the five rates that there are, special and ordinary
invoices, few buyers, texts that markup and spreadsheets find hard.
"""
import csv
import os
import sys

ACCOUNT = "15010000100000001"
BUYERS = ["91350100M000100Y43", "91110000600037341L", "91440300708461136T",
          "9144030071526726XG", "91110108551385082Q", "91310000MA1FL70B67",
          "91330100799655058B"]
TITLES = ["示例甲&乙公司", "示例\"引号\"公司", "示例'撇号'公司", "=1+1示例公司",
          "示例_x0041_公司", "示例（集团）公司", "示例𠮷公司"]
# As contract.md names them; what is not said is empty.
COLUMNS = ("order_no ca created_at business cert_kind years main_keys sub_keys "
           "project applicant_name uscc account_no bank_name bank_code "
           "handler_name handler_mobile holder_name holder_mobile pay_method "
           "pay_refs claimed_yuan claimed_at claimed_trade_no voucher_ref "
           "review reviewed_at verify_mode verify_code invoice_kind "
           "invoice_title invoice_tax_no invoice_address invoice_phone "
           "invoice_bank invoice_account invoice_email prior_cert_end").split()
# business, basis, price of a key or an order in fen, code, name, rate
TRADES = [("new", "per_year", 33333, "3040203000000000000", "数字证书服务费", "0.06"),
          ("renew", "per_year", 26000, "3040203000000000000", "证书更新", "0.03"),
          ("reissue", "per_order", 9, "3040203000000000000", "证书补办", "0.01"),
          ("change", "per_order", 12345, "1060301000000000000", "USB & 钥匙", "0.13"),
          ("unlock", "per_order", 5000, "3040205000000000000", "解锁", "0")]


def yuan(fen):
    return "%d.%02d" % divmod(fen, 100)


def order(i):
    business, basis, price, _, _, _ = TRADES[i % len(TRADES)]
    keys = i % 39 + 1
    buyer = i % len(BUYERS)
    special = i % 3 == 0
    return {
        "order_no": "IV%06d" % i, "ca": "snca",
        "created_at": "2026-11-16T08:00:00", "business": business,
        "cert_kind": "org", "years": "1", "main_keys": str(keys),
        "sub_keys": "0", "applicant_name": TITLES[buyer],
        "uscc": BUYERS[buyer], "pay_method": "bank_transfer",
        "voucher_ref": "S1%08d" % i, "review": "approved",
        "reviewed_at": "2026-11-16T09:00:00",
        "prior_cert_end": "2026-11-30"
        if business in ("renew", "reissue") else "",
        "invoice_kind": "special" if special else "general",
        "invoice_title": TITLES[buyer], "invoice_tax_no": BUYERS[buyer],
        "invoice_address": "示例路%d号" % buyer if special else "",
        "invoice_phone": "0471-%07d" % buyer if special else "",
        "invoice_bank": "示例银行" if special else "",
        "invoice_account": "0620010000%d" % buyer if special else "",
        "invoice_email": "a%d@example.com" % buyer,
        "_fen": price * keys if basis == "per_year" else price,
    }


def write(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        made = csv.DictWriter(out, columns, extrasaction="ignore",
                              lineterminator="\n")
        made.writeheader()
        made.writerows(rows)


def entry(serial, day, fen, remark):
    side = "CRDT" if fen > 0 else "DBIT"
    return ("<Ntry><NtryRef>%s</NtryRef><Amt Ccy=\"CNY\">%s</Amt>"
            "<CdtDbtInd>%s</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%s</Dt>"
            "</BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls>"
            "<RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
            % (serial, yuan(abs(fen)), side, day, serial, remark))


def balance(kind, fen, day):
    return ("<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp>"
            "<Amt Ccy=\"CNY\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            "<Dt><Dt>%s</Dt></Dt></Bal>\n" % (kind, yuan(fen), day))


def statement(folder, day, opening, entries):
    """Entries are (serial, fen, remark); the closing balance."""
    closing = opening + sum(e[1] for e in entries)
    inbox = os.path.join(folder, "inbox-" + day)
    os.makedirs(inbox, exist_ok=True)
    with open(os.path.join(inbox, "bank.xml"), "w", encoding="utf-8") as out:
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
                  "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">"
                  "<BkToCstmrStmt><GrpHdr><MsgId>M%s</MsgId><CreDtTm>"
                  "%sT23:59:59</CreDtTm></GrpHdr><Stmt><Id>S%s</Id><CreDtTm>"
                  "%sT23:59:59</CreDtTm><Acct><Id><Othr><Id>%s</Id></Othr>"
                  "</Id><Ccy>CNY</Ccy></Acct>\n" % (day, day, day, day,
                                                     ACCOUNT))
        out.write(balance("OPBD", opening, day))
        out.write(balance("CLBD", closing, day))
        for serial, fen, remark in entries:
            out.write(entry(serial, day, fen, remark))
        out.write("</Stmt></BkToCstmrStmt></Document>\n")
    return closing


def reference(folder):
    write(os.path.join(folder, "fees.csv"),
          ["ca", "business", "cert_kind", "key_kind", "years", "basis",
           "amount_yuan", "next_year_yuan", "valid_from", "valid_to",
           "source"],
          [{"ca": "snca", "business": b, "cert_kind": "any",
            "key_kind": "any", "basis": basis, "amount_yuan": yuan(price),
            "valid_from": "2026-01-01", "source": "test"}
           for b, basis, price, _, _, _ in TRADES])
    write(os.path.join(folder, "taxes.csv"),
          ["ca", "business", "tax_code", "tax_name", "rate", "valid_from",
           "valid_to"],
          [{"ca": "snca", "business": b, "tax_code": code, "tax_name": name,
            "rate": rate, "valid_from": "2026-01-01",
            "valid_to": "2027-12-31"}
           for b, _, _, code, name, rate in TRADES])


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    orders = [order(i) for i in range(1, count + 1)]
    os.makedirs(folder, exist_ok=True)
    reference(folder)
    write(os.path.join(folder, "orders.csv"),
          COLUMNS, orders)
    closing = statement(folder, "2026-11-16", 100000,
                        [(o["voucher_ref"], o["_fen"], "费用")
                         for o in orders])
    # All of the second, a hundredth of a yuan more than nothing of the third.
    statement(folder, "2026-11-17", closing,
              [("S2%08d" % i, -fen, "退款 订单 " + o["order_no"])
               for i, (o, fen) in enumerate(
                   [(orders[0], orders[0]["_fen"]), (orders[4], 3333)])])


if __name__ == "__main__":
    main()
