"""The story of the demonstration: who orders, who pays, what the bank books.

All of it is invented.  Organisations are called 示例 (example), their codes
begin with 91150100MADEM; the check digits are right, or yifen would refuse
them.  Prices of snca and cfca are those that the application guide publishes.
"""
from collections import namedtuple
from datetime import date, timedelta

WECHAT, ALIPAY = '1600000001', '2088000000000001'
ACCOUNT = '15010000100000001'
OPENING = 123456789
ZONE = '+08:00'

# --- reference data ----------------------------------------------------------

FREE = '示例医保项目'	# a project that pays nothing

FEE_COLUMNS = ('ca business cert_kind key_kind years basis amount_yuan '
               'next_year_yuan valid_from valid_to source project').split()
_fees = '''
snca new     any  -  per_year  300  260  guide
snca renew   any  -  per_year  260  260  guide
snca change  any  -  per_order 0    -    guide
snca unlock  any  -  per_order 0    -    guide
cfca new     any  1  term      250  -    guide
cfca new     any  2  term      450  -    guide
cfca new     any  4  term      850  -    guide
cfca renew   any  1  term      200  -    guide
cfca renew   any  2  term      400  -    guide
cfca renew   any  4  term      800  -    guide
cfca reissue any  -  per_order 50   -    guide
szca new     main -  per_year  270  230  demo
szca new     sub  -  per_year  170  140  demo
szca renew   any  -  per_year  230  230  demo
szca reissue any  -  per_order 60   -    demo
bjca new     any  -  per_year  310  260  demo
bjca renew   any  -  per_year  260  260  demo
bjca reissue any  -  per_order 80   -    demo
nmca new     any  -  per_year  240  200  demo
nmca renew   any  -  per_year  200  200  demo
'''


def _fee(line, project=''):
    ca, business, key, years, basis, amount, later, source = [
        '' if word == '-' else word for word in line.split()]
    return (ca, business, 'any', key, years, basis, amount, later,
            '2026-01-01', '', source, project)


FEES = [_fee(line) for line in _fees.strip().splitlines()]
FEES.append(_fee('nmca any any - per_order 0 - guide', FREE))

POLICY_COLUMNS = (
    'ca pay_method cert_kind business verify_mode pin_channel '
    'own_account_required review_before_payment one_payment_only review_days '
    'return_days buffer_days max_attempts expire_days '
    'receiving_account').split()
#   ca   pay_method    cert_kind  business verify   pin_channel   own    before one   review return
_policies = '''
szca any           any        any     outbound bank-remark no  no  no  3 2
szca bank_transfer org        any     transfer sms-handler yes no  no  3 2
szca bank_transfer org_person any     transfer sms-holder  yes no  no  3 2
bjca any           any        any     none     sms-handler no  no  no  5 2
bjca any           any        reissue outbound bank-remark no  no  no  5 1
nmca any           any        any     none     none        no  yes yes 3 2
snca any           any        any     none     with-key    no  no  no  3 2
cfca any           any        any     none     with-key    no  no  no  3 2
snca any           any        unlock  none     none        no  no  no  3 2
cfca any           any        renew   none     none        no  no  no  3 2
'''
POLICIES = [tuple(line.split()) + (3, 3, 10, ACCOUNT)
            for line in _policies.strip().splitlines()]

CHANNEL_COLUMNS = ('channel', 'merchant_no', 'settlement_payer',
                   'settlement_remark')
CHANNELS = [
    ('wechat', WECHAT, '财付通支付科技有限公司',
     '微信支付商户{merchant}{bill_date}结算款'),
    ('alipay', ALIPAY, '支付宝（中国）网络技术有限公司',
     '支付宝商户{merchant}{bill_date}结算款')]

TAX_COLUMNS = ('ca', 'business', 'tax_code', 'tax_name', 'rate', 'valid_from',
               'valid_to', 'recognition')
