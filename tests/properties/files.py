"""The bytes of a night's files.

A file is rendered once for each book.  Where the format leaves the order of
its rows free it may be shuffled.  What only that book knows (the codes and
ids of its own outbox) stands in the texts as a token, «kind:key».
"""
import csv
import gzip
import io
import os
import re
import sys
from collections import namedtuple
from datetime import timedelta
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                '../demo'))
import demo_story as story  # noqa: E402
import make_fixtures  # noqa: E402
from make_fixtures import (alipay_bill, camt_balance,  # noqa: E402
                           wechat_bill, yuan)

ACCOUNTS = (story.ACCOUNT, '15010000200000002')
ZONE = '+08:00'
TOKEN = re.compile('«([^«»]*)»')
Line = namedtuple('Line', 'serial day fen name account remark id original',
                  defaults=('', ''))


def fill(text, known):
    """Tokens that this book does not know become a number that is nobody's."""
    return TOKEN.sub(lambda m: known.get(m[1], '0' * 8), text)


def table(columns, rows):
    text = io.StringIO()
    out = csv.writer(text, lineterminator='\n')
    out.writerow(columns)
    out.writerows(rows)
    return text.getvalue().encode()


# --- statements --------------------------------------------------------------

def camt_entry(line):
    credit = line.fen > 0
    side = 'Dbtr' if credit else 'Cdtr'
    party = (f'<RltdPties><{side}><Nm>{escape(line.name)}</Nm></{side}>'
             f'<{side}Acct><Id><Othr><Id>{line.account}</Id></Othr></Id>'
             f'</{side}Acct></RltdPties>') if line.name else ''
    remark = (f'<RmtInf><Ustrd>{escape(line.remark)}</Ustrd></RmtInf>'
              if line.remark else '')
    back = (f'<RtrInf><OrgnlBkTxCd/><Rsn><Cd>AC01</Cd></Rsn></RtrInf>'
            if line.original else '')
    return (f'<Ntry><NtryRef>{line.serial}</NtryRef>'
            f'<Amt Ccy="CNY">{yuan(abs(line.fen))}</Amt>'
            f'<CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>'
            f'<Sts>BOOK</Sts><BookgDt><Dt>{line.day}</Dt></BookgDt>'
            f'<AcctSvcrRef>{line.serial}</AcctSvcrRef>'
            f'<BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>'
            f'<Refs><EndToEndId>{line.original or line.id or "NOTPROVIDED"}'
            f'</EndToEndId></Refs>{party}{remark}{back}'
            f'</TxDtls></NtryDtls></Ntry>')


def camt(account, first, last, lines, opening, closing):
    made = f'<CreDtTm>{last}T23:59:59</CreDtTm>'
    return '\n'.join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">',
        f'<BkToCstmrStmt><GrpHdr><MsgId>M{last:%Y%m%d}</MsgId>{made}</GrpHdr>',
        f'<Stmt><Id>{account}-{first:%Y%m%d}-{last:%Y%m%d}</Id>{made}',
        f'<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm>'
        f'<ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>'
        f'<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>',
        camt_balance('OPBD', first, opening), camt_balance('CLBD', last, closing),
        *map(camt_entry, lines), '</Stmt></BkToCstmrStmt></Document>', '']
        ).encode()


# --- files -------------------------------------------------------------------

class File:
    """What lies in the inbox; the name is that of the first book."""

    def __init__(self, name, bad=False):
        self.name, self.bad = name, bad

    def bytes(self, known, shuffle):
        raise NotImplementedError


class Raw(File):
    def __init__(self, name, data, bad=True):
        super().__init__(name, bad)
        self.data = data

    def bytes(self, known, shuffle):
        return self.data


class Bill(File):
    def __init__(self, channel, day, rows, wrong_by=0, packed=False):
        name = (f'{story.WECHAT}All{day}.csv' if channel == 'wechat' else
                f'{story.ALIPAY}0156_{day:%Y%m%d}_业务明细.csv')
        super().__init__(name + '.gz' * packed, wrong_by != 0)
        self.channel, self.day, self.rows = channel, day, rows
        self.wrong_by, self.packed = wrong_by, packed

    def bytes(self, known, shuffle):
        rows = list(self.rows)
        shuffle(rows)
        if self.channel == 'wechat':
            data = wechat_bill(rows, self.wrong_by)
        else:
            data = alipay_bill(self.day, rows)
            if self.wrong_by:
                data = data[:len(data) // 2]
        return gzip.compress(data, mtime=0) if self.packed else data


class Statement(File):
    def __init__(self, account, first, last, lines, opening, wrong_by=0):
        super().__init__(f'{account}-{first:%Y%m%d}-{last:%Y%m%d}.xml',
                         wrong_by != 0)
        self.account, self.first, self.last = account, first, last
        self.lines, self.opening, self.wrong_by = lines, opening, wrong_by

    def days(self):
        for i in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=i)

    def bytes(self, known, shuffle):
        lines = [Line(*(fill(v, known) if isinstance(v, str) else v
                        for v in line)) for line in self.lines]
        shuffle(lines)
        closing = self.opening + sum(line.fen for line in lines)
        return camt(self.account, self.first, self.last, lines, self.opening,
                    closing + self.wrong_by)
