"""What may happen on a day, each with its weight."""
from datetime import timedelta

import rules
from files import ACCOUNTS, make_fixtures, story

HOLDINGS = '支付宝（中国）网络技术有限公司客户备付金'

# --- orders ------------------------------------------------------------------


def order_no(w, ca):
    """Now and then one that another CA has given, too."""
    if w.orders and w.chance(.04):
        no = w.any_order()['order_no']
        if (ca, no) not in w.orders:
            return no
    return f"{ca[:2].upper()}{w.today:%Y%m%d}{w.next('order'):04d}"


def new_order(w):
    ca = w.pick('szca', 'bjca', 'nmca', 'snca', 'cfca')
    by = w.rng.choice(w.orgs)
    no = order_no(w, ca)
    day = w.today - timedelta(days=w.weighted([(8, 0), (1, 1), (1, 2)]))
    created = w.moment(day)
    pay = w.weighted([(5, 'wechat'), (4, 'alipay'), (7, 'bank_transfer'),
                      (1, 'card'), (1, 'none')])
    business = w.weighted([(10, 'new'), (5, 'renew'), (2, 'reissue'),
                           (1, 'change'), (1, 'unlock'), (1, 'revoke')])
    row = dict(
        order_no=no, ca=ca, created_at=created, business=business,
        cert_kind=w.pick('org', 'org', 'org_person', 'person'),
        years=w.pick('', 1, 1, 1, 2, 3, 4),
        main_keys=w.pick(0, 1, 1, 1, 2), sub_keys=w.pick(0, 0, 0, 1),
        project=story.FREE if w.chance(.05) else '政府采购',
        applicant_name=by.name, uscc=by.uscc, account_no=by.account,
        bank_name=by.bank, bank_code=by.bank_code, handler_name=by.person,
        handler_mobile=by.mobile, holder_name=by.person,
        holder_mobile=by.mobile, pay_method=pay,
        pay_refs=w.pick(no + 'P1', f'{no}P1;{no}P2')
        if pay in ('wechat', 'alipay') else '',
        claimed_yuan='', claimed_at='', claimed_trade_no='', voucher_ref='',
        review=w.weighted([(8, 'approved'), (3, 'pending'), (1, 'rejected')]),
        verify_mode=w.weighted([(8, ''), (1, 'none'), (2, 'inbound'),
                                (1, 'outbound'), (1, 'transfer')]),
        verify_code=w.digits(6) if w.chance(.3) else '',
        invoice_kind='general', invoice_title=by.name, invoice_tax_no=by.uscc)
    row['reviewed_at'] = w.moment() if row['review'] == 'approved' else ''
    if business in ('renew', 'reissue'):
        row['prior_cert_end'] = str(day + timedelta(days=25))
    w.orders[ca, no] = row
    w.changed.add((ca, no))
    if w.chance(.15):	# never paid through a channel, yet claimed
        claim(w, row)
    return row


def change(w, row, **values):
    row.update(values)
    w.changed.add((row['ca'], row['order_no']))


def claim(w, row, fen=None, txn='', day=None):
    fen = fen or w.amount_for(row)
    change(w, row, claimed_yuan=f'{fen // 100}.{fen % 100:02d}',
           claimed_at=w.moment(day, late=w.chance(.1)), claimed_trade_no=txn)


def review(w, row):
    state = w.weighted([(6, 'approved'), (1, 'rejected'), (1, 'pending')])
    change(w, row, review=state,
           reviewed_at=w.moment() if state == 'approved' else '')


def other_account(w, row):
    change(w, row, account_no=w.rng.choice(w.orgs).account
           if w.chance(.3) else '1501' + w.digits(14))


def take_claim_back(w, row):
    change(w, row, claimed_yuan='', claimed_at='', claimed_trade_no='')


ORDER_CHANGES = [
    (8, review),
    (3, other_account),
    (3, claim),
    (2, take_claim_back),
    (2, lambda w, row: change(w, row, verify_code=w.digits(6))),
    (1, lambda w, row: change(w, row, years=w.pick(1, 2, 4))),
    (1, lambda w, row: change(w, row, sub_keys=w.pick(0, 1, 2))),
    (1, lambda w, row: change(w, row, business=w.pick('new', 'renew'),
                              prior_cert_end=str(w.today))),
    (1, lambda w, row: change(w, row, project=w.pick(story.FREE, ''))),
    (1, lambda w, row: change(w, row, verify_mode=w.pick(
        '', 'inbound', 'outbound', 'transfer', 'none'))),
    (1, lambda w, row: change(w, row, pay_method=w.pick(
        'wechat', 'alipay', 'bank_transfer'))),
    (1, lambda w, row: change(w, row, applicant_name=w.rng.choice(w.orgs).name)),
    (1, lambda w, row: change(w, row, pay_refs=row['order_no'] + 'P9')),
]


