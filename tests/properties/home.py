"""A book under test: its commands, its lists, what its outbox holds."""
import csv
import io
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from files import fill, story, table

LISTS = ('orders', 'entries', 'matches', 'verifications', 'releases', 'breaks',
         'files', 'runs', 'pending')
HERE = os.path.dirname(os.path.abspath(__file__))
CODE = re.compile(r'(?:PIN 码为|验证码) (\w+)')
QUERIES = f'{HERE}/../../sql/queries/list'


def answer(name):
    """The SQL of a list, without a filter."""
    with open(f'{QUERIES}/{name}.sql') as f:
        sql = f.read()
    if name == 'breaks':
        sql = sql.replace('$4::text', "'all'::text")
    return f'\\echo == {name}\n{re.sub(r"[$][0-9]", "null", sql)};\n'


def columns(name):
    """As the head of its SQL names them."""
    with open(f'{QUERIES}/{name}.sql') as f:
        head = re.search(r'-- columns:([^;]*?)\n[^-]', f.read())[1]
    return [c.split()[-2] for c in head.replace('--', '').split(',')]


ANSWERED = ('orders', 'releases', 'verifications', 'pending', 'entries',
            'matches', 'breaks', 'runs', 'proposals')
ANSWERS = ''.join(map(answer, ANSWERED))
COLUMNS = {name: columns(name) for name in ANSWERED}


class Fault(Exception):
    """The program did what it must not do."""


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


