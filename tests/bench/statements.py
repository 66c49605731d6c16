"""Which statements of a command the server spent its time on, by
pg_stat_statements."""
import re

TOP = """
select round(total_exec_time)::bigint, calls, rows, round(wal_bytes / 1e6),
    case when toplevel then '' else 'in it: ' end, query
from pg_stat_statements
where query not like '%pg_stat_statements%'
order by total_exec_time desc
"""
SHOWN = 88


class Statements:
    """Those between the beginning and show."""

    def __init__(self, server):
        self.server = server
        server.psql('create extension if not exists pg_stat_statements;\n'
                    "alter system set pg_stat_statements.track = 'all';\n"
                    'select pg_reload_conf(), pg_stat_statements_reset()')

    def show(self, most):
        rows = self.server.psql(
            TOP.replace('query\nfrom', r"regexp_replace(query, '\s+', ' ', "
                        "'g')\nfrom"))
        print(f'{"ms":>7} {"calls":>8} {"rows":>9} {"WAL":>5}  statement')
        for ms, calls, count, wal, nested, sql in rows[:most]:
            sql = re.sub('^(-- .*? )(?=(select|insert|with|copy|update) )', '',
                         sql)
            print(f'{ms:>7} {calls:>8} {count:>9} {wal:>5}  '
                  f'{nested}{sql[:SHOWN]}')
        top = [r for r in rows if not r[4]]
        print(f'{sum(int(r[0]) for r in top):>7} '
              f'{sum(int(r[1]) for r in top):>8}  all of them')
