#!/usr/bin/env python3
"""Business days of any size for the bench, by the scenarios of daygen.py.

usage: days.py DAYGEN.PY OUT ORDERS DAYS

daygen.py keeps all of its days, and what must be true of them, in memory: 5 GB
for a million orders.  Here a day's orders are made a hundred thousand at a
time; each such world sees its day and the next three, so that money comes back
and accounts are verified, and no truth is kept.  Names, accounts and numbers
are carried from world to world, so that none comes twice.

OUT/ccb and OUT/camt get the same days, with the bank's statement in the one
format and in the other, as daygen.py lays them out.  The same arguments make
the same bytes.
"""
import collections
import csv
import datetime as dt
import functools
import importlib.util
import os
import sys
import types

START = dt.date(2026, 11, 16)
SHARD = 100000                  # orders of one world
SPAN = 4                        # days that a world sees
CODES_MOST = 600000             # of a million: the rest is quickly found
BANKS = {'ccb': 'csv', 'camt': 'xml'}


def load(path):
    spec = importlib.util.spec_from_file_location('daygen', path)
    daygen = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(daygen)
    # It looks through the whole calendar, for each account that is verified.
    daygen.is_workday = functools.lru_cache(None)(daygen.is_workday)
    return daygen


class Worlds:
    """The worlds that are under way, and what none may use again."""

    def __init__(self, daygen):
        self.daygen = daygen
        self.pool = [s for s, n in daygen.SCENARIOS for _ in range(n)]
        self.names, self.accounts = set(), {daygen.OUR_ACCOUNT}
        self.codes, self.seq = set(), collections.defaultdict(int)
        self.made = 0
        self.live = []          # (its first day, world), the oldest first

    def begin(self, day, orders):
        self.made += 1
        w = self.daygen.World(types.SimpleNamespace(
            seed=self.made, days=SPAN,
            start=(START + dt.timedelta(days=day)).isoformat()))
        if len(self.codes) > CODES_MOST:
            self.codes.clear()
        w.names, w.accounts = self.names, self.accounts
        w.codes, w.seq = self.codes, self.seq
        w.entry = w.broken = lambda *args: None
        first = [s for s, _ in self.daygen.SCENARIOS] if day == 0 else []
        for i in range(orders):
            (first[i] if i < len(first) else w.rng.choice(self.pool))(w, 0)
        self.live.append((day, w))

    def of(self, day):
        """The worlds that see this day, each with its number of it."""
        self.live = [(d, w) for d, w in self.live if day - d < SPAN]
        return [(day - d, w) for d, w in self.live]


def write_orders(daygen, worlds, path):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(daygen.ORDER_COLUMNS)
        for d, w in worlds:
            for o in w.orders:
                if d in o.versions:
                    for k in sorted(o.versions):
                        if k <= d:
                            o.row.update(o.versions[k])
                    out.writerow([o.row[c] for c in daygen.ORDER_COLUMNS])


def together(worlds, day):
    """One world, whose only day is what these have of it."""
    return types.SimpleNamespace(
        days=[day],
        wechat=[[r for d, w in worlds for r in w.wechat[d]]],
        alipay=[[r for d, w in worlds for r in w.alipay[d]]],
        bank=[[r for d, w in worlds for r in w.bank[d]]])


def write_day(daygen, out, worlds, day, balance):
    """The day's files; what each channel will settle, the closing balance."""
    name, all_ = day.isoformat(), together(worlds, day)
    wechat, alipay = (c[1] for c in daygen.CHANNELS)
    bills = (f'{wechat}All{day}.csv', f'{alipay}_{day:%Y%m%d}_业务明细.csv')
    inboxes = [f'{out}/{bank}/inbox-{name}' for bank in BANKS]
    for inbox in inboxes:
        os.makedirs(inbox)
    write_orders(daygen, worlds, f'{out}/ccb/orders-{name}.csv')
    nets = (daygen.write_wechat(all_, 0, f'{inboxes[0]}/{bills[0]}'),
            daygen.write_alipay(all_, 0, f'{inboxes[0]}/{bills[1]}'))
    os.link(f'{out}/ccb/orders-{name}.csv', f'{out}/camt/orders-{name}.csv')
    for bill in bills:
        os.link(f'{inboxes[0]}/{bill}', f'{inboxes[1]}/{bill}')
    for inbox, (bank, ending) in zip(inboxes, BANKS.items()):
        statement = f'{inbox}/{daygen.OUR_ACCOUNT}-{day:%Y%m%d}.{ending}'
        closing = daygen.BANKS[bank][0](all_, 0, statement, balance)
    return nets, closing


def settle(daygen, world, day, nets):
    """What the channels took yesterday comes to the bank."""
    for (_, merchant, payer, remark), net in zip(daygen.CHANNELS, nets):
        if net > 0:
            world.bank_line(0, net, payer, '', remark.format(
                merchant=merchant, bill_date=f'{day:%Y%m%d}'),
                'settlement', 'settled')


def main():
    path, out, orders, days = sys.argv[1:]
    orders, days = int(orders), int(days)
    daygen = load(path)
    worlds, nets, balance = Worlds(daygen), None, 123456789
    for bank in BANKS:
        daygen.write_reference(None, f'{out}/{bank}')
    for j in range(days):
        for done in range(0, orders, SHARD):
            worlds.begin(j, min(SHARD, orders - done))
        day = START + dt.timedelta(days=j)
        if nets is not None:
            settle(daygen, worlds.live[-1][1], day - dt.timedelta(days=1),
                   nets)
        nets, balance = write_day(daygen, out, worlds.of(j), day, balance)


if __name__ == '__main__':
    main()
