#!/usr/bin/env python3
"""Write fixtures/demo: three invented nights of an invented authority.

usage: make_fixtures.py [--check] [DIR]

Everything stands in demo_story.py: who orders, who pays, what the bank books.
Here are the file formats, the balances and the check digits.  The same story
gives the same bytes on any machine; --check compares them with what is there.
"""
import binascii
import csv
import io
import os
import struct
import sys
import zipfile
from datetime import timedelta
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True	# git status stays clean
import demo_story as story  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, '../../fixtures/demo')


def yuan(fen):
    return f'{"-" if fen < 0 else ""}{abs(fen) // 100}.{abs(fen) % 100:02d}'


def fee_of(fen):
    """0.60 %, to the nearest fen."""
    return (fen * 6 + 500) // 1000


# --- tables ------------------------------------------------------------------

def table(columns, rows):
    text = io.StringIO()
    out = csv.writer(text, lineterminator='\n')
    out.writerow(columns)
    out.writerows(rows)
    return text.getvalue().encode()


def orders_of(night):
    return table(story.ORDER_COLUMNS,
                 [[row.get(c, '') for c in story.ORDER_COLUMNS]
                  for row in night.orders])


# --- WeChat ------------------------------------------------------------------

WECHAT_HEAD = (
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,'
    '交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,'
    '商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,'
    '手续费,费率,订单金额,申请退款金额,费率备注')
WECHAT_FOOT = ('总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,'
               '订单总金额,申请退款总金额')


def backticks(cells):
    return ','.join('`' + c for c in cells)


def wechat_row(r):
    back = r.fen < 0
    paid, refunded = (0, -r.fen) if back else (r.fen, 0)
    fee = -fee_of(refunded) if back else fee_of(paid)
    return backticks([
        r.time, 'wx0000000000000001', story.WECHAT, '0', '', r.txn, r.ref,
        'oExample0000000000000000001', 'NATIVE', 'REFUND' if back else 'SUCCESS',
        'OTHERS', 'CNY', yuan(paid), '0.00', r.refund or '0',
        'R' + r.ref if back else '0', yuan(refunded), '0.00',
        'ORIGINAL' if back else '', 'SUCCESS' if back else '', r.goods, '',
        yuan(fee) + '000', '0.60%', yuan(paid), yuan(refunded), ''])


def wechat_bill(rows, wrong_by=0):
    """wrong_by: fen that the stated total is off; such a bill is refused."""
    paid = sum(r.fen for r in rows if r.fen > 0)
    back = -sum(r.fen for r in rows if r.fen < 0)
    fees = sum(fee_of(r.fen) if r.fen > 0 else -fee_of(-r.fen) for r in rows)
    total = yuan(paid + wrong_by)
    lines = [WECHAT_HEAD] + [wechat_row(r) for r in rows] + [
        WECHAT_FOOT, backticks([str(len(rows)), total, yuan(back), '0.00',
                                yuan(fees) + '000', total, yuan(back)])]
    return '\ufeff'.encode() + ('\r\n'.join(lines) + '\r\n').encode()


def gzip_stored(data):
    """A gzip member without compression: no zlib decides about its bytes."""
    return (b'\x1f\x8b\x08\0\0\0\0\0\0\xff\x01' +
            struct.pack('<HH', len(data), len(data) ^ 0xffff) + data +
            struct.pack('<II', binascii.crc32(data), len(data)))


# --- Alipay ------------------------------------------------------------------

ALIPAY_HEAD = (
    '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,'
    '操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,'
    '支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,'
    '卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注')


def alipay_row(r):
    kind = '退款' if r.fen < 0 else '交易'
    fee = fee_of(-r.fen) if r.fen < 0 else -fee_of(r.fen)
    cells = [r.txn + '\t', r.ref + '\t', kind + '\t', r.goods, r.time, r.time,
             '\t', '\t', '\t', '\t', '*例(138****0001)\t', yuan(r.fen),
             yuan(r.fen), '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00\t',
             '0.00', (r.refund or '') + '\t', yuan(fee), '0.00', '']
    return ','.join(cells)


def alipay_bill(day, rows):
    pay = [r for r in rows if r.fen > 0]
    back = [r for r in rows if r.fen < 0]
    mark = '-' * 41 + '业务明细列表'
    after = day + timedelta(days=1)
    lines = [
        '#支付宝业务明细查询', f'#账号：[{story.ALIPAY}0156]',
        f'#起始日期：[{day:%Y年%m月%d日} 00:00:00]   '
        f'终止日期：[{after:%Y年%m月%d日} 00:00:00]',
        '#' + mark + '-' * 40, ALIPAY_HEAD, *map(alipay_row, rows),
        '#' + mark + '结束' + '-' * 36,
        f'#交易合计：{len(pay)}笔，商家实收共{yuan(sum(r.fen for r in pay))}元，'
        '商家优惠共0.00元',
        f'#退款合计：{len(back)}笔，商家实收退款共'
        f'{yuan(sum(r.fen for r in back))}元，商家优惠退款共0.00元',
        f'#导出时间：[{after:%Y年%m月%d日} 09:12:33]']
    return ('\r\n'.join(lines) + '\r\n').encode('gb18030')


