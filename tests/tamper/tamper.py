"""Tampers with a book, in seven ways, and asks "yifen audit" what was done.

Each way says where it tampered; the audit must say so, too:

edit     a value of a row, of the chain's own table, too
delete   a row
insert   a row like another
reorder  two events, or the contents of two rows
cut      the events from one on, and no row
rewrite  a row, its event, and every hash after that
restore  the whole database, as it was after an earlier command
"""
import argparse
import csv
import glob
import io
import random
import re
from concurrent.futures import ThreadPoolExecutor

from book import Book

# Another value of each type; $ is the column.
OTHER = {
    'integer': '$ + 1', 'bigint': '$ + 1', 'text': "$ || 'x'",
    'date': '$ + 1', 'boolean': 'not $',
    'timestamp with time zone': "$ + interval '1 second'",
    'bytea': "case length($) when 0 then '\\x00' else "
             "set_byte($, 0, get_byte($, 0) # 1) end",
}


class Miss(Exception):
    """What the audit should have said."""


class Tamper:
    def __init__(self, book, seed, database):
        self.book, self.database = book, database
        self.random = random.Random(seed)
        self.tables = TABLES
        self.touched = set()

    # --- saying it -----------------------------------------------------------

    def sql(self, script, check=True):
        return self.book.psql(self.database, script, check)

    def unguarded(self, table, script):
        """As one who may, with nothing to stop it, and then as it was."""
        self.touched.add(table)
        return self.sql(f'alter table {table} disable trigger all; {script}; '
                        f'alter table {table} enable trigger all;', False)

    def undo(self):
        """The tables that were touched, as they were: a new copy of the
        database would take longer than the audit."""
        for table in self.touched:
            names = ', '.join(self.tables[table]['columns'])
            self.sql(f'alter table {table} disable trigger all; '
                     f'delete from {table}; insert into {table} ({names}) '
                     f'select {names} from kept.{table}; '
                     f'alter table {table} enable trigger all')

    def audit(self):
        done = self.book.yifen('audit', '--format', 'csv',
                               database=self.database, status=(0, 4))
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        if done.returncode != (4 if rows else 0):
            raise Miss(f'exit status {done.returncode}, {len(rows)} findings')
        return rows

    def expect(self, good, what):
        rows = self.audit()
        if not any(good(row) for row in rows):
            raise Miss(f'{what}; it said: {rows}')

    def expect_row(self, place, kinds):
        """One row of a table: its run, or its key."""
        table, run, key = place['table'], place['run'], place['key']
        if table == 'audit_event':
            self.expect(lambda f: f['seq'] == key
                        and f['kind'].startswith('chain-'),
                        f'event {key} of the chain')
        elif run:
            self.expect(lambda f: f['kind'] in kinds and f['table'] == table
                        and f['run_id'] == run
                        and self.within(f['rows'], place['at']),
                        f'{kinds} {table} of run {run}, row {place["at"]}')
        else:
            self.expect(lambda f: f['kind'] in kinds and f['table'] == table
                        and re.search(rf'(^|\W){re.escape(key)}$',
                                      f['note'].split(' was ')[0]
                                      .split(' is ')[0]),
                        f'{kinds} {table}, the row {key}')

    @staticmethod
    def within(rows, at):
        first, last = map(int, rows.split('-')) if rows else (1, at)
        return first <= at <= last

    # --- picking -------------------------------------------------------------

    def pick(self, tables=None):
        """A row: its table, its place there, its key, its run."""
        table = self.random.choice(tables or list(self.tables))
        t = self.tables[table]
        of_run = 'run_id' if t['by_run'] else 'null'
        rows = self.sql(f'select ctid, concat_ws(\'/\', {t["key"]}), {of_run}, '
                        f'row_number() over (partition by {of_run} '
                        f'order by {t["key"]}) from {table}')
        ctid, key, run, at = self.random.choice(rows)
        return dict(table=table, ctid=ctid, key=key, run=run, at=int(at))

    def change(self, place):
        """One column gets another value; the row may not take it."""
        t = self.tables[place['table']]
        column = self.random.choice(sorted(t['columns']))
        if (place['table'], column) == ('schema_migration', 'number'):
            return False	# then no command opens the book
        other = OTHER[t['columns'][column]].replace('$', column)
        done = self.unguarded(place['table'], (
            f'update {place["table"]} set {column} = {other} '
            f"where ctid = '{place['ctid']}' and {column} is not null "
            'returning 1'))
        return bool(done)

    # --- the seven ways ------------------------------------------------------

    def edit(self):
        while True:
            place = self.pick()
            if self.change(place):
                break
        self.expect_row(place, ('rows-changed', 'rows-missing', 'rows-added'))

    def delete(self):
        while True:
            place = self.pick([t for t in self.tables
                               if t != 'schema_migration'])
            if self.unguarded(place['table'], (
                    f'delete from {place["table"]} where ctid = '
                    f"'{place['ctid']}' returning 1")):
                break
        self.expect_row(place, ('rows-missing',))

    def insert(self):
        while True:
            place = self.pick([t for t in self.tables
                               if t not in ('schema_migration',
                                            'audit_event')])
            t = self.tables[place['table']]
            column = self.random.choice([c for c in t['keys']
                                         if c != 'run_id'] or t['keys'])
            names = ', '.join(t['columns'])
            values = ', '.join(
                OTHER[kind].replace('$', f'(x.{c})') if c == column
                else f'x.{c}' for c, kind in t['columns'].items())
            key = ', '.join(t['keys'])
            done = self.unguarded(place['table'], (
                f'insert into {place["table"]} ({names}) select {values} '
                f"from {place['table']} x where ctid = '{place['ctid']}' "
                f"returning concat_ws('/', {key})"
                + (', run_id' if t['by_run'] else ', null')))
            if done:
                break
        place.update(key=done[0][0], run=done[0][1], at=1)
        self.expect_row(place, ('rows-added',))

    def reorder(self):
        if self.random.random() < 0.5:
            return self.reorder_rows()
        tip = int(self.sql('select max(seq) from audit_event')[0][0])
        a, b = sorted(self.random.sample(range(1, tip + 1), 2))
        self.unguarded('audit_event', (
            f'update audit_event set seq = {tip + 9} where seq = {a}; '
            f'update audit_event set seq = {a} where seq = {b}; '
            f'update audit_event set seq = {b} where seq = {tip + 9}'))
        self.expect(lambda f: f['kind'] == 'chain-broken'
                    and f['seq'] == str(a), f'event {a} is out of order')

    def reorder_rows(self):
        """Two rows of one run change places: each gets the other's key."""
        while True:
            a = self.pick([t for t in self.tables if t == 'entry'
                           or t == 'order_version' or t == 'match'])
            t = self.tables[a['table']]
            b = self.pick([a['table']])
            if a['run'] != b['run'] or a['ctid'] == b['ctid']:
                continue
            key = t['keys'][0]
            others = ', '.join(c for c in t['columns'] if c != key)
            if self.sql(f'select count(distinct ({others})) from {a["table"]} '
                        f"where ctid in ('{a['ctid']}', '{b['ctid']}')"
                        ) != [['2']]:
                continue	# the same rows, whatever their order
            done = self.unguarded(a['table'], (
                f'create temp table two on commit drop as select ctid as c, '
                f'{key} as k from {a["table"]} where ctid in '
                f"('{a['ctid']}', '{b['ctid']}'); "
                f'update {a["table"]} set {key} = -{key} where ctid in '
                '(select c from two); '
                f'update {a["table"]} x set {key} = (select k from two '
                f'where k <> -x.{key}) where {key} < 0 returning 1'))
            if done:
                break
        self.expect(lambda f: f['kind'] == 'rows-changed'
                    and f['table'] == a['table'] and f['run_id'] == a['run'],
                    f'{a["table"]} of run {a["run"]}: rows changed places')

    def cut(self):
        tip = int(self.sql('select max(seq) from audit_event')[0][0])
        last = self.random.randint(1, tip - 1)
        self.unguarded('audit_event',
                       f'delete from audit_event where seq > {last}')
        self.expect(lambda f: f['kind'] in ('chain-cut', 'book-restored')
                    and f['seq'] == str(last + 1), f'a cut after {last}')

    def rewrite(self):
        while True:
            place = self.pick([t for t in self.tables if t != 'audit_event'])
            key = place['key'].replace("'", "''")
            of_row = (f"about_table = '{place['table']}' and "
                      + (f"act = 'rows' and about_run = {place['run']}"
                         if place['run'] else
                         f"act = 'row' and subject = '{key}'"))
            seq = self.sql(f'select seq from audit_event where {of_row}')
            if seq and self.change(place):
                break
        with open('tests/tamper/rewrite.sql') as f:
            rewrite = f.read()
        # A row whose key was changed is another one's: then its event is.
        done = self.unguarded('audit_event', rewrite.replace('SEQ', seq[0][0]))
        if done is None:
            raise Miss('the rewriting itself failed')
        heads = [int(h) for h in HEADS]
        good = max([h for h in heads if h < int(seq[0][0])], default=0)
        self.expect(lambda f: f['kind'] == 'chain-rewritten'
                    and f['seq'] == str(good + 1),
                    f'a chain rewritten from {good + 1} on')

    def restore(self):
        self.database = self.random.choice(self.book.ages[:-1])
        tip = int(self.sql('select max(seq) from audit_event')[0][0])
        self.expect(lambda f: f['kind'] == 'book-restored'
                    and f['seq'] == str(tip + 1), f'the book of event {tip}')