class Home:
    def __init__(self, folder, book, server):
        self.folder, self.book = folder, book
        self.program = os.environ['YIFEN']
        self.env = dict(os.environ, YIFEN_HOME=folder, YIFEN_BOOK=book,
                        YIFEN_DATABASE=server, LC_ALL='C')
        self.known = {}		# token: what this book has for it
        self.seen = set()	# files of the outbox
        self.pool = ThreadPoolExecutor(2)
        self.auditor = None

    # --- commands ------------------------------------------------------------

    def attempt(self, *args, role='batch'):
        """Its exit status, what it answers and what it says."""
        env = dict(self.env, PGUSER='postgres' if role == 'postgres'
                   else f'{self.book}_{role}')
        done = subprocess.run([self.program, *args], env=env,
                              stdin=subprocess.DEVNULL, capture_output=True)
        return (done.returncode, done.stdout,
                done.stderr.decode(errors='replace').strip())

    def run(self, *args, status=0, role='batch'):
        got, answer, said = self.attempt(*args, role=role)
        if got != status:
            raise Fault(f'yifen {" ".join(args)}: exit status {got}, '
                        f'not {status}\n{said}')
        return answer

    # --- the auditor ---------------------------------------------------------

    def psql(self):
        """One session of the auditor, who may read all but secrets; a new one
        for each question would take longer than the answer."""
        env = dict(self.env, PGUSER=f'{self.book}_auditor',
                   PGOPTIONS=f'-c search_path={self.book},pg_temp')
        return subprocess.Popen(
            ['psql', '-qAtX', '--csv', '-v', 'ON_ERROR_STOP=1',
             self.env['YIFEN_DATABASE']], env=env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def ask(self, script):
        """The parts of a script that says "== NAME" before each."""
        if self.auditor is None:
            self.auditor = self.psql()
        self.auditor.stdin.write(f'{script}\n\\echo == end\n')
        self.auditor.stdin.flush()
        parts, name = {}, None
        for row in csv.reader(iter(self.auditor.stdout.readline, '')):
            if row == ['== end']:
                return parts
            if len(row) == 1 and row[0].startswith('== '):
                name = row[0][3:]
                parts[name] = []
            elif name is None or row[0].startswith('psql:'):
                break
            else:
                parts[name].append(row)
        raise Fault(f'psql: {",".join(row)} {self.auditor.stdout.read()}')

    def query(self, sql):
        return self.ask(f'\\echo == rows\n{sql};')['rows']

    def facts(self):
        return self.ask(f'\\i {HERE}/facts.sql')

    def row_counts(self):
        """Of each table; see rows.sql."""
        return self.ask(f'\\echo == rows\n\\i {HERE}/rows.sql')['rows']

    def answers(self):
        """What the lists say, by their own SQL in one go.  People are called
        as their roles are, and those as the book."""
        return {name: [dict(zip(COLUMNS[name], (value.replace(
            f'{self.book}_', 'our ') for value in row))) for row in rows]
            for name, rows in self.ask(ANSWERS).items()}

    # --- making it -----------------------------------------------------------

    def create(self, world):
        os.makedirs(self.folder)
        self.run('init', role='postgres')
        self.as_owner(f'create role {self.book}_approver2 login in role '
                      f'{self.book}_reviewer')
        for kind, columns, rows in (
                ('calendar', ('date', 'kind'), story.calendar()),
                ('fees', story.FEE_COLUMNS, world.fees),
                ('policies', story.POLICY_COLUMNS, world.policies),
                ('channels', story.CHANNEL_COLUMNS, world.channels)):
            self.load(kind, columns, rows)

    def load(self, kind, columns, rows):
        path = f'{self.folder}/{kind}.csv'
        with open(path, 'wb') as f:
            f.write(table(columns, rows))
        self.run('load', kind, path)

    def read_all(self):
        """The next night reads all orders: reference data were loaded, though
        the file says what it said before."""
        path = f'{self.folder}/policies.csv'
        with open(path, 'ab') as f:
            f.write(b'\n')
        self.run('load', 'policies', path)

    def drop(self):
        self.pool.shutdown()
        if self.auditor:
            self.auditor.communicate()
        self.as_owner(f'drop schema {self.book} cascade')
        self.as_owner(f'drop role {self.book}_approver2')

    def as_owner(self, sql):
        env = dict(self.env, PGUSER='postgres',
                   PGOPTIONS='-c client_min_messages=warning')
        subprocess.run(['psql', '-qX', '-c', sql, self.env['YIFEN_DATABASE']],
                       env=env, check=True)

    # --- a night -------------------------------------------------------------

    def take_in(self, night, inbox, shuffle, names=lambda name: name):
        """Write the night's files; what is no file is taken in at once."""
        os.makedirs(inbox)
        if night.fees:
            self.load('fees', story.FEE_COLUMNS, night.fees)
        rows = list(night.orders)
        shuffle(rows)
        if rows:
            self.load('orders', story.ORDER_COLUMNS, rows)
        for source, day, account in night.no_bills:
            self.run('import', '--no-bill', str(day), '--as', source,
                     *(['--account', account] if account else []))
        for file in night.files:
            with open(f'{inbox}/{names(file.name)}', 'wb') as f:
                f.write(file.bytes(self.known, shuffle))

    def nightly(self, night, inbox):
        self.run('nightly', '--date', str(night.day), '--inbox', inbox,
                 status=night.status)

    # --- what it answers -----------------------------------------------------

    def lists(self, names=LISTS):
        """By the commands."""
        commands = {name: ('list', name, '--format', 'csv') for name in names}
        commands['breaks'] += ('--state', 'all')
        if 'pending' in names:
            commands['pending'] = ('pending', '--format', 'csv')
        return dict(zip(names, self.pool.map(lambda args: self.run(*args),
                                             commands.values())))

    # --- the outbox ----------------------------------------------------------

    def deliver(self):
        """New items, as the world may know them: without codes and ids."""
        self.run('deliver', '--plain-outbox')
        items = []
        for folder in ('micro-deposit', 'sms', 'counter'):
            path = f'{self.folder}/outbox/{folder}'
            if not os.path.isdir(path):
                continue
            for name in sorted(os.listdir(path)):
                if name.endswith('.csv') and f'{folder}/{name}' not in self.seen:
                    self.seen.add(f'{folder}/{name}')
                    with open(f'{path}/{name}', 'rb') as f:
                        items += self.items(folder, rows_of(f.read()))
        items.sort(key=lambda item: (item['folder'], item['key']))
        return items

    def items(self, folder, rows):
        if folder == 'micro-deposit':
            return self.transfers(rows)
        if folder == 'sms':
            return [self.message(row) for row in rows]
        for row in rows:
            key = f"{row['ca']}/{row['order_no']}"
            self.known[f'pin:{key}'] = row['pin']
        return []

    def transfers(self, rows):
        """The program's ids hold its own number of the order."""
        labels = {id: f'{ca}/{no}' for id, ca, no in self.query(
            'select order_id, ca, order_no from orders')}
        paying = {id: account for id, account in self.query(
            "select case when verification_id is null then 'YF' || order_id "
            "|| 'T' || turn else 'YF' || order_id || 'A' || "
            "(verification_id & 255) end, paying_account from outbox "
            "where folder = 'micro-deposit'")}
        items = []
        for row in rows:
            number = re.fullmatch('YF([0-9]+)([AT][0-9]+)',
                                  row['end_to_end_id'])
            if not number:
                raise Fault(f"outbox: id {row['end_to_end_id']}")
            key = f'{labels[number[1]]}/{number[2]}'
            if f'id:{key}' in self.known:
                raise Fault(f'outbox: {key} is handed over twice')
            self.known[f'id:{key}'] = row['end_to_end_id']
            self.known[f'code:{key}'] = row['remark']
            items.append(dict(folder='micro-deposit', key=key,
                              name=row['name'], account=row['account'],
                              paying_account=paying[row['end_to_end_id']]))
        return items

    def message(self, row):
        kind = 'inbound' if '转账' in row['text'] else 'pin'
        key = f"{row['order_no']}/{row['mobile']}/{kind}"
        self.known[f'code:{key}'] = CODE.search(row['text'])[1]
        return dict(folder='sms', key=key, order_no=row['order_no'])
