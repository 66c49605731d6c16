"""Random days of a certificate authority: orders, claims, papers, money.

Nobody here knows what is true of them.  All is invented; the same seed gives
the same days, as long as the program hands out the same transfers.
"""
import random
from collections import defaultdict
from datetime import date, timedelta

import rules
from actions import act, channel_row
from files import (ACCOUNTS, ZONE, Bill, File, Line, Raw, Statement, story)

FIRST_DAYS = [date(2026, 9, 20) + timedelta(days=i) for i in range(60)]


def policies():
    """The second account receives what bjca and cfca are paid."""
    return [p[:-1] + (ACCOUNTS[p[0] in ('bjca', 'cfca')],)
            for p in story.POLICIES]


class Night:
    """What comes in for one nightly."""

    def __init__(self, day, days):
        self.day, self.days = day, days
        self.fees = None		# new ones, or as before
        self.orders, self.files, self.no_bills = [], [], []

    @property
    def status(self):
        return 3 if any(f.bad for f in self.files) else 0


class World:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.today = self.rng.choice(FIRST_DAYS) - timedelta(days=1)
        self.fees = list(story.FEES)
        self.policies = policies()
        self.channels = [c[:3] + (c[3] * (self.rng.random() < .8),)
                         for c in story.CHANNELS]
        # Few, whose orders all hang together; or many, so that a night has
        # orders that nothing touches.
        self.orgs = self.organisations(200 if seed % 2 else 12)
        self.orders = {}	# (ca, order_no): row
        self.changed = set()	# since the last night
        self.paid = set()	# somebody paid something for them
        self.rows = {'wechat': defaultdict(list), 'alipay': defaultdict(list)}
        self.lines = {a: defaultdict(list) for a in ACCOUNTS}
        self.opening = {a: 100000000 + i for i, a in enumerate(ACCOUNTS)}
        self.begin = self.today + timedelta(days=1)
        self.late = defaultdict(list)	# day: files that come only then
        self.given = []			# good files of earlier nights
        self.covered = set()		# (channel or account, day)
        self.days = []			# without a nightly yet
        self.transfers = []		# outbox items on their way to the bank
        self.messages = []		# keys of codes that applicants got
        self.booked = []		# our own 0.01 that left
        self.settled = {'wechat': [], 'alipay': []}	# days with money
        self.counts = defaultdict(int)

    def organisations(self, count):
        """Some share a name, one has a name that a bank cuts."""
        numbers = self.rng.sample(range(1000), count)
        orgs = [story.org(n) for n in numbers]
        orgs[0] = orgs[0]._replace(name=orgs[1].name)
        orgs[2] = orgs[2]._replace(name='示例' + '青城云智恒信博远' * 4 +
                                   '（集团）股份有限公司')
        orgs[3] = orgs[3]._replace(name='示例（蒙源）商贸有限公司')
        return orgs

    # --- odds ----------------------------------------------------------------

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *values):
        return self.rng.choice(values)

    def weighted(self, choices):
        """choices: (weight, value) pairs."""
        weights, values = zip(*choices)
        return self.rng.choices(values, weights)[0]

    def next(self, what):
        self.counts[what] += 1
        return self.counts[what]

    def digits(self, n):
        return ''.join(self.rng.choice('0123456789') for _ in range(n))

    def moment(self, day=None, late=False):
        second = (self.rng.randrange(86390, 86400) if late
                  else self.rng.randrange(86400))
        return (f'{day or self.today}T{second // 3600:02d}:'
                f'{second // 60 % 60:02d}:{second % 60:02d}{ZONE}')

    def any_order(self, fits=lambda row: True):
        rows = [row for row in self.orders.values() if fits(row)]
        # Young ones have more life in them.
        return self.rng.choice(rows[-40:]) if rows else None

    def unpaid_order(self, fits):
        """Mostly one that nobody has paid yet."""
        if self.chance(.15):
            return self.any_order(fits)
        row = self.any_order(lambda r: (r['ca'], r['order_no'])
                             not in self.paid and fits(r))
        if row:
            self.paid.add((row['ca'], row['order_no']))
        return row

    def due(self, row):
        return rules.due(self.fees, row)

    def amount_for(self, row):
        """Mostly what is due; never 0."""
        due = self.due(row) or 30000
        return max(1, self.weighted([
            (60, due), (5, due - 100), (5, due + 100), (4, due // 2),
            (3, due - due // 2), (3, 2 * due), (3, due + 1), (2, due - 1),
            (2, due // 3), (1, 1), (2, self.rng.randrange(1, 100000))]))

    # --- a day, a night ------------------------------------------------------

    def live(self):
        """The next calendar day."""
        self.today += timedelta(days=1)
        self.days.append(self.today)
        act(self)
        self.deliver_transfers()

    def night(self):
        """Lives on until the next nightly: a day, now and then several."""
        self.live()
        while self.chance(.12):
            self.live()
        night = Night(self.today, len(self.days))
        if self.chance(.08):
            night.fees = self.raise_fees()
        rows = [self.orders[key] for key in sorted(self.changed)]
        night.orders = [[row.get(c, '') for c in story.ORDER_COLUMNS]
                        for row in rows]
        self.changed.clear()
        for day in self.days:
            self.bills_of(night, day)
        self.statements_of(night)
        self.days = []
        for day in sorted(d for d in self.late if d <= self.today):
            for file in self.late.pop(day):
                self.give(night, file)
        if self.chance(.15) and night.files + self.given:
            self.add_bad(night)
        if self.chance(.2) and night.files + self.given:
            again = self.rng.choice(night.files + self.given)
            if not again.bad:
                night.files.append(again_under(again, self.next('again')))
        self.rng.shuffle(night.files)
        return night

    def give(self, night, file):
        night.files.append(file)
        self.given.append(file)
        if isinstance(file, Bill):
            self.covered.add((file.channel, file.day))
        else:
            self.covered.update((file.account, day) for day in file.days())

    def raise_fees(self):
        """One row has another price from some day on."""
        i = self.rng.randrange(len(self.fees))
        fee = self.fees[i]
        day = self.today - timedelta(days=self.rng.randrange(-3, 4))
        if str(day) <= fee[8] or fee[9]:
            return None
        price = str(int(fee[6]) + self.pick(10, 20)) if fee[6] != '0' else '0'
        self.fees[i:i + 1] = [
            fee[:9] + (str(day - timedelta(days=1)),) + fee[10:],
            fee[:6] + (price, fee[7], str(day), '') + fee[10:]]
        return list(self.fees)

    # --- bills ---------------------------------------------------------------

    def bills_of(self, night, day):
        for channel in ('wechat', 'alipay'):
            rows = self.rows[channel][day]
            if not rows and self.chance(.4):
                night.no_bills.append((channel, day, None))
                self.covered.add((channel, day))
                continue
            bill = Bill(channel, day, rows, packed=self.chance(.2))
            fate = self.weighted([(82, 'now'), (12, 'late'), (6, 'never')])
            if fate == 'now':
                self.give(night, bill)
            elif fate == 'late':
                self.late[day + timedelta(days=self.rng.randrange(2, 5))] \
                    .append(bill)

    # --- statements ----------------------------------------------------------

    def statement(self, account, first, last, wrong_by=0):
        lines = [line for day in sorted(self.lines[account])
                 if first <= day <= last for line in self.lines[account][day]]
        opening = self.opening[account] + sum(
            line.fen for day, lines in self.lines[account].items()
            if day < first for line in lines)
        return Statement(account, first, last, lines, opening, wrong_by)

    def statements_of(self, night):
        """Day by day, or several days at once that overlap what is known."""
        for account in ACCOUNTS:
            if self.chance(.12):
                continue
            first = self.days[0]
            if self.chance(.3):
                first -= timedelta(days=self.rng.randrange(1, 4))
                first = max(first, self.begin)
            if first < self.today and self.chance(.6):
                self.give(night, self.statement(account, first, self.today))
                continue
            for day in self.days:
                self.give(night, self.statement(account, day, day))

    # --- files that must be refused ------------------------------------------

    def add_bad(self, night):
        n = self.next('bad')
        kind = self.rng.randrange(4)
        if kind == 0:
            night.files.append(Raw(f'note-{n}.csv', b'hello, world\n'))
        elif kind == 1:
            account = self.pick(*ACCOUNTS)
            day = self.today
            bad = self.statement(account, day, day, wrong_by=1)
            bad.name = f'bad-{n}.xml'
            night.files.append(bad)
        elif kind == 2:
            channel = self.pick('wechat', 'alipay')
            bad = Bill(channel, self.today,
                       self.rows[channel][self.today] or
                       [self.stray_row(channel)], wrong_by=1)
            bad.name = f'bad-{n}-{bad.name}'
            night.files.append(bad)
        else:
            self.contradict(night, n)

    def stray_row(self, channel):
        return channel_row(self, channel, 'NOBODY1', 100, keep=False)

    def contradict(self, night, n):
        """A line that is known, with another amount."""
        old = [f for f in self.given if isinstance(f, Statement) and f.lines
               and f not in night.files]
        if not old:
            return
        known = self.rng.choice(old)
        line = self.rng.choice(known.lines)
        twins = sum(other.serial == line.serial for other in known.lines)
        if twins > 1:
            return
        more = 100 if line.fen > 0 else -100
        bad = Statement(known.account, line.day, line.day,
                        [line._replace(fen=line.fen + more)], 5000000)
        bad.name, bad.bad = f'bad-{n}.xml', True
        night.files.append(bad)

    # --- our own 0.01 --------------------------------------------------------

    def take_outbox(self, items):
        """What "deliver" handed over in this night."""
        for item in items:
            if item['folder'] == 'micro-deposit':
                self.transfers.append(item)
            else:
                self.messages.append(item)

    def deliver_transfers(self):
        """The bank books most of what it got, and some of it comes back."""
        waiting, self.transfers = self.transfers, []
        for item in waiting:
            fate = self.weighted([(80, 'book'), (12, 'wait'), (8, 'lose')])
            if fate == 'book':
                self.book_transfer(item)
            elif fate == 'wait':
                self.transfers.append(item)
        for item in list(self.booked):
            if self.chance(.06):
                self.booked.remove(item)
                self.return_transfer(item)

    def book_transfer(self, item):
        key = item['key']
        shown = self.weighted([(6, 'both'), (2, 'id'), (3, 'code'),
                               (1, 'nothing')])
        code = self.pick('«code:%s»', 'PIN码：«code:%s»', '附言:«code:%s»') % key
        line = self.book(item['paying_account'], -1, item['name'],
                         item['account'],
                         code if shown in ('both', 'code') else '验证',
                         id=f'«id:{key}»' if shown in ('both', 'id') else '')
        self.booked.append(dict(item, serial=line.serial))
        if self.chance(.02):	# booked once more
            self.lines[item['paying_account']][self.today].append(line)

    def return_transfer(self, item):
        reason = self.pick('退汇：户名不符', '退票 账号不存在', '退回', '冲正')
        cited = self.weighted([(4, 'id'), (2, 'serial'), (4, '')])
        if self.chance(.3):
            reason += f"«code:{item['key']}»"
        self.book(item['paying_account'], 1, item['name'], item['account'],
                  reason, original={'id': f"«id:{item['key']}»",
                                    'serial': item['serial'],
                                    '': ''}[cited])

    def book(self, account, fen, name, number, remark, **more):
        serial = f"{self.today:%Y%m%d}{self.next('bank'):08d}"
        line = Line(serial, self.today, fen, name, number, remark, **more)
        self.lines[account][self.today].append(line)
        return line


def again_under(file, n):
    """The same content by another name, the day still in it."""
    class Again(File):
        def bytes(self, known, shuffle):
            return file.bytes(known, shuffle)
    return Again(f'again-{n}-{file.name}')
