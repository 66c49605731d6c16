#!/usr/bin/env python3
"""What the program takes, beside what the database can do at most.

run.sh starts the server and says the rest; docs/speed.md says how to read it.
"""
import argparse
import datetime as dt
import glob
import json
import os
import random
import re
import statistics

from floor import Stored
from measure import Book, Server, run
from statements import Statements

MB = 1e6


class Row:
    """A line of the table: one thing, measured several times."""

    def __init__(self, bank, what, rows=0, size=0):
        self.bank, self.what, self.rows, self.size = bank, what, rows, size
        self.runs, self.ratios, self.beyond = [], {}, []

    def add(self, figures):
        self.runs.append(figures)
        return figures.seconds

    def compare(self, name, seconds, other):
        """Within one run: the machine's moods take part in both."""
        self.ratios.setdefault(name, []).append(seconds / other)

    def median(self, what):
        return statistics.median(getattr(f, what) for f in self.runs)

    def data(self):
        seconds = self.median('seconds')
        return {'bank': self.bank, 'what': self.what,
                'seconds': seconds, 'cpu_seconds': self.median('cpu'),
                'all_seconds': [f.seconds for f in self.runs],
                'rows': self.rows, 'bytes': self.size,
                'rows_per_second': self.rows / seconds,
                'mb_per_second': self.size / MB / seconds,
                'peak_bytes': max(f.peak for f in self.runs),
                'wal_bytes': self.median('wal'),
                'ratios': {k: statistics.median(v)
                           for k, v in self.ratios.items()},
                'beyond_empty_seconds': statistics.median(self.beyond)
                if self.beyond else None}


def cell(value, form):
    return format(value, form) if value else '-'


def show(row):
    d = row.data()
    print(f"{d['what']:<34} {d['seconds']:>8.3f} {d['cpu_seconds']:>7.2f} "
          f"{cell(d['rows'], ','):>10} {cell(d['rows_per_second'], ',.0f'):>9} "
          f"{cell(d['mb_per_second'], ',.0f'):>6} "
          f"{cell(d['peak_bytes'] / MB, ',.0f'):>6} "
          f"{cell(d['wal_bytes'] / MB, ',.0f'):>6}  "
          + ', '.join(f'{v:.2f} x {k}' for k, v in d['ratios'].items())
          + (f", {d['beyond_empty_seconds']:.2f} s beyond an empty night"
             if row.beyond else ''), flush=True)


def heading(bank):
    print(f'\n{bank:<34} {"seconds":>8} {"cpu":>7} {"rows":>10} '
          f'{"rows/s":>9} {"MB/s":>6} {"peak":>6} {"WAL":>6}  ratios')


