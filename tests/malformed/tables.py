"""Defects of tables: WeChat, Alipay, and banks' CSV.

A dialect says how such a file is split and what its columns promise; the
defects are made from that, so that each is wrong by construction.
"""
import re
from decimal import Decimal

import characters
from document import CELL, FILE, KEYS, LINE, TOTALS

JUNK_MONEY = ('12a.00', '1.2.3', '1e2', '3E+05', '99999999999999999999.00',
              '--1', '1.005', 'NaN', '0x10', '1-2', '元', '壹佰元',
              '一百二十三元四角五分整一百二十三元四角五分整')
JUNK_TIMES = ('2026-02-30 10:00:00', '2026-13-01 10:00:00', '昨天',
              '2026-11-16 25:00:00', '2026-11-16 10:61:00',
              '0000-00-00 00:00:00', '16/11/2026 10:00:00')
ROUNDED = ('4.2E+27', '6.21E+18', '2.02611E+27', '1E+10')
FIELD = 4200    # over the limit of a field


class Dialect:
    """What is known of a kind of table; see the instances below."""

    def __init__(self, **known):
        self.separator = ','
        self.mark = ''          # in front of each row
        self.money = ()         # columns: junk in a cell is wrong
        self.full_money = ()    # an empty cell too
        self.times = ()         # columns of a day and a time
        self.needs_time = False  # a day alone is wrong
        self.words = {}         # column: what no row may say there
        self.ids = ()           # columns of digits that a spreadsheet rounds
        self.required = ()      # columns with no empty cell
        self.columns = 'any'    # which may be renamed, dropped: all of them
        self.ordered = True     # moved columns are wrong, more are too
        self.shifts = ()        # a cell too many before one of these columns
                                # leaves no reading of the row
        self.extra = {}
        self.__dict__.update(known)


def columns_of(dialect, header, wanted):
    """Positions of the columns of that name, brackets in any width."""
    plain = [plain_name(name) for name in header]
    return [i for i, name in enumerate(plain) if name in wanted]


def plain_name(name):
    return re.sub('[(（].*', '', name.strip('` \t\r'))


class Table:
    """A document in its lines; rows are those with as many cells as columns."""

    def __init__(self, document, dialect):
        self.document = document
        self.dialect = dialect
        self.lines = document.text.split('\n')
        self.header_at = self.find_header()
        head = self.lines[self.header_at]
        self.header = head.rstrip('\r').split(',')
        self.rows = [i for i in range(self.header_at + 1, self.end_of_rows())
                     if len(self.cells(i)) == len(self.header)]
        self.start = sum(len(line) + 1
                         for line in self.lines[:self.header_at + 1])

    def find_header(self):
        for i, line in enumerate(self.lines):
            if not line.startswith('#') and line.count(',') >= 4:
                return i
        raise ValueError(f'{self.document.name}: no header')

    def end_of_rows(self):
        for i in range(self.header_at + 1, len(self.lines)):
            line = self.lines[i].rstrip('\r')
            if line.startswith('#') or line == '' or (
                    self.dialect.mark and
                    not line.startswith(self.dialect.mark)):
                return i
        return len(self.lines)

    def cells(self, at):
        line = self.lines[at].rstrip('\r')
        return line[len(self.dialect.mark):].split(self.dialect.separator)

    def line_end(self, at):
        return '\r' if self.lines[at].endswith('\r') else ''

    def row(self, cells, at):
        return self.dialect.mark + self.dialect.separator.join(cells) + \
            self.line_end(at)

    def with_lines(self, lines, place, line=0):
        return self.document.changed('\n'.join(lines), place, line)

    def with_line(self, at, text, place, line=None):
        """The file with another line there."""
        lines = list(self.lines)
        lines[at] = text
        return self.with_lines(lines, place, at + 1 if line is None else line)

    def with_cell(self, at, column, value, place=CELL):
        cells = self.cells(at)
        if cells[column].strip() == value.strip():
            return None
        cells[column] = value
        return self.with_line(at, self.row(cells, at), place)

    def pick(self, names, rng, filled=False):
        """A row and one of those columns, with something in its cell."""
        columns = columns_of(self.dialect, self.header, names)
        found = [(at, c) for at in self.rows for c in columns
                 if not filled or self.cells(at)[c].strip()]
        return rng.choice(found) if found else (None, None)


def cell_defect(names, values, filled=True):
    """A cell of those columns says one of those values."""
    def make(table, rng):
        at, column = table.pick(names(table.dialect), rng, filled)
        if at is None:
            return None
        return table.with_cell(at, column, rng.choice(values))
    return make


def day_alone(table, rng):
    at, column = table.pick(table.dialect.times, rng)
    if at is None or not table.dialect.needs_time:
        return None
    return table.with_cell(at, column, '2026-11-16')


def wrong_word(table, rng):
    at, column = table.pick(table.dialect.words, rng)
    if at is None:
        return None
    word = table.dialect.words[plain_name(table.header[column])]
    return table.with_cell(at, column, word)


