#!/usr/bin/env python3
"""Write fixtures/explain: two more nights after the demonstration's three, for
what docs/explain shows and those do not: a payment that only its transaction
tells, a refund of nothing known, our 0.01 by its id, a return after all.

usage: make_explain.py [--check] [DIR]
"""
import os
import sys

sys.dont_write_bytecode = True	# git status stays clean
import demo_story as story  # noqa: E402
import make_fixtures as formats  # noqa: E402

TARGET = os.path.join(formats.HERE, '../../fixtures/explain')
# The instruction of the attempt that the demonstration hands over on Wednesday.
OUR_ID = 'YF27A2'


def thursday(n, third):
    n.settles(third, 'wechat', formats.net_of(third.wechat))
    n.settles(third, 'alipay', formats.net_of(third.alipay))
    moved = n.order('snca', 'new', story.org(50))
    n.paid(moved, 30000, ref='OLD20261119')
    n.refunds('wechat', story.ChannelRow(
        '4200020261101000000000000077', 'LOST20261101', 0, '', '',
        '数字证书服务费'), 5000)
    n.books(-1, story.org(29), '', '15019000000009029')


def friday(n, before):
    n.settles(before, 'wechat', formats.net_of(before.wechat))
    n.books(1, story.org(28), '退汇 账户已销户')


def nights():
    earlier = story.nights(formats.net_of)
    first, second = story.Night('2026-11-19'), story.Night('2026-11-20')
    thursday(first, earlier[-1])
    friday(second, first)
    return earlier, [first, second]


def statement(night, opening, closing):
    """Our own 0.01 without a remark carries the id of its instruction."""
    text = formats.camt_statement(night.day, night.bank, opening,
                                  closing).decode()
    lines = text.split('\n')
    for i, line in enumerate(lines):
        if '>DBIT<' in line and '0.01<' in line and '<Ustrd>' not in line:
            lines[i] = line.replace('NOTPROVIDED', OUR_ID)
    return '\n'.join(lines).encode()


def everything():
    files = {}
    earlier, later = nights()
    balance = story.OPENING + sum(line.fen for night in earlier
                                  for line in night.bank)
    for night in later:
        inbox = f'inbox-{night.day}/'
        if night.orders:
            files[f'orders-{night.day}.csv'] = formats.orders_of(night)
        for name, data in formats.bill_files(night):
            files[inbox + name] = data
        closing = balance + sum(line.fen for line in night.bank)
        name = f'{story.ACCOUNT}-{night.day:%Y%m%d}.xml'
        files[inbox + name] = statement(night, balance, closing)
        balance = closing
    return files


if __name__ == '__main__':
    formats.everything = everything
    formats.TARGET = TARGET
    sys.exit(formats.main())