KINDS = ('edit', 'delete', 'insert', 'reorder', 'cut', 'rewrite', 'restore')
TABLES, HEADS = {}, []
WORKERS = 2


def read_tables(book):
    """Of each table that has rows: its columns, its key."""
    for name, by_run, key, column, kind, is_key in book.psql(
            'tamper', """
            select c.relname, audit_by_run(c.oid), audit_key(c.oid), a.attname,
                format_type(a.atttypid, null),
                exists (select from pg_index i where i.indrelid = c.oid
                    and i.indisprimary and a.attnum = any (i.indkey))
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'tamper'::regnamespace and c.relkind = 'r'
                and a.attnum > 0 and a.attgenerated = ''
                and not a.attisdropped
            order by c.relname, a.attnum"""):
        t = TABLES.setdefault(name, dict(by_run=by_run == 't', key=key,
                                         columns={}, keys=[]))
        t['columns'][column] = kind
        if is_key == 't':
            t['keys'].append(column)
    for name in list(TABLES):
        if not book.psql('tamper', f'select 1 from {name} limit 1'):
            del TABLES[name]


def keep(book, database):
    """A copy of the newest book, with what undoes a tampering."""
    book.copy(database, book.ages[-1])
    book.psql(database, 'create schema kept; ' + ''.join(
        f'create table kept.{name} as table {name}; ' for name in TABLES))