class Bench:
    def __init__(self, args):
        self.args, self.yifen = args, os.environ['YIFEN']
        self.server = Server(args.database)
        self.lines, self.books, self.tables = [], 0, {}
        self.empty = f'{args.work}/empty'
        os.mkdir(self.empty)

    def book(self):
        self.books += 1
        return Book(self.server, self.args.work, self.yifen,
                    f'bench{self.books}')

    def row(self, *what):
        row = Row(*what)
        self.lines.append(row)
        return row

    # --- reading --------------------------------------------------------

    def parse(self, bank, file):
        out = f'{self.args.work}/parsed'
        with open(out, 'wb') as f:
            run([self.yifen, 'parse', file], out=f)
        with open(out, 'rb') as f:
            rows = sum(line.startswith(b'{"booked_at"') for line in f)
        os.unlink(out)
        size = os.stat(file).st_size
        name = 'parse ' + ('wechat' if 'All' in file else
                           'alipay' if '_' in file else bank)
        row, bare = self.row(bank, name, rows, size), None
        if file.endswith('.xml'):
            bare = self.row(bank, 'libxml2 alone', rows, size)
        for _ in range(self.args.runs):
            took = row.add(run([self.yifen, 'parse', file]))
            if bare:
                alone = bare.add(run([self.args.sax, file]))
                row.compare('libxml2', took, alone)
        show(row)
        if bare:
            show(bare)

    # --- storing --------------------------------------------------------

    def stored(self, book, row, floor, logged, *argv):
        """A command, then the floor of what it stored."""
        stored = Stored(self.server, book.name, self.args.work)
        took = row.add(book.timed(*argv))
        stored.end()
        row.rows = floor.rows = logged.rows = stored.count()
        floor.size = logged.size = stored.size()
        row.compare('floor', took, floor.add(stored.load(False)))
        row.compare('logged floor', took, logged.add(stored.load(True)))
        self.tables = stored.rows
        stored.forget()
        return took

    def rival(self, days, day, row):
        env = dict(self.server.env, PGDATABASE='rival',
                   PGHOST=re.search('host=([^ ]*)', self.server.conninfo)[1])
        run(['bash', self.args.rival, days, 'orders'], env)
        return row.add(self.server.timed(
            ['bash', self.args.rival, days, day], env))

    def one_night(self, bank, days, day):
        """Fresh books: the first night of each, and what it is beside."""
        orders = self.row(bank, 'load orders')
        floor = [self.row(bank, f'  its rows by COPY{x}')
                 for x in ('', ', logged')]
        night = self.row(bank, 'nightly')
        least = [self.row(bank, f'  its rows by COPY{x}')
                 for x in ('', ', logged')]
        reports = self.row(bank, 'reports of the night')
        empty = self.row(bank, 'nightly without files')
        rival = None
        if bank == 'ccb' and os.path.exists(self.args.rival):
            rival = self.row(bank, 'psql-nightly.sh')
            self.server.psql('create database rival')
        file, inbox = f'{days}/orders-{day}.csv', f'{days}/inbox-{day}'
        orders.size = os.stat(file).st_size
        night.size = sum(os.stat(f).st_size for f in glob.glob(inbox + '/*'))
        command = ('nightly', '--date', day, '--no-reports', '--inbox')
        for i in range(self.args.runs):
            book = self.book()
            book.load_reference(days)
            base = empty.add(book.timed(*command, self.empty))
            book.drop()
            book = self.book()
            book.load_reference(days)
            self.stored(book, orders, *floor, 'load', 'orders', file)
            took = self.stored(book, night, *least, *command, inbox)
            if rival:
                night.compare('psql-nightly.sh', took,
                              self.rival(days, day, rival))
            night.beyond.append(took - base)
            reports.add(book.timed('nightly', '--date', day))
            if i + 1 < self.args.runs:
                book.drop()
        if rival:
            self.server.psql('drop database rival')
        for row in (orders, *floor, night, *least, reports, empty, rival):
            if row:
                show(row)
        return book

    def more_nights(self, bank, book, days, dates, first):
        for i, day in enumerate(dates, 2):
            book.do('deliver', '--plain-outbox')
            book.do('load', 'orders', f'{days}/orders-{day}.csv')
            row = self.row(bank, f'nightly {i}')
            took = row.add(book.timed(
                'nightly', '--date', day, '--no-reports', '--inbox',
                f'{days}/inbox-{day}'))
            row.compare('night 1', took, first)
            show(row)

    # --- asking ---------------------------------------------------------

    def ask(self, bank, book):
        orders = [no for no, in self.server.psql(
            f"select ca || '/' || order_no from {book.name}.orders "
            'order by order_id limit 1000')]
        random.Random(1).shuffle(orders)
        for what in ('pending', 'list breaks', 'explain'):
            row = self.row(bank, f'{what}, 95 of 100')
            for i in range(self.args.queries):
                argv = what.split()
                if what == 'explain':
                    argv.append(orders[i % len(orders)])
                row.add(book.do(*argv))
            row.runs.sort(key=lambda f: f.seconds)
            row.runs = [row.runs[(len(row.runs) * 95 - 1) // 100]]
            show(row)

    def profile(self, bank):
        """One more night, which counts for nothing else."""
        days = f'{self.args.days}/{bank}'
        day = min(f[-10:] for f in glob.glob(f'{days}/inbox-*'))
        book = self.book()
        book.load_reference(days)
        for argv in (['load', 'orders', f'{days}/orders-{day}.csv'],
                     ['nightly', '--date', day, '--no-reports', '--inbox',
                      f'{days}/inbox-{day}'],
                     ['nightly', '--date', day]):
            statements = Statements(self.server)
            took = book.do(*argv)
            print(f'\n{bank}: {" ".join(argv[:1])}: {took.seconds:.3f} s, '
                  f'{took.cpu:.3f} s of them in the program itself')
            statements.show(self.args.profile)
        book.drop()

    # --- all of it ------------------------------------------------------

    def bank(self, bank):
        days = f'{self.args.days}/{bank}'
        dates = sorted(f[-10:] for f in glob.glob(f'{days}/inbox-*'))
        heading(bank)
        for file in sorted(glob.glob(f'{days}/inbox-{dates[0]}/*')):
            if bank == self.args.banks.split()[0] or file.endswith('.xml'):
                self.parse(bank, file)
        if self.args.stages == 'parse':
            return
        book = self.one_night(bank, days, dates[0])
        night = next(r for r in self.lines
                     if (r.bank, r.what) == (bank, 'nightly'))
        self.more_nights(bank, book, days, dates[1:], night.runs[-1].seconds)
        self.ask(bank, book)
        book.drop()


def machine():
    with open('/proc/cpuinfo', encoding='utf-8') as f:
        model = re.search('model name.*: (.*)', f.read())
    return {'cpu': model[1] if model else '', 'cores': os.cpu_count()}


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ('days', 'work', 'database', 'banks', 'sax', 'rival', 'json',
                 'stages'):
        p.add_argument(f'--{name}', required=True)
    p.add_argument('--runs', type=int, required=True)
    p.add_argument('--queries', type=int, required=True)
    p.add_argument('--profile', type=int, default=0)
    args = p.parse_args()
    bench = Bench(args)
    print(f'{args.days}, medians of {args.runs}; peak and WAL in MB')
    for bank in args.banks.split():
        bench.bank(bank)
    if args.profile:
        bench.profile(args.banks.split()[-1])
    os.makedirs(os.path.dirname(args.json) or '.', exist_ok=True)
    with open(args.json, 'w', encoding='utf-8') as f:
        json.dump({'when': dt.datetime.now().isoformat(timespec='seconds'),
                   'days': args.days, 'runs': args.runs,
                   'machine': machine(), 'tables': bench.tables,
                   'rows': [r.data() for r in bench.lines]}, f, indent=1,
                  ensure_ascii=False)
        f.write('\n')
    print(f'\n{args.json}')


if __name__ == '__main__':
    main()
