"""A book to tamper with: three nights of the demonstration, what people did,
and its database as it was after each command."""
import csv
import io
import os
import shutil
import subprocess

DEMO = 'fixtures/demo'
DAYS = ('2026-11-16', '2026-11-17', '2026-11-18')


class Book:
    def __init__(self, server, home):
        self.server, self.home = server, home
        self.program = os.environ['YIFEN']
        self.ages = []		# databases, from the oldest to the newest

    def conninfo(self, database):
        return f'{self.server} dbname={database}'

    def yifen(self, *args, database='tamper', role='batch', status=(0,)):
        env = dict(os.environ, YIFEN_HOME=self.home, YIFEN_BOOK='tamper',
                   YIFEN_DATABASE=self.conninfo(database),
                   PGUSER='postgres' if role == 'postgres'
                   else f'tamper_{role}')
        done = subprocess.run([self.program, *args], env=env,
                              stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode not in status:
            raise SystemExit(f'yifen {" ".join(args)}: {done.returncode}\n'
                             f'{done.stderr.decode()}')
        return done

    def psql(self, database, script, check=True):
        """What it answers, as rows; None if the server refused."""
        env = dict(os.environ, PGUSER='postgres', PGOPTIONS='-c search_path='
                   'tamper,pg_temp -c client_min_messages=warning')
        done = subprocess.run(
            ['psql', '-qAtX', '--csv', '-1', '-v', 'ON_ERROR_STOP=1',
             '-f', '-', self.conninfo(database)], env=env,
            input=script, capture_output=True, text=True)
        if done.returncode != 0:
            if check:
                raise SystemExit(f'psql: {done.stderr}\n{script}')
            return None
        return list(csv.reader(io.StringIO(done.stdout)))

    def alone(self, sql):
        """A statement that no transaction may hold."""
        env = dict(os.environ, PGUSER='postgres')
        subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', '-c', sql,
                        self.conninfo('postgres')], env=env, check=True)

    def copy(self, database, of):
        self.alone(f'create database {database} template {of}')

    # --- making it -----------------------------------------------------------

    def step(self, *args, **how):
        """A command; the database is kept as it is after it."""
        self.yifen(*args, **how)
        self.ages.append(f'age{len(self.ages)}')
        self.copy(self.ages[-1], 'tamper')

    def suspense(self):
        answer = self.yifen('list', 'entries', '--state', 'suspense',
                            '--format', 'csv').stdout.decode()
        return [row['entry_id'] for row in csv.DictReader(io.StringIO(answer))]

    def make(self):
        os.mkdir(self.home)
        self.alone('create database tamper')
        self.step('init', role='postgres')
        for kind in ('calendar', 'fees', 'policies', 'channels'):
            self.step('load', kind, f'{DEMO}/{kind}.csv')
        for day in DAYS:
            inbox = f'{self.home}/inbox'
            shutil.copytree(f'{DEMO}/inbox-{day}', inbox)
            self.step('load', 'orders', f'{DEMO}/orders-{day}.csv')
            self.step('nightly', '--date', day, '--inbox', inbox,
                      status=(0, 3))
            self.step('deliver', '--plain-outbox')
            shutil.rmtree(inbox)
            self.people(self.suspense()[0])
        self.step('import', '--no-bill', '2026-11-19', '--as', 'alipay')

    def people(self, entry):
        """One proposes, another rejects."""
        self.step('propose', 'refund', entry, '--reason', 'as asked',
                  role='finance')
        number = self.psql('tamper', 'select max(proposal_id) from proposal')
        self.step('reject', f'P.{number[0][0]}', '--reason', 'not yet',
                  role='approver')
