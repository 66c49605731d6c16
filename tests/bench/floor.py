"""The floor of a command: COPY BINARY of exactly the rows that it stored.

Over one connection, in one transaction, into new tables with the same columns
and checks, whose keys, indexes and references are made after the load.
"""
import os
import subprocess
import time


def pg_environment(conninfo):
    """libpq's variables for "host=... port=... dbname=...", as superuser."""
    words = dict(word.split('=', 1) for word in conninfo.split())
    return {'PGHOST': words['host'], 'PGPORT': words['port'],
            'PGDATABASE': words['dbname'], 'PGUSER': 'postgres'}


class Stored:
    def __init__(self, conninfo, book, work):
        self.env = dict(os.environ, **pg_environment(conninfo))
        self.book = book
        self.folder = os.path.join(work, 'floor')
        os.makedirs(self.folder, exist_ok=True)

    def psql(self, script, *options):
        return subprocess.run(
            ['psql', '-qAtX', '-v', 'ON_ERROR_STOP=1', *options],
            input=f'set client_min_messages = error;\n'
                  f'set search_path = {self.book};\n{script}',
            env=self.env, text=True, check=True,
            stdout=subprocess.PIPE).stdout

    def tables(self, command):
        """Tables with rows of that command's runs, parents first."""
        names = self.psql(
            'select relname from pg_class c join pg_attribute a on '
            "attrelid = c.oid and attname = 'run_id' where relnamespace = "
            f"'{self.book}'::regnamespace and relkind = 'r' and relname not "
            "in ('run', 'run_end') order by c.oid").split()
        return [n for n in names if self.psql(
            f'select 1 from {n} where {self.of(command)} limit 1')]

    def of(self, command):
        return ('run_id in (select run_id from run where command = '
                f"'{command}')")

    def columns(self, table):
        """Those that are stored as they come, not computed."""
        return self.psql(
            "select string_agg(attname, ', ' order by attnum) from "
            f"pg_attribute where attrelid = '{table}'::regclass and "
            "attnum > 0 and not attisdropped and attgenerated = ''").strip()

    def copy(self, command):
        """Seconds, rows and bytes."""
        tables = self.tables(command)
        rows = size = 0
        for t in tables:
            path = f'{self.folder}/{t}'
            rows += int(self.psql(
                f'select count(*) from {t} where {self.of(command)}'))
            self.psql(f'\\copy (select {self.columns(t)} from {t} '
                      f'where {self.of(command)}) '
                      f"to '{path}' (format binary)")
            size += os.path.getsize(path)
        script = ['drop schema if exists floor cascade; create schema floor;']
        for t in tables:
            script.append(f'create table floor.{t} (like {t} including '
                          'defaults including constraints including '
                          'generated);')
        script += [f"\\copy floor.{t} ({self.columns(t)}) from "
                   f"'{self.folder}/{t}' (format binary)" for t in tables]
        script += self.keys(tables)
        start = time.monotonic()
        self.psql('\n'.join(script), '-1')
        seconds = time.monotonic() - start
        for t in tables:
            os.remove(f'{self.folder}/{t}')
        return seconds, rows, size

    def keys(self, tables):
        """Indexes, keys and references, as statements; what is referred to is
        in the book, whichever command stored it."""
        names = ', '.join(f"'{t}'" for t in tables)
        made = self.psql(
            'select format(\'create %sindex on floor.%I using %s;\', '
            "case when indisunique then 'unique ' else '' end, r.relname, "
            "split_part(pg_get_indexdef(i.indexrelid), ' USING ', 2)) "
            'from pg_index i join pg_class r on r.oid = i.indrelid '
            f"where r.relnamespace = '{self.book}'::regnamespace and "
            f'r.relname in ({names}) order by r.oid, i.indexrelid')
        statements = made.splitlines()
        for child, own, parent, other in self.references(names):
            statements.append(
                f'alter table floor.{child} add foreign key ({own}) '
                f'references {self.book}.{parent} ({other});')
        return statements

    def references(self, names):
        """Foreign keys, and what refers() checks in their place."""
        declared = self.psql(
            'select r.relname, (select string_agg(attname, \',\' order by n) '
            'from unnest(conkey) with ordinality u (attnum, n) join '
            'pg_attribute a using (attnum) where attrelid = conrelid), '
            'p.relname, (select string_agg(attname, \',\' order by n) '
            'from unnest(confkey) with ordinality u (attnum, n) join '
            'pg_attribute a using (attnum) where attrelid = confrelid) '
            'from pg_constraint c join pg_class r on r.oid = conrelid '
            "join pg_class p on p.oid = confrelid where contype = 'f' and "
            f"r.relnamespace = '{self.book}'::regnamespace and r.relname in "
            f'({names}) order by 1, 2, 3')
        by_statement = self.psql(
            'select r.relname, a[1], a[2], a[3] from (select tgrelid, '
            "string_to_array(encode(tgargs, 'escape'), '\\000') as a from "
            "pg_trigger t join pg_proc p on p.oid = tgfoid where proname = "
            "'refers') t join pg_class r on r.oid = tgrelid where "
            f"r.relnamespace = '{self.book}'::regnamespace and r.relname in "
            f'({names}) order by 1, 2, 3')
        return [line.split('|') for line in
                (declared + by_statement).splitlines()]

    def forget(self):
        self.psql('drop schema if exists floor cascade;')
