"""Defects of WeChat's bills."""
from decimal import Decimal

from document import CELL, FILE, KEYS, LINE, TOTALS
from tables import (JUNK_MONEY, TOTALLED, Dialect, columns_of,
                    line_among_rows, place_of_cut, plain_name)


def last_line(table):
    at = len(table.lines) - 1
    while table.lines[at].strip() == '':
        at -= 1
    return at


def total_changed(table, rng):
    """A figure of the last line; the first is a count."""
    at = last_line(table)
    cells = table.cells(at)
    column = rng.randrange(len(cells))
    more = 1 if column == 0 else Decimal('0.01')
    cells[column] = str(Decimal(cells[column]) + rng.choice((1, 3, 100)) * more)
    return table.with_line(at, table.row(cells, at), TOTALS, 0)


def total_is_none(table, rng):
    at = last_line(table)
    cells = table.cells(at)
    column = rng.randrange(len(cells))
    cells[column] = rng.choice(JUNK_MONEY + ('', ) +
                               (('1.5', '-1') if column == 0 else ()))
    return table.with_line(at, table.row(cells, at), CELL)


def wechat_cut(table, rng):
    """Before the last figure: it may be cut and still say the same."""
    text = table.document.text
    end = text.rindex(',`')
    at = rng.randint(1, end)
    return table.document.changed(text[:at], place_of_cut(table, at))


def totals_missing(table, rng):
    at = last_line(table) - rng.choice((0, 1))
    return table.with_lines(table.lines[:at] + [''], LINE)


def after_totals(table, rng):
    at = last_line(table)
    more = rng.choice(('`x', 'x', '合计', table.lines[at], '`1,`2'))
    lines = table.lines[:at + 1] + [more.rstrip('\r') + table.line_end(at), '']
    return table.with_lines(lines, CELL, at + 2)


def without_mark(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    return table.with_line(at, table.lines[at][1:], FILE, 0)


def totals_header(table, rng):
    at = last_line(table) - 1
    names = table.lines[at].rstrip('\r').split(',')
    column = rng.randrange(len(names))
    what = rng.choice(('renamed', 'dropped'))
    if what == 'renamed':
        names[column] += 'x'
    else:
        del names[column]
    return table.with_line(at, ','.join(names) + table.line_end(at), CELL, 0)


# What each figure of the last line adds up.
TOTAL_OF = {
    '应结订单总金额': ('应结订单金额', '总金额'),
    '总交易额': ('总金额',),
    '退款总金额': ('退款金额',),
    '总退款金额': ('退款金额',),
    '充值券退款总金额': ('充值券退款金额',),
    '总代金券或立减优惠退款金额': ('代金券或立减优惠退款金额',),
    '总企业红包退款金额': ('企业红包退款金额',),
    '手续费总金额': ('手续费',),
    '订单总金额': ('订单金额',),
    '申请退款总金额': ('申请退款金额',),
}


def key_twice(table, rng):
    """A payment once more, of one yuan more, and totals that agree."""
    (state,) = columns_of(table.dialect, table.header, ('交易状态',))
    paid = [at for at in table.rows if table.cells(at)[state] == 'SUCCESS']
    if not paid:
        return None
    at, last = rng.choice(paid), last_line(table)
    row = table.cells(at)
    for column in columns_of(table.dialect, table.header,
                             ('应结订单金额', '总金额', '订单金额')):
        row[column] = str(Decimal(row[column]) + 1)
    totals = table.cells(last)
    names = table.lines[last - 1].rstrip('\r').split(',')
    totals[0] = str(Decimal(totals[0]) + 1)
    for i, name in enumerate(names[1:], 1):
        for column in columns_of(table.dialect, table.header,
                                 TOTAL_OF[plain_name(name)]):
            totals[i] = str(Decimal(totals[i]) + Decimal(row[column]))
    lines = list(table.lines)
    lines[last] = table.row(totals, last)
    lines.insert(at, table.row(row, at))
    return table.with_lines(lines, KEYS)


def second_merchant(table, rng):
    if len(table.rows) < 2:
        return None
    (column,) = columns_of(table.dialect, table.header, ('商户号',))
    return table.with_cell(rng.choice(table.rows[1:]), column, '1900000099')


WECHAT = dict(TOTALLED, **{
    'total-changed': total_changed,
    'total-is-none': total_is_none,
    'cut': wechat_cut,
    'totals-missing': totals_missing,
    'line-after-totals': after_totals,
    'row-without-mark': without_mark,
    'totals-header': totals_header,
    'empty-line-among-rows': line_among_rows(''),
    'text-among-rows': line_among_rows('小计'),
})

WECHAT_TRADE = Dialect(
    separator=',`', mark='`',
    money=('应结订单金额', '总金额', '代金券金额', '代金券或立减优惠金额',
           '企业红包金额', '退款金额', '充值券退款金额',
           '代金券或立减优惠退款金额', '企业红包退款金额', '手续费',
           '订单金额', '申请退款金额'),
    full_money=('应结订单金额', '总金额', '退款金额', '手续费', '订单金额'),
    times=('交易时间',), needs_time=True,
    words={'交易状态': 'CLOSED', '货币种类': 'USD'},
    ids=('商户号', '微信订单号', '商户订单号', '微信退款单号'),
    required=('商户号', '微信订单号', '交易状态', '货币种类'),
    shifts=('交易时间', '公众账号ID', '商户号'),
    extra=dict(WECHAT, **{'second-merchant': second_merchant,
                          'key-twice': key_twice}))

WECHAT_FUND = Dialect(
    separator=',`', mark='`',
    money=('收支金额',), full_money=('收支金额',),
    times=('记账时间',), words={'收支类型': '借'},
    ids=('微信支付业务单号', '资金流水单号'),
    required=('收支类型',),
    shifts=('记账时间', '微信支付业务单号'), extra=WECHAT)