def cell_too_long(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    column = rng.randrange(len(table.header))
    cells = table.cells(at)
    return table.with_cell(at, column, cells[column] + 'x' * FIELD)


def cell_missing(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    del cells[rng.randrange(len(cells))]
    return table.with_line(at, table.row(cells, at), CELL)


def cell_added(table, rng):
    """Where the text that may hold separators cannot have it."""
    at, column = table.pick(table.dialect.shifts, rng)
    if at is None:
        return None
    cells = table.cells(at)
    cells.insert(column, 'x')
    return table.with_line(at, table.row(cells, at), CELL)


def row_cut(table, rng):
    """A row that breaks off, and the rest of the file after it."""
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    cells = cells[:rng.randint(1, len(cells) - 1)]
    return table.with_line(at, table.row(cells, at), CELL)


def header_renamed(table, rng):
    names = list(table.header)
    at = rng.choice(essential(table))
    names[at] = names[at] + rng.choice(('2', 'x', '号码'))
    return with_header(table, names)


def header_dropped(table, rng):
    names = list(table.header)
    at = rng.choice(essential(table))
    # A bill without rows may have a short header.
    if not table.rows and at == len(names) - 1:
        return None
    del names[at]
    return with_header(table, names)


def header_moved(table, rng):
    if not table.dialect.ordered or len(table.header) < 2:
        return None
    names = list(table.header)
    at = rng.randrange(len(names) - 1)
    names[at], names[at + 1] = names[at + 1], names[at]
    return with_header(table, names)


def header_added(table, rng):
    if not table.dialect.ordered:
        return None
    names = list(table.header)
    names.insert(rng.randint(0, len(names)), '新列')
    return with_header(table, names)


def header_twice(table, rng):
    """Two columns of one name, in the place of another."""
    names = list(table.header)
    at = rng.choice(essential(table))
    names[at] = names[at - 1]
    return with_header(table, names)


def essential(table):
    if table.dialect.columns == 'any':
        return range(len(table.header))
    return columns_of(table.dialect, table.header, table.dialect.columns)


def with_header(table, names):
    # What the format is recognised by may be gone.
    line = ','.join(names) + table.line_end(table.header_at)
    return table.with_line(table.header_at, line, FILE, 0)


COMMON = {
    'amount-is-none': cell_defect(lambda d: d.money, JUNK_MONEY),
    'amount-empty': cell_defect(lambda d: d.full_money, ('', ' ')),
    'time-is-none': cell_defect(lambda d: d.times, JUNK_TIMES),
    'time-empty': cell_defect(lambda d: d.times, ('',)),
    'day-alone': day_alone,
    'word-unknown': wrong_word,
    'id-rounded': cell_defect(lambda d: d.ids, ROUNDED),
    'required-empty': cell_defect(lambda d: d.required, ('',)),
    'field-too-long': cell_too_long,
    'cell-missing': cell_missing,
    'cell-added': cell_added,
    'row-cut': row_cut,
    'header-renamed': header_renamed,
    'header-dropped': header_dropped,
    'header-moved': header_moved,
    'header-added': header_added,
    'header-twice': header_twice,
}


# --- rows against the totals ------------------------------------------------

def row_dropped(table, rng):
    if not table.rows:
        return None
    lines = list(table.lines)
    del lines[rng.choice(table.rows)]
    return table.with_lines(lines, TOTALS)


def row_doubled(table, rng):
    if not table.rows:
        return None
    lines = list(table.lines)
    at = rng.choice(table.rows)
    lines.insert(at, lines[at])
    return table.with_lines(lines, TOTALS)


def rows_halved(table, rng):
    """What a program leaves that stops after half of the rows."""
    if len(table.rows) < 2:
        return None
    half = table.rows[:len(table.rows) // 2]
    kept = [line for i, line in enumerate(table.lines)
            if i not in table.rows or i in half]
    return table.with_lines(kept, TOTALS)


def line_among_rows(text, place=CELL):
    def make(table, rng):
        if not table.rows:
            return None
        at = rng.choice(table.rows)
        lines = list(table.lines)
        lines.insert(at, text + table.line_end(at))
        return table.with_lines(lines, place, at + 1)
    return make


TOTALLED = {
    'row-dropped': row_dropped,
    'row-doubled': row_doubled,
    'rows-halved': rows_halved,
}


# --- WeChat -----------------------------------------------------------------

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


def place_of_cut(table, at):
    return LINE if at > table.start else FILE


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


# --- Alipay -----------------------------------------------------------------

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


# --- banks ------------------------------------------------------------------

BANK_MONEY = ('借方发生额', '贷方发生额', '收入', '支出', '收入金额', '支出金额',
              '交易金额', '发生额', '借方金额', '贷方金额')

BANK = Dialect(money=BANK_MONEY, columns=BANK_MONEY, ordered=False)
BANK.extra = {'quote-never-closed': lambda table, rng: quote(table, rng)}


def quote(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    cells[0] = '"' + cells[0]
    return table.with_line(at, table.row(cells, at), CELL)


# --- which is it ------------------------------------------------------------

DIALECTS = (
    ('微信订单号', WECHAT_TRADE),
    ('资金流水单号', WECHAT_FUND),
    ('支付宝交易号', ALIPAY_TRADE),
    ('账务流水号', ALIPAY_ACCOUNT),
)


def wrong_first_column(table, rng):
    return with_header(table, ['x' + table.header[0]] + table.header[1:])


# A summary beside a bill: only that it is whole counts.
SUMMARY = {
    'cut': alipay_cut,
    'end-mark-missing': end_missing,
    'header-renamed': wrong_first_column,
}


def dialect_of(header):
    for name, dialect in DIALECTS:
        if any(plain_name(column) == name for column in header):
            return dialect
    return BANK


def defects(document):
    """Name of each defect to a function of the random numbers."""
    table = Table(document, BANK)
    dialect = dialect_of(table.header)
    table = Table(document, dialect)
    named = dict(COMMON, **dialect.extra)
    if dialect is BANK and '列表结束' in document.text:
        named = SUMMARY
    made = {name: (lambda rng, make=make: make(table, rng))
            for name, make in named.items()}
    for name, make in characters.OF_LINES.items():
        made[name] = lambda rng, make=make: make(document, table.start, rng)
    return made