def change_order(w):
    row = w.any_order()
    if row:
        w.weighted(ORDER_CHANGES)(w, row)


# --- channels ----------------------------------------------------------------

def channel_row(w, channel, ref, fen, txn=None, refund='', keep=True):
    n = w.next(channel)
    txn = txn or {'wechat': f'42000{w.today:%Y%m%d}{n:015d}',
                  'alipay': f'{w.today:%Y%m%d}2200{n:016d}'}[channel]
    row = story.ChannelRow(txn, ref, fen, w.moment()[:19].replace('T', ' '),
                           refund, '数字证书服务费')
    if keep:
        w.rows[channel][w.today].append(row)
        if w.today not in w.settled[channel]:
            w.settled[channel].append(w.today)
    return row


def pay_by_channel(w):
    row = w.unpaid_order(lambda r: r['pay_refs'] or w.chance(.1))
    channel = w.pick('wechat', 'alipay')
    if row is None:
        return
    if row['pay_method'] in ('wechat', 'alipay') and w.chance(.9):
        channel = row['pay_method']
    refs = row['pay_refs'].split(';')
    kind = w.weighted([(30, 'ref'), (4, 'trade-no'), (2, 'stray')])
    ref = refs[0] if kind == 'ref' and w.chance(.8) else refs[-1]
    if kind != 'ref' or not ref:
        ref = f"ZZ{w.next('stray'):08d}"
    paid = channel_row(w, channel, ref, w.amount_for(row))
    if kind == 'trade-no':
        claim(w, row, paid.fen, paid.txn)
    elif kind == 'ref' and w.chance(.8):
        claim(w, row, paid.fen if w.chance(.95) else None,
              paid.txn if w.chance(.9) else '')


