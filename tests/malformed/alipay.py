"""Defects of Alipay's bills."""
import re
from decimal import Decimal

from document import CELL, KEYS, LINE, TOTALS
from tables import (TOTALLED, Dialect, columns_of, line_among_rows,
                    place_of_cut)

FOOT = re.compile('^#.*合计[：:]')


def foot_lines(table):
    return [i for i, line in enumerate(table.lines) if FOOT.match(line)]


def foot_changed(table, rng):
    """The count or the sum of a line like #交易合计."""
    found = foot_lines(table)
    if not found or not table.rows:
        return None
    at = rng.choice(found)
    if rng.random() < 0.5:
        def change(match):
            return str(int(match.group(1)) + 1) + '笔'
        line = re.sub('([0-9]+)笔', change, table.lines[at], count=1)
    else:
        def change(match):
            figure = Decimal(match.group(1))
            return '共%s元' % (figure + Decimal('0.01').copy_sign(figure))
        line = re.sub('共(-?[0-9.]+)元', change, table.lines[at], count=1)
    return table.with_line(at, line, TOTALS, 0)


def foot_is_none(table, rng):
    found = foot_lines(table)
    if not found:
        return None
    at = rng.choice(found)
    line = re.sub('[0-9]+笔', rng.choice(('几笔', '1.5笔', '-1笔')),
                  table.lines[at], count=1)
    return table.with_line(at, line, LINE)


def alipay_cut(table, rng):
    end = table.document.text.index('列表结束')
    at = rng.randint(1, end)
    return table.document.changed(table.document.text[:at],
                                  place_of_cut(table, at))


def end_missing(table, rng):
    lines = [line for line in table.lines if '列表结束' not in line]
    return table.with_lines(lines, LINE)


def feet_missing(table, rng):
    found = foot_lines(table)
    if not found or not table.rows:
        return None
    lines = [line for i, line in enumerate(table.lines) if i not in found]
    return table.with_lines(lines, LINE)


def trade_twice(table, rng):
    """A payment once more, of one yuan more, and a foot that agrees."""
    if not table.rows:
        return None
    (received,) = columns_of(table.dialect, table.header, ('商家实收',))
    paid = [at for at in table.rows
            if '交易' in (cell.strip() for cell in table.cells(at))]
    back = any('退款' in (cell.strip() for cell in table.cells(at))
               for at in table.rows)
    feet = [at for at in foot_lines(table) if '交易合计' in table.lines[at]]
    if not paid or len(feet) != 1 or (back and len(foot_lines(table)) != 2):
        return None
    at = rng.choice(paid)
    row = table.cells(at)
    row[received] = str(Decimal(row[received].strip()) + 1)
    foot = re.sub('([0-9]+)笔', lambda m: str(int(m.group(1)) + 1) + '笔',
                  table.lines[feet[0]], count=1)
    foot = re.sub('共([0-9.]+)元', lambda m: '共%s元' % (
        Decimal(m.group(1)) + Decimal(row[received])), foot, count=1)
    lines = list(table.lines)
    lines[feet[0]] = foot
    lines.insert(at, table.row(row, at))
    return table.with_lines(lines, KEYS)


def row_after_end(table, rng):
    if not table.rows:
        return None
    row = table.lines[rng.choice(table.rows)]
    lines = table.lines[:-1] + [row, ''] if table.lines[-1] == '' else \
        table.lines + [row]
    return table.with_lines(lines, CELL)


def period_reversed(table, rng):
    for at, line in enumerate(table.lines[:table.header_at]):
        if re.search(r'起始日期[：:]\[\d.*终止日期[：:]\[\d{4}', line):
            line = re.sub(r'(终止日期[：:]\[)\d{4}', r'\g<1>2001', line)
            return table.with_line(at, line, LINE)
    return None


def period_is_none(table, rng):
    for at, line in enumerate(table.lines[:table.header_at]):
        if re.search(r'起始日期[：:]\[\d{4}年', line):
            month = rng.choice(('13', '00', '1x'))
            line = re.sub(r'(起始日期[：:]\[\d{4}年)\d\d', r'\g<1>' + month,
                          line)
            return table.with_line(at, line, LINE)
    return None


ALIPAY = dict(TOTALLED, **{
    'total-changed': foot_changed,
    'total-is-none': foot_is_none,
    'cut': alipay_cut,
    'end-mark-missing': end_missing,
    'totals-missing': feet_missing,
    'row-after-end': row_after_end,
    'period-reversed': period_reversed,
    'period-is-none': period_is_none,
    'note-among-rows': line_among_rows('#小计'),
})

ALIPAY_TRADE = Dialect(
    money=('订单金额', '商家实收', '支付宝红包', '集分宝', '集分宝抵扣',
           '支付宝优惠', '商家优惠', '券核销金额', '商家红包消费金额',
           '卡消费金额', '服务费', '分润'),
    full_money=('订单金额', '商家实收', '服务费', '分润'),
    times=('完成时间',), needs_time=True,
    words={'业务类型': '提现'},
    ids=('支付宝交易号', '商户订单号'),
    required=('支付宝交易号', '业务类型'),
    shifts=('支付宝交易号', '商户订单号', '业务类型'),
    extra=dict(ALIPAY, **{'key-twice': trade_twice}))

ALIPAY_ACCOUNT = Dialect(
    money=('收入金额', '支出金额'),
    times=('发生时间',),
    ids=('账务流水号',), required=('账务流水号',),
    columns=('账务流水号', '发生时间', '收入金额', '支出金额'),
    ordered=False, shifts=('收入金额',), extra=ALIPAY)