def one(book, number, seed, database):
    kind = KINDS[number % len(KINDS)]
    tamper = Tamper(book, f'{seed} {number}', database)
    try:
        getattr(tamper, kind)()
        return kind, None
    except Miss as miss:
        return kind, f'{number} {kind}: not found: {miss}'
    finally:
        tamper.database = database
        tamper.undo()


def some(book, numbers, seed, database):
    """One after the other; in the end the book is clean again."""
    keep(book, database)
    done = [one(book, number, seed, database) for number in numbers]
    left = Tamper(book, 0, database).audit()
    return done + ([('edit', f'{database}: not undone: {left}')]
                   if left else [])


def main():
    arguments = argparse.ArgumentParser()
    for name, kind in (('server', str), ('home', str), ('count', int),
                       ('seed', int)):
        arguments.add_argument(f'--{name}', type=kind)
    given = arguments.parse_args()
    book = Book(given.server, given.home)
    book.make()
    read_tables(book)
    HEADS.extend(re.findall(r'^event (\d+)', open(path).read(), re.M)[0]
                 for path in sorted(glob.glob(
                     f'{given.home}/audit/*.head')))
    clean = Tamper(book, 0, book.ages[-1]).audit()
    if clean:
        raise SystemExit(f'the book itself: {clean}')
    found, bad = dict.fromkeys(KINDS, 0), []
    with ThreadPoolExecutor(WORKERS) as pool:
        for part in pool.map(lambda n: some(
                book, range(n, given.count, WORKERS), given.seed,
                f'copy{n}'), range(WORKERS)):
            for kind, miss in part:
                if miss:
                    bad.append(miss)
                else:
                    found[kind] += 1
    print('\n'.join(bad))
    print(f'= {given.count} tamperings, {sum(found.values())} found at their '
          'place: ' + ', '.join(f'{k} {n}' for k, n in found.items()))
    raise SystemExit(1 if bad else 0)


if __name__ == '__main__':
    main()
