"""Programs that are run and timed, and the bench's own server."""
import os
import re
import subprocess
import sys

PEAK = os.path.join(os.path.dirname(__file__), 'peak.py')


class Figures:
    """What one run of a program took."""

    def __init__(self, seconds, cpu=0.0, peak=0, wal=0):
        self.seconds, self.cpu = seconds, cpu
        self.peak, self.wal = peak, wal         # bytes


def run(argv, env=None, out=None, fine=(0,)):
    """Its output is thrown away, or appended to a file."""
    answer, said = os.pipe()
    p = subprocess.run([sys.executable, '-I', '-S', PEAK, str(said), *argv],
                       stdin=subprocess.DEVNULL,
                       stdout=out or subprocess.DEVNULL,
                       stderr=subprocess.PIPE, env=env, pass_fds=[said])
    os.close(said)
    with open(answer, encoding='ascii') as f:
        seconds, cpu, peak, status = (f.read() or '0 0 0 -1').split()
    if int(status) not in fine:
        raise SystemExit(f'{" ".join(argv)}: status {status}\n'
                         + p.stderr.decode(errors='replace')[-2000:])
    return Figures(float(seconds), float(cpu), int(peak) * 1024)


class Server:
    """The private PostgreSQL that run.sh started."""

    def __init__(self, conninfo):
        self.conninfo = conninfo
        self.env = dict(os.environ, PGUSER='postgres',
                        PGOPTIONS='-c client_min_messages=warning')

    def psql(self, sql, database='yifen'):
        """The rows of the answer, each a list of texts."""
        conninfo = re.sub('dbname=.*', f'dbname={database}', self.conninfo)
        p = subprocess.run(
            ['psql', '-qXAt', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-f', '-',
             conninfo], input=sql, capture_output=True, text=True,
            env=self.env)
        if p.returncode != 0:
            raise SystemExit(f'psql: {p.stderr}')
        return [line.split('\t') for line in p.stdout.splitlines()]

    def quiet(self):
        """What was written before is on disk: nobody else pays for it."""
        self.psql('checkpoint')

    def wal(self):
        return int(self.psql("select pg_current_wal_lsn() - '0/0'")[0][0])

    def timed(self, argv, env, fine=(0,)):
        self.quiet()
        before = self.wal()
        figures = run(argv, env, fine=fine)
        figures.wal = self.wal() - before
        return figures


class Book:
    """A schema of the server with a home and roles of its own."""

    def __init__(self, server, work, yifen, name):
        self.server, self.yifen, self.name = server, yifen, name
        self.home = f'{work}/{name}'
        os.mkdir(self.home)
        self.env = dict(os.environ, YIFEN_HOME=self.home, YIFEN_BOOK=name,
                        PGUSER=f'{name}_batch',
                        YIFEN_DATABASE=server.conninfo)
        run([yifen, 'init'], dict(self.env, PGUSER='postgres'))

    def do(self, *argv, fine=(0,)):
        return run([self.yifen, *argv], self.env, fine=fine)

    def timed(self, *argv, fine=(0,)):
        return self.server.timed([self.yifen, *argv], self.env, fine)

    def load_reference(self, days):
        for kind in ('calendar', 'fees', 'policies', 'channels'):
            self.do('load', kind, f'{days}/{kind}.csv')

    def drop(self):
        self.server.psql(f'drop schema {self.name} cascade')
        subprocess.run(['rm', '-rf', self.home], check=True)
