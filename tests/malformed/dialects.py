"""Which table it is: the defects of WeChat's, Alipay's and banks' files."""
import characters
from alipay import ALIPAY_ACCOUNT, ALIPAY_TRADE, alipay_cut, end_missing
from document import CELL
from tables import COMMON, Dialect, Table, plain_name, with_header
from wechat import WECHAT_FUND, WECHAT_TRADE

BANK_MONEY = ('借方发生额', '贷方发生额', '收入', '支出', '收入金额', '支出金额',
              '交易金额', '发生额', '借方金额', '贷方金额')


def quote(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    cells[0] = '"' + cells[0]
    return table.with_line(at, table.row(cells, at), CELL)


BANK = Dialect(money=BANK_MONEY, columns=BANK_MONEY, ordered=False,
               extra={'quote-never-closed': quote})

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