TAXES = [(ca, 'any', '3040203000000000000', '数字证书服务', rate, '2026-01-01', '',
          recognition)
         for ca, rate, recognition in (
             ('szca', '0.06', 'ratable_day'), ('bjca', '0.06', ''),
             ('nmca', '0.03', ''), ('snca', '0.06', 'at_delivery'),
             ('cfca', '0.06', 'ratable_day'))]

# What the State Council published for 2026: first and last day off, and the
# weekend days that are worked instead.
_holidays = '''
01-01 01-03, 02-15 02-23, 04-04 04-06, 05-01 05-05, 06-19 06-21,
09-25 09-27, 10-01 10-07'''
_worked = '01-04 02-14 02-28 05-09 09-20 10-10'


def calendar():
    rows = [(f'2026-{day}', 'workday') for day in _worked.split()]
    for span in _holidays.split(','):
        first, last = (date.fromisoformat('2026-' + d) for d in span.split())
        rows += [(str(first + timedelta(days=i)), 'holiday')
                 for i in range((last - first).days + 1)]
    return sorted(rows)


# --- organisations -----------------------------------------------------------

USCC_SET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
WORDS = '青城 草原 云智 恒信 博远 瑞丰 蒙源 中孚 昊天 鼎盛 同泽 万家 宏图 汇通 阳光 金谷'.split()
TRADES = '建设工程 商贸 信息技术 医疗器械 园林绿化 物业服务 办公设备 印务'.split()
PEOPLE = '张示例 李示例 王示例 赵示例 周示例 吴示例'.split()

Org = namedtuple('Org', 'name uscc account bank bank_code person mobile')


def _uscc(number):
    """Registrar, area, code with its check digit (GB 11714), check digit of
    the whole (GB 32100)."""
    body = f'MADEM{number:03d}'
    total = sum(int(c, 36) * w
                for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2)))
    code = '91150100' + body + '0123456789X'[(11 - total % 11) % 11]
    total = sum(USCC_SET.index(c) * pow(3, i, 31)
                for i, c in enumerate(code))
    return code + USCC_SET[-total % 31]


def _bank_code(number):
    """ISO 7064 MOD 11,10."""
    digits = f'1021910{number:04d}'
    p = 10
    for c in digits:
        p = 2 * ((int(c) + p) % 10 or 10) % 11
    return digits + str((11 - p) % 10)