def refund_by_channel(w):
    channel = w.pick('wechat', 'alipay')
    paid = [r for rows in w.rows[channel].values() for r in rows if r.fen > 0]
    if not paid:
        return
    row = w.rng.choice(paid[-30:])
    fen = w.weighted([(6, row.fen), (3, max(1, row.fen // 2)), (1, 100),
                      (1, row.fen + 100)])
    txn = w.digits(28) if w.chance(.07) else row.txn
    number = w.next('refund')
    channel_row(w, channel, row.ref, -fen, txn,
                {'wechat': f'50300{w.today:%Y%m%d}{number:015d}',
                 'alipay': f'REF{w.today:%Y%m%d}{number:06d}'}[channel])


def net_of(w, channel, day):
    return make_fixtures.net_of(w.rows[channel][day])


def settle(w):
    """A channel pays: yesterday's net, several days', a wrong amount."""
    channel = w.pick('wechat', 'alipay')
    days = [d for d in w.settled[channel] if d < w.today]
    if not days:
        return
    count = min(len(days), w.weighted([(8, 1), (2, 2), (1, 3)]))
    paid, rest = days[:count], days[count:]
    if w.chance(.9):
        w.settled[channel] = rest + w.settled[channel][len(days):]
    fen = sum(net_of(w, channel, d) for d in paid)
    fen += w.weighted([(8, 0), (1, 1), (1, -500)])
    if fen <= 0:
        return
    template = dict((c[0], c) for c in w.channels)[channel]
    remark = template[3].format(merchant=template[1],
                                bill_date=f'{paid[-1]:%Y%m%d}')
    w.book(ACCOUNTS[0], fen, template[2], '99900000000000001', remark)


# --- the bank ----------------------------------------------------------------

def wide(text):
    return ''.join(chr(ord(c) + 0xfee0) if '!' <= c <= '~' else c
                   for c in text)


def dress(w, no):
    """As people write an order number."""
    form = w.rng.randrange(9)
    return [no, f'证书费{no}', f'订单号:{no}', wide(no), no.lower(),
            f'{no[:2]}-{no[2:10]}-{no[10:]}', f'{no[:6]} {no[6:]} CA费',
            f'{no}电话13800001234', f'{w.today:%Y%m%d} {no}'][form]


def remark_for(w, row):
    no = row['order_no']
    other = w.any_order()['order_no']
    return w.weighted([
        (10, dress(w, no)), (6, w.pick('', '证书费', '转账', '往来款')),
        (2, f'{no}、{other}'), (1, no[:-1]), (1, no + '7'), (1, no[3:]),
        (1, dress(w, other))])


def name_of(w, org):
    name = org.name
    return w.weighted([
        (12, name), (1, name.replace('（', '(').replace('）', ')')),
        (1, name[:4] + ' ' + name[4:]), (1, name[:30]), (1, name[:-1])])


def org_of(w, row):
    for org in w.orgs:
        if org.uscc == row['uscc']:
            return org
    return w.orgs[0]


def receiving(w, row):
    found = rules.policy(w.policies, row)
    return found[-1] if found else ACCOUNTS[0]


def pay_by_transfer(w):
    row = w.unpaid_order(lambda r: r['pay_method'] == 'bank_transfer' or
                         w.chance(.2))
    if row is None:
        return
    org = org_of(w, row) if w.chance(.85) else w.rng.choice(w.orgs)
    number = w.weighted([(10, row['account_no']), (2, org.account),
                         (2, '6222' + w.digits(12)), (1, '')])
    name = name_of(w, org)
    if w.chance(.06):
        name, number = HOLDINGS, '33001616783059000667'
    line = w.book(receiving(w, row) if w.chance(.9) else w.pick(*ACCOUNTS),
                  w.amount_for(row), name, number, remark_for(w, row))
    if w.chance(.25):
        change(w, row, voucher_ref=line.serial)
    if w.chance(.2):
        claim(w, row, line.fen)


def pay_several(w):
    """One transfer for some of an organisation's orders."""
    org = w.rng.choice(w.orgs)
    rows = [r for r in w.orders.values()
            if r['uscc'] == org.uscc and w.due(r)]
    if len(rows) < 2:
        return
    chosen = w.rng.sample(rows, min(len(rows), w.pick(2, 2, 3, 4)))
    fen = sum(w.due(r) for r in chosen)
    remark = w.pick('', '、'.join(r['order_no'] for r in chosen), '证书款')
    w.book(receiving(w, chosen[0]), fen, org.name,
           w.pick(org.account, chosen[0]['account_no']), remark)


def twin(w):
    """The bank really books the same line twice."""
    account = w.pick(*ACCOUNTS)
    lines = w.lines[account][w.today]
    if lines:
        lines.append(w.rng.choice(lines))


def refund_by_bank(w):
    row = w.any_order()
    if row is None:
        return
    org = org_of(w, row)
    remark = w.pick(f"退款 {dress(w, row['order_no'])}", '退款',
                    dress(w, row['order_no']))
    w.book(receiving(w, row), -w.amount_for(row), org.name,
           w.pick(row['account_no'], org.account), remark)


def stray(w):
    org = w.rng.choice(w.orgs)
    w.book(w.pick(*ACCOUNTS), w.rng.randrange(100, 200000), org.name,
           w.pick(org.account, '6222' + w.digits(12)), w.pick('货款', '利息'))


def bank_fee(w):
    w.book(w.pick(*ACCOUNTS), -w.rng.randrange(1, 5000), '示例银行', '',
           w.pick('手续费', '账户管理费', '网银年费收费'))


def other_debit(w):
    org = w.rng.choice(w.orgs)
    w.book(w.pick(*ACCOUNTS), -w.rng.randrange(1, 5000), org.name, org.account,
           '房租')


def fen_in(w):
    """0.01 from an applicant, with a code that may be the right one."""
    row = w.any_order(lambda r: r['verify_mode'] == 'inbound' or w.chance(.1))
    if row is None:
        return
    no = row['order_no']
    told = [m['key'] for m in w.messages if m['order_no'] == no]
    code = w.weighted([(6, 'right'), (2, 'wrong'), (1, '')])
    if code == 'right':
        code = (row['verify_code'] or
                (f'«code:{told[-1]}»' if told else w.digits(6)))
    elif code == 'wrong':
        code = w.digits(6)
    dressed = w.pick(code, wide(code) if '«' not in code else code,
                     f'验证码{code}', code + no if w.chance(.2) else code)
    org = org_of(w, row) if w.chance(.85) else w.rng.choice(w.orgs)
    number = row['account_no'] if w.chance(.8) else org.account
    w.book(receiving(w, row), 1, name_of(w, org), number, dressed)


def fen_out(w):
    """A 0.01 that no delivery of ours explains."""
    row = w.any_order()
    if row:
        w.book(receiving(w, row), -1, row['applicant_name'],
               row['account_no'], w.digits(6))


def fen_back(w):
    """A return of something that nobody sent."""
    org = w.rng.choice(w.orgs)
    w.book(w.pick(*ACCOUNTS), w.pick(1, 1, 30000), org.name, org.account,
           w.pick('退汇', '退票'))


ACTIONS = [
    (9, new_order), (6, change_order), (6, pay_by_channel),
    (2, refund_by_channel), (7, pay_by_transfer), (1, pay_several),
    (1, refund_by_bank), (1, stray), (1, bank_fee), (.5, other_debit),
    (2, fen_in), (.3, fen_out), (.3, fen_back), (2, settle), (.3, twin)]


def act(w):
    quiet = w.chance(.1)
    for _ in range(w.rng.randrange(2, 5) if quiet else w.rng.randrange(20, 60)):
        w.weighted(ACTIONS)(w)