class GbkName(zipfile.ZipInfo):
    """Alipay names its entries in GBK and does not say so."""

    def _encodeFilenameFlags(self):
        return self.filename.encode('gbk'), self.flag_bits


def zip_stored(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED) as z:
        z.writestr(GbkName(name, (2026, 11, 18, 9, 12, 32)), data)
    return out.getvalue()


# --- the bank ----------------------------------------------------------------

def camt_balance(code, day, fen):
    return (f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>'
            f'<Amt Ccy="CNY">{yuan(fen)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f'<Dt><Dt>{day}</Dt></Dt></Bal>')


def camt_entry(day, line):
    credit = line.fen > 0
    side = 'Dbtr' if credit else 'Cdtr'
    party = (f'<RltdPties><{side}><Nm>{escape(line.name)}</Nm></{side}>'
             f'<{side}Acct><Id><Othr><Id>{line.account}</Id></Othr></Id>'
             f'</{side}Acct></RltdPties>') if line.name else ''
    remark = (f'<RmtInf><Ustrd>{escape(line.remark)}</Ustrd></RmtInf>'
              if line.remark else '')
    return (f'<Ntry><NtryRef>{line.serial}</NtryRef>'
            f'<Amt Ccy="CNY">{yuan(abs(line.fen))}</Amt>'
            f'<CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>'
            f'<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
            f'<ValDt><Dt>{day}</Dt></ValDt>'
            f'<AcctSvcrRef>{line.serial}</AcctSvcrRef>'
            f'<BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>'
            f'<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{party}{remark}'
            f'</TxDtls></NtryDtls></Ntry>')


def camt_statement(day, lines, opening, closing):
    made = f'<CreDtTm>{day}T23:59:59</CreDtTm>'
    return '\n'.join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">',
        f'<BkToCstmrStmt><GrpHdr><MsgId>DEMO{day:%Y%m%d}</MsgId>{made}</GrpHdr>',
        f'<Stmt><Id>{story.ACCOUNT}-{day:%Y%m%d}</Id>',
        f'<ElctrncSeqNb>{day:%j}</ElctrncSeqNb>{made}',
        f'<Acct><Id><Othr><Id>{story.ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>',
        camt_balance('OPBD', day, opening), camt_balance('CLBD', day, closing),
        *[camt_entry(day, line) for line in lines],
        '</Stmt></BkToCstmrStmt></Document>', '']).encode()


# --- all of it ---------------------------------------------------------------

def bill_files(night):
    """Name and bytes of each bill; how it is wrapped, the night says."""
    wechat = f'{story.WECHAT}All{night.day}.csv'
    alipay = f'{story.ALIPAY}0156_{night.day:%Y%m%d}_业务明细.csv'
    plain = wechat_bill(night.wechat, night.wechat_wrong_by)
    if night.wechat_gzip:
        yield wechat + '.gz', gzip_stored(plain)
    else:
        yield wechat, plain
    plain = alipay_bill(night.day, night.alipay)
    if night.alipay_zip:
        yield (f'{story.ALIPAY}0156_{night.day:%Y%m%d}.csv.zip',
               zip_stored(alipay, plain))
    else:
        yield alipay, plain
    for late in night.late:
        yield f'{story.WECHAT}All{late.day}-again.csv', wechat_bill(late.wechat)


def net_of(rows):
    return sum(r.fen - fee_of(r.fen) if r.fen > 0 else r.fen + fee_of(-r.fen)
               for r in rows)


def everything():
    files = {
        'fees.csv': table(story.FEE_COLUMNS, story.FEES),
        'policies.csv': table(story.POLICY_COLUMNS, story.POLICIES),
        'channels.csv': table(story.CHANNEL_COLUMNS, story.CHANNELS),
        'taxes.csv': table(story.TAX_COLUMNS, story.TAXES),
        'calendar.csv': table(('date', 'kind'), story.calendar()),
    }
    balance = story.OPENING
    for night in story.nights(net_of):
        inbox = f'inbox-{night.day}/'
        files[f'orders-{night.day}.csv'] = orders_of(night)
        for name, data in bill_files(night):
            files[inbox + name] = data
        closing = balance + sum(line.fen for line in night.bank)
        files[f'{inbox}{story.ACCOUNT}-{night.day:%Y%m%d}.xml'] = (
            camt_statement(night.day, night.bank, balance, closing))
        balance = closing
    return files


def stored(root):
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


def main():
    args = [a for a in sys.argv[1:] if a != '--check']
    root = args[0] if args else TARGET
    want = everything()
    if '--check' in sys.argv:
        got = stored(root)
        wrong = sorted(n for n in want.keys() | got.keys()
                       if want.get(n) != got.get(n))
        for name in wrong:
            print(f'{name}: not what tests/demo/make_fixtures.py makes',
                  file=sys.stderr)
        return 1 if wrong else 0
    for name, data in want.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(data)
    return 0


if __name__ == '__main__':
    sys.exit(main())
