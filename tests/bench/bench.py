"""Times the stages of a night, its floor and its rival (docs/speed.md).

usage: bench.py --day DIR --work DIR --server CONNINFO --runs N --calls N
                --json FILE [--rival SCRIPT]       (tests/bench/run.sh calls it)
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import time

import floor

YIFEN = os.environ['YIFEN']


def timed(command, env=None, stdin=None):
    """Seconds and peak MB of a command that must succeed."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=env, stdin=stdin,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{" ".join(command)}: exit status {process.returncode}\n'
                 + said.decode())
    return seconds, usage.ru_maxrss / 1024


class Figures:
    """What was measured: a list of runs for each stage, in order."""

    def __init__(self):
        self.stages = {}

    def add(self, stage, seconds, rows=None, size=None, peak=None):
        s = self.stages.setdefault(stage, {'seconds': [], 'peak_mb': []})
        s['seconds'].append(seconds)
        s['peak_mb'].append(peak or 0)
        s['rows'] = rows
        s['bytes'] = size

    def medians(self):
        out = {}
        for stage, s in self.stages.items():
            seconds = statistics.median(s['seconds'])
            row = {'seconds': round(seconds, 4), 'runs': len(s['seconds'])}
            if s['rows']:
                row['rows'] = s['rows']
                row['rows_per_second'] = round(s['rows'] / seconds)
            if s['bytes']:
                row['bytes'] = s['bytes']
                row['mb_per_second'] = round(s['bytes'] / seconds / 1e6, 1)
            if max(s['peak_mb']) > 0:
                row['peak_mb'] = round(max(s['peak_mb']), 1)
            out[stage] = row
        return out


class Book:
    """A new book on the server, with the reference data of the day."""

    def __init__(self, args, name):
        self.home = os.path.join(args.work, name)
        self.name = name
        os.mkdir(self.home)
        self.env = dict(os.environ, YIFEN_HOME=self.home, YIFEN_BOOK=name,
                        YIFEN_DATABASE=args.server, PGUSER=name + '_batch')
        timed([YIFEN, 'init'], dict(self.env, PGUSER='postgres'))
        for kind in 'calendar', 'fees', 'policies', 'channels':
            self.run('load', kind, f'{args.day}/{kind}.csv')

    def run(self, *words):
        return timed([YIFEN, *words], self.env)


def lines_of(path):
    with open(path, 'rb') as f:
        return sum(block.count(b'\n') for block in
                   iter(lambda: f.read(1 << 20), b''))


def parse_files(args, figures):
    for path in sorted(glob.glob(f'{args.inbox}/*')):
        seconds, peak = timed([YIFEN, 'parse', path])
        figures.add('parse ' + source_of(path), seconds, lines_of(path),
                    os.path.getsize(path), peak)


def source_of(path):
    name = os.path.basename(path)
    return ('wechat' if 'All' in name else
            'alipay' if '业务明细' in name else 'bank')


def night(args, book, figures):
    orders = f'{args.day}/orders-{args.date}.csv'
    seconds, peak = book.run('load', 'orders', orders)
    figures.add('load orders', seconds, lines_of(orders) - 1,
                os.path.getsize(orders), peak)
    seconds, peak = book.run('nightly', '--date', args.date, '--inbox',
                             args.inbox, '--no-reports')
    rows = sum(lines_of(p) for p in glob.glob(f'{args.inbox}/*'))
    figures.add('night', seconds, rows, args.inbox_size, peak)
    seconds, peak = book.run('nightly', '--date', args.date)
    figures.add('reports, by the same night again', seconds, peak=peak)


def floors(args, book, figures):
    stored = floor.Stored(args.server, book.name, args.work)
    for stage, command in (('floor of load orders', 'load'),
                           ('floor of the night', 'nightly')):
        seconds, rows, size = stored.copy(command)
        figures.add(stage, seconds, rows, size)
    stored.forget()


def rival(args, figures):
    if not args.rival or not os.path.exists(args.rival) or \
            not glob.glob(f'{args.inbox}/41*.csv'):
        return
    env = dict(os.environ, **floor.pg_environment(args.server))
    script = ['bash', args.rival, args.day]
    timed(script + ['orders'], env)
    seconds, _ = timed(script + [args.date], env)
    figures.add('psql-nightly.sh', seconds, size=args.inbox_size)


def queries(args, book, figures):
    with open(f'{args.day}/orders-{args.date}.csv', encoding='utf-8-sig') as f:
        names = next(f).strip().split(',')
        numbers = [line.split(',')[names.index('order_no')]
                   for line, _ in zip(f, range(args.calls))]
    for stage, calls in (
            ('pending', [['pending']] * args.calls),
            ('list breaks', [['list', 'breaks']] * args.calls),
            ('explain', [['explain', n] for n in numbers])):
        seconds = sorted(book.run(*call)[0] for call in calls)
        figures.add(f'{stage}, 95th percentile',
                    seconds[int(len(seconds) * 0.95)])


def report(medians, args):
    base = medians['floor of the night']['seconds']
    print(f'{"stage":34}{"s":>9}{"rows/s":>11}{"MB/s":>8}{"peak MB":>9}'
          f'{"floors":>8}')
    for stage, row in medians.items():
        print(f'{stage:34}{row["seconds"]:9.3f}'
              f'{row.get("rows_per_second", ""):>11}'
              f'{row.get("mb_per_second", ""):>8}'
              f'{row.get("peak_mb", ""):>9}{row["seconds"] / base:8.2f}')
    night_s = medians['night']['seconds']
    print(f'the night: {night_s / base:.2f} times its floor; '
          f'{night_s - medians["empty night"]["seconds"]:.2f} s more than an '
          'empty one'
          + (f'; {night_s / medians["psql-nightly.sh"]["seconds"]:.2f} times '
             'psql-nightly.sh' if 'psql-nightly.sh' in medians else ''))


def main():
    parser = argparse.ArgumentParser()
    for name in '--day', '--work', '--server', '--json', '--rival':
        parser.add_argument(name)
    parser.add_argument('--runs', type=int)
    parser.add_argument('--calls', type=int)
    args = parser.parse_args()
    args.inbox, = glob.glob(f'{args.day}/inbox-*')
    args.date = args.inbox[-10:]
    args.inbox_size = sum(map(os.path.getsize, glob.glob(f'{args.inbox}/*')))
    figures = Figures()
    for run in range(args.runs):
        parse_files(args, figures)
        empty = Book(args, f'empty_{run}')
        figures.add('empty night', *_seconds(empty.run(
            'nightly', '--date', args.date, '--no-reports')))
        book = Book(args, f'bench_{run}')
        night(args, book, figures)
        floors(args, book, figures)
        rival(args, figures)
        if run == 0:
            queries(args, book, figures)
    medians = figures.medians()
    report(medians, args)
    with open(args.json, 'w', encoding='utf-8') as f:
        json.dump({'day': os.path.basename(args.day), 'runs': args.runs,
                   'stages': medians}, f, indent=1, sort_keys=True)
        f.write('\n')


def _seconds(measured):
    return measured[:1]


if __name__ == '__main__':
    main()