def org(number, name=None):
    name = name or ('示例' + WORDS[number % len(WORDS)] +
                    TRADES[number // 3 % len(TRADES)] + '有限公司')
    return Org(name, _uscc(number), f'15019{number:03d}00000{number:04d}',
               '示例银行呼和浩特分行', _bank_code(number),
               PEOPLE[number % len(PEOPLE)], f'1380000{number:04d}')


# --- nights ------------------------------------------------------------------

ORDER_COLUMNS = (
    'order_no ca created_at business cert_kind years main_keys sub_keys '
    'project applicant_name uscc account_no bank_name bank_code handler_name '
    'handler_mobile holder_name holder_mobile pay_method pay_refs '
    'claimed_yuan claimed_at claimed_trade_no voucher_ref review reviewed_at '
    'verify_mode verify_code invoice_kind invoice_title invoice_tax_no '
    'invoice_address invoice_phone invoice_bank invoice_account '
    'invoice_email prior_cert_end').split()

ChannelRow = namedtuple('ChannelRow', 'txn ref fen time refund goods')
BankLine = namedtuple('BankLine', 'serial fen name account remark')


class Night:
    def __init__(self, day):
        self.day = date.fromisoformat(day)
        self.orders, self.wechat, self.alipay, self.bank = [], [], [], []
        self.late = []	# nights whose WeChat bill comes once more
        self.wechat_wrong_by = 0
        self.wechat_gzip = self.alipay_zip = False
        self.minute, self.counts = 0, {}

    def next(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def time(self, clock=None):
        """HH:MM:SS, a few minutes after the one before."""
        self.minute += 7
        return clock or (f'{9 + self.minute // 60:02d}:{self.minute % 60:02d}'
                         f':{self.minute * 11 % 60:02d}')

    def order(self, ca, business, by, pay='wechat', review='approved', **more):
        created = f'{self.day}T{self.time()}{ZONE}'
        no = (f'{ca[:2].upper()}{self.day:%Y%m%d}{self.next(ca):04d}')
        row = dict(
            order_no=no, ca=ca, created_at=created, business=business,
            cert_kind='org', years=1, main_keys=1, sub_keys=0,
            project='政府采购', applicant_name=by.name, uscc=by.uscc,
            account_no=by.account, bank_name=by.bank, bank_code=by.bank_code,
            handler_name=by.person, handler_mobile=by.mobile,
            holder_name=by.person, holder_mobile=by.mobile, pay_method=pay,
            pay_refs=no + 'P1' if pay in ('wechat', 'alipay') else '',
            review=review,
            reviewed_at=created if review == 'approved' else '',
            invoice_kind='general', invoice_title=by.name,
            invoice_tax_no=by.uscc, invoice_email='invoice@example.com')
        if business in ('renew', 'reissue'):
            row['prior_cert_end'] = str(self.day + timedelta(days=25))
        row.update(more)
        self.orders.append(row)
        return row

    def again(self, row, **changes):
        """A new version of an order of an earlier night."""
        row = {**row, **changes}
        self.orders.append(row)
        return row

    def approve(self, row):
        return self.again(row, review='approved',
                          reviewed_at=f'{self.day}T{self.time()}{ZONE}')

    def paid(self, row, fen, claim=True, channel=None, ref=None):
        """By WeChat or Alipay; the service hall claims it."""
        channel = channel or row['pay_method']
        number = self.next(channel)
        txn = {'wechat': f'42000{self.day:%Y%m%d}{number:015d}',
               'alipay': f'{self.day:%Y%m%d}2200{number:016d}'}[channel]
        clock = self.time()
        paid = ChannelRow(txn, ref or row['pay_refs'].split(';')[0], fen,
                          f'{self.day} {clock}', '', '数字证书服务费')
        getattr(self, channel).append(paid)
        if claim:
            row.update(claimed_yuan=f'{fen // 100}.{fen % 100:02d}',
                       claimed_at=f'{self.day}T{clock}{ZONE}',
                       claimed_trade_no=txn)
        return paid

    def refunds(self, channel, paid, fen):
        number = self.next('refund')
        refund = (f'50300{self.day:%Y%m%d}{number:015d}'
                  if channel == 'wechat' else f'REF{self.day:%Y%m%d}{number:04d}')
        getattr(self, channel).append(paid._replace(
            fen=-fen, time=f'{self.day} {self.time()}', refund=refund))

    def books(self, fen, who, remark='', account=None, name=None):
        """A line of our account: fen > 0 into it."""
        serial = f'{self.day:%Y%m%d}{self.next("bank"):08d}'
        self.bank.append(BankLine(
            serial, fen, name or (who.name if who else ''),
            account or (who.account if who else ''), remark))
        return serial

    def settles(self, night, channel, net):
        for name, merchant, payer, remark in CHANNELS:
            if name == channel:
                self.books(net, None, remark.format(
                    merchant=merchant, bill_date=f'{night.day:%Y%m%d}'),
                    name=payer, account='99900000000000001')


def wide(text):
    """As people type on a Chinese keyboard: full-width."""
    return ''.join(chr(ord(c) + 0xfee0) if '!' <= c <= '~' else c
                   for c in text)


PASS_ON = dict(name='支付宝（中国）网络技术有限公司客户备付金',
               account='99900000000000002')


# --- Monday 16 November ------------------------------------------------------

def monday_online(n, kept):
    n.paid(n.order('snca', 'new', org(1)), 30000)
    kept['unreviewed'] = n.order('snca', 'new', org(2), 'alipay', 'pending',
                                 years=2, main_keys=2)
    n.paid(kept['unreviewed'], 112000)
    n.paid(n.order('cfca', 'new', org(3), years=2), 45000)
    n.paid(n.order('cfca', 'renew', org(4), 'alipay', years=4), 80000)
    n.paid(n.order('bjca', 'new', org(5)), 31000)
    # The hall never heard of it (掉单).
    n.paid(n.order('snca', 'new', org(6)), 30000, claim=False)
    n.paid(n.order('cfca', 'new', org(7), years=2), 40000)	# short
    n.paid(n.order('snca', 'new', org(8), 'alipay'), 39000)	# over
    twice = n.order('snca', 'new', org(9))
    twice['pay_refs'] += f';{twice["order_no"]}P2'
    n.paid(twice, 30000)
    n.paid(twice, 30000, False, 'alipay', twice['order_no'] + 'P2')
    # Claimed on Sunday, of which WeChat has no bill.
    n.order('snca', 'new', org(10), claimed_yuan='300.00',
            claimed_at=f'2026-11-15T20:41:07{ZONE}',
            claimed_trade_no='4200020261115000000000000001')
    kept['gone'] = n.paid(n.order('cfca', 'new', org(11), 'alipay',
                                  'pending'), 25000)
    kept['half'] = n.paid(n.order('cfca', 'new', org(12), review='pending',
                                  main_keys=2), 50000)
    kept['late'] = n.paid(n.order('snca', 'new', org(13)), 30000)
    kept['early'] = n.order('nmca', 'new', org(14), review='pending')
    n.paid(kept['early'], 24000)
    kept['stray'] = n.paid({'pay_method': 'wechat',
                            'pay_refs': 'UNKNOWN20261116'}, 26000)


def monday_nothing_due(n):
    n.order('snca', 'unlock', org(15), 'none')
    n.order('nmca', 'new', org(16), 'none', project=FREE, invoice_kind='none')
    n.order('cfca', 'new', org(17), 'none', years=3)	# no such term


def monday_transfers(n, kept):
    order = n.order('cfca', 'new', org(18), 'bank_transfer')
    no = order['order_no']
    n.books(25000, org(18), wide(f'转账 订单{no[:2]}{no[2:6]}-{no[6:10]}-{no[10:]} '
                                 '数字证书费'))
    n.order('cfca', 'new', org(19), 'bank_transfer', years=2)
    n.books(45000, org(19), '证书费')
    group = org(20, '示例金谷（集团）有限公司')
    n.order('snca', 'new', group, 'bank_transfer')
    n.books(30000, group, '货款', '15019000000009020', '示例金谷(集团) 有限公司')
    own = n.order('szca', 'new', org(21), 'bank_transfer')
    n.books(27000, org(21), own['order_no'])
    own = n.order('szca', 'new', org(22), 'bank_transfer',
                  cert_kind='org_person', holder_name='孙示例')
    n.books(27000, org(22), 'CA证书费 ' + own['order_no'].lower())
    other = n.order('szca', 'new', org(23), 'bank_transfer')
    n.books(27000, org(24), '代付 ' + other['order_no'])	# not its own account
    kept['parts'] = n.order('snca', 'new', org(25), 'bank_transfer', years=2)
    n.books(20000, org(25), kept['parts']['order_no'] + ' 首付')
    passed = n.order('cfca', 'new', org(26), 'bank_transfer')
    n.books(25000, None, f'周示例支付宝转账 {passed["order_no"]}', **PASS_ON)
    n.books(188800, org(27), '货款')	# nobody's
    n.books(-2000, None, '网银手续费')


def monday_accounts(n, kept):
    for name, number, channel, code in (('stays', 28, 'wechat', '739164'),
                                        ('returned', 29, 'alipay', '518273')):
        kept[name] = n.order('szca', 'new', org(number), channel,
                             verify_code=code)
        n.paid(kept[name], 27000)
    kept['reissue'] = n.order('bjca', 'reissue', org(30), 'alipay',
                              verify_code='264917')
    n.paid(kept['reissue'], 8000)
    for name, number, code in (('right', 31, '482913'), ('wrong', 32, '350762'),
                               ('stranger', 33, '917406'),
                               ('silent', 34, '605348')):
        kept[name] = n.order('bjca', 'new', org(number), verify_mode='inbound',
                             verify_code=code)
        n.paid(kept[name], 31000)


# --- Tuesday 17 November: the WeChat bill was altered, it is refused ---------

def tuesday_orders(n, kept):
    n.approve(kept['unreviewed'])
    n.approve(kept['early'])
    n.refunds('alipay', kept['gone'], 25000)
    n.paid(n.order('snca', 'new', org(35)), 30000)	# waits for the bill
    n.paid(n.order('bjca', 'new', org(49), years=2), 57000)
    n.paid(n.order('snca', 'new', org(36), 'alipay'), 30000)
    n.order('snca', 'new', org(37), 'alipay')	# unpaid
    slip = n.order('cfca', 'new', org(38), 'bank_transfer')
    slip['voucher_ref'] = n.books(25000, org(38), '', '15019000000009038',
                                  org(38).name + '第一分公司')
    once = n.order('nmca', 'new', org(39), 'bank_transfer')
    n.books(10000, org(39), once['order_no'])	# one payment only


def tuesday_transfers(n, kept):
    n.books(36000, org(25), kept['parts']['order_no'] + ' 尾款')
    for business, years in (('new', 1), ('new', 2), ('renew', 4)):
        n.order('cfca', business, org(40), 'bank_transfer', years=years)
    n.books(105000, org(40), '证书款')	# only 250 and 800 add up to it
    for _ in range(2):
        n.order('cfca', 'new', org(41), 'bank_transfer')
    n.books(25000, org(41), '证书费')	# which of the two?
    both = [n.order('cfca', 'renew', org(42), 'bank_transfer', years=years)
            for years in (1, 2)]
    n.books(60000, org(42), '、'.join(o['order_no'] for o in both))


def tuesday_accounts(n, kept):
    n.books(-1, org(28), '证书密码739164')
    n.books(-1, org(29), '证书密码518273')
    n.books(-1, org(30), 'PIN码：264917')
    n.books(1, org(29), '退汇 账号户名不符')
    n.books(1, org(31), wide('验证码482 913'))
    n.books(1, org(32), '验证码350726')	# two digits changed places
    n.books(1, org(43), '917406')	# somebody else pays


# --- Wednesday 18 November ---------------------------------------------------

def wednesday(n, kept):
    fixed = '15019000000009029'
    n.again(kept['returned'], account_no=fixed, verify_code='')
    n.refunds('wechat', kept['half'], 25000)
    n.refunds('wechat', kept['late'], 30000)
    n.refunds('wechat', kept['stray'], 26000)
    n.paid(n.order('cfca', 'reissue', org(44)), 5000)
    n.paid(n.order('bjca', 'renew', org(45), 'alipay'), 26000)
    n.paid(n.order('szca', 'new', org(46)), 27000)	# yifen makes its PIN
    n.order('snca', 'new', org(47), claimed_yuan='300.00',
            claimed_at=f'{n.day}T23:59:57{ZONE}',
            claimed_trade_no='4200020261118000000000000099')
    n.books(1, org(48), '验证')	# of nobody


def nights(net_of):
    """The three nights; net_of: what a channel pays for a day's rows."""
    first, second, third = map(Night, ('2026-11-16', '2026-11-17',
                                       '2026-11-18'))
    kept = {}
    monday_online(first, kept)
    monday_nothing_due(first)
    monday_transfers(first, kept)
    monday_accounts(first, kept)

    second.settles(first, 'wechat', net_of(first.wechat))
    second.settles(first, 'alipay', net_of(first.alipay) - 500)	# 5.00 less
    tuesday_orders(second, kept)
    tuesday_transfers(second, kept)
    tuesday_accounts(second, kept)
    second.wechat_wrong_by = 10000	# as if somebody had edited it

    third.settles(second, 'wechat', net_of(second.wechat))
    third.settles(second, 'alipay', net_of(second.alipay))
    wednesday(third, kept)
    third.late, third.wechat_gzip, third.alipay_zip = [second], True, True
    return [first, second, third]
