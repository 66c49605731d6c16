"""Which table it is: the defects of WeChat's and Alipay's files."""
import characters
from alipay import ALIPAY_ACCOUNT, ALIPAY_TRADE, alipay_cut, end_missing
from tables import COMMON, Dialect, Table, plain_name, with_header
from wechat import WECHAT_FUND, WECHAT_TRADE

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
    return Dialect()


def defects(document):
    """Name of each defect to a function of the random numbers."""
    table = Table(document, Dialect())
    dialect = dialect_of(table.header)
    table = Table(document, dialect)
    named = dict(COMMON, **dialect.extra)
    if '列表结束' in document.text:
        named = SUMMARY
    made = {name: (lambda rng, make=make: make(table, rng))
            for name, make in named.items()}
    for name, make in characters.OF_LINES.items():
        made[name] = lambda rng, make=make: make(document, table.start, rng)
    return made
