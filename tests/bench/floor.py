"""The least that storing the same rows takes: COPY BINARY over one connection
into tables with the same keys and constraints, which are built after it.

The rows are those that a program stored: what a snapshot from before it does
not see.  So nothing here knows the tables, and whatever they become is compared
with itself.
"""
import os
import time

from measure import Figures

TABLES = """
select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = '{book}'::regnamespace and c.relkind = 'r'
and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by 1
order by 1
"""
# Keys and indexes; what refers to other tables comes last, be it a key or the
# trigger that stands for one (refers() of 0016_speed.sql).
KEYS = """
select c.relname, k.contype = 'f',
    format('alter table floor.%I add constraint %I %s', c.relname, k.conname,
        pg_get_constraintdef(k.oid))
from pg_constraint k join pg_class c on c.oid = k.conrelid
where c.relnamespace = '{book}'::regnamespace
and k.contype in ('p', 'u', 'x', 'f')
union all
select c.relname, false, replace(pg_get_indexdef(i.indexrelid),
    format(' ON %I.%I ', '{book}', c.relname),
    format(' ON floor.%I ', c.relname))
from pg_index i join pg_class c on c.oid = i.indrelid
where c.relnamespace = '{book}'::regnamespace and c.relkind = 'r'
and not exists (select from pg_constraint k where k.conindid = i.indexrelid
    and k.conrelid = i.indrelid)
union all
select c.relname, true, format('alter table floor.%I add constraint %I '
        'foreign key (%s) references %I.%I (%s)', c.relname, t.tgname,
        args[1], '{book}', args[2], args[3])
from pg_trigger t join pg_class c on c.oid = t.tgrelid
join pg_proc p on p.oid = t.tgfoid
cross join string_to_array(encode(t.tgargs, 'escape'), E'\\\\000') args
where c.relnamespace = '{book}'::regnamespace and p.proname = 'refers'
-- A key over some of the rows alone is none that a foreign key may refer to.
and exists (select from pg_index i
    where i.indrelid = format('%I.%I', '{book}', args[2])::regclass
    and i.indisunique and i.indpred is null
    and args[3] = (select string_agg(a.attname, ',' order by n)
        from unnest(i.indkey) with ordinality u (attnum, n)
        join pg_attribute a on a.attrelid = i.indrelid
            and a.attnum = u.attnum))
order by 2, 1, 3
"""


class Stored:
    """What is stored in a book between begin and end."""

    def __init__(self, server, book, work):
        self.server, self.book, self.work = server, book, work
        self.rows = {}                          # of each table
        self.columns = {}
        self.keys = []
        self.snapshot = server.psql('select pg_current_snapshot()')[0][0]

    def file(self, table):
        return f'{self.work}/floor-{table}'

    def end(self):
        """Copy it to files, and remember what its tables are like."""
        self.columns = dict(self.server.psql(TABLES.format(book=self.book)))
        seen = f"pg_visible_in_snapshot(xmin::text::xid8, '{self.snapshot}')"
        got = self.server.psql('\n'.join(
            f'\\copy (select {columns} from {self.book}.{table} where not '
            f"{seen}) to '{self.file(table)}' (format binary)\n"
            f'\\echo {table} :ROW_COUNT'
            for table, columns in self.columns.items()))
        for table, count in (line.split() for line, in got):
            if int(count) > 0:
                self.rows[table] = int(count)
            else:
                os.unlink(self.file(table))
        self.keys = [sql for table, _, sql
                     in self.server.psql(KEYS.format(book=self.book))
                     if table in self.rows]

    def count(self):
        return sum(self.rows.values())

    def size(self):
        return sum(os.stat(self.file(t)).st_size for t in self.rows)

    def load(self, logged):
        """Copy it back.  Tables that are made in the same transaction need no
        log where wal_level is minimal, as it is here."""
        make = ['create schema floor;'] + [
            f'create table floor.{t} (like {self.book}.{t} including '
            'constraints including storage including compression);'
            for t in self.rows]
        fill = [f"\\copy floor.{t} ({self.columns[t]}) from '{self.file(t)}' "
                '(format binary)' for t in self.rows]
        keys = [f'{sql};' for sql in self.keys]
        if logged:
            self.server.psql('\n'.join(make))
            make = []
        self.server.quiet()
        wal, begun = self.server.wal(), time.perf_counter()
        self.server.psql('\n'.join(['begin;', *make, *fill, *keys, 'commit;']))
        figures = Figures(time.perf_counter() - begun)
        figures.wal = self.server.wal() - wal
        self.server.psql('drop schema floor cascade')
        return figures

    def forget(self):
        for table in self.rows:
            os.unlink(self.file(table))
