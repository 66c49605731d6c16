"""What must hold of a book after each night; each check yields its faults."""
from collections import defaultdict

import rules
from home import rows_of


def money_of(rows):
    """Of each order, its payments and what went back of each."""
    paid, back = defaultdict(dict), defaultdict(int)
    for ca, no, entry, fen, undoes in rows:
        if int(fen) > 0:
            paid[ca, no][entry] = int(fen)
        else:
            back[ca, no, undoes] -= int(fen)
    money = {key: [(fen, back.pop(key + (entry,), 0))
                   for entry, fen in entries.items()]
             for key, entries in paid.items()}
    # People may send money back that no one payment of the order explains.
    for (ca, no, _), fen in back.items():
        money.setdefault((ca, no), []).append((0, fen))
    return money


class Checks:
    """Of one book, from night to night."""

    def __init__(self, home, world):
        self.home, self.world = home, world
        self.was = {}		# (ca, order_no): (what is priced, due, verdict)
        self.reported = b''	# closings of the nights before
        self.break_ids = {}	# what a break is about: its number

    def faults(self, got):
        """got: what the lists say."""
        facts = self.home.facts()
        yield from (row[0] for row in facts['wrong'])
        yield from self.closed(got)
        yield from self.verdicts(got, money_of(facts['money']))
        yield from self.columns(got)
        yield from self.numbers(got)
        yield from self.secrets(facts['texts'])
        yield from self.closing(facts['closing'])

    @staticmethod
    def closed(got):
        for run in got['runs']:
            if run['residual_fen'] not in ('', '0'):
                yield f"run {run['run_id']}: residual {run['residual_fen']}"
            if run['status'] == 'incomplete':
                yield f"run {run['run_id']} is incomplete"

    # --- the closing ---------------------------------------------------------

    def closing(self, want):
        """Each cell of each night's closing is what the facts say; and what
        was printed once is printed for ever."""
        said = self.home.run('report', 'closing', '--from', '2026-01-01',
                             '--to', str(self.world.today), '--format', 'csv')
        if not said.startswith(self.reported):
            yield 'report closing: an earlier day is printed otherwise'
        self.reported = said
        rows, known = rows_of(said), {}
        for row, cells in ((row, list(row.values())) for row in rows):
            known[tuple(cells[:3])] = cells
            if row['residual_fen'] != '0':
                yield f'report closing: {cells}'
        for cells in want:
            got = known.pop(tuple(cells[:3]), None)
            if got is None and any(c not in ('0', '') for c in cells[3:]):
                yield f'report closing: no line, the facts say {cells}'
            elif got and got != cells:
                yield (f'report closing, {cells[:3]}: ' + ', '.join(
                    f'{column} is {g}, not {w}' for column, g, w in
                    zip(rows[0], got, cells) if g != w))
        for cells in known.values():
            yield f'report closing: no fact says {cells}'

    # --- verdicts ------------------------------------------------------------

    def covered(self, method, ca, day):
        if method in ('wechat', 'alipay'):
            return (method, day) in self.world.covered
        account = [p[-1] for p in self.world.policies if p[0] == ca][0]
        return (account, day) in self.world.covered

    def due(self, key, row):
        """A verdict that is done keeps its price."""
        priced = tuple(str(row[c]) for c in rules.PRICED)
        was = self.was.get(key)
        if was and was[0] == priced and was[2] in rules.DONE:
            return priced, was[1]
        return priced, rules.due(self.world.fees, row)

    def verdicts(self, got, money):
        now = {}
        for answer in got['orders']:
            key = answer['ca'], answer['order_no']
            row = self.world.orders[key]
            stands = money.get(key, [])
            priced, due = self.due(key, row)
            want = dict(
                due_fen='' if due is None else str(due),
                paid_fen=str(sum(fen for fen, _ in stands)),
                refunded_fen=str(sum(back for _, back in stands)),
                verdict=rules.verdict(due, stands, row, self.world.today,
                                      self.covered))
            now[key] = priced, due, want['verdict']
            for column, value in want.items():
                if answer[column] != value:
                    yield (f'{key}: {column} is {answer[column]!r}, '
                           f'not {value!r}')
        self.was = now
        for key in self.world.orders.keys() - now.keys():
            yield f'{key} is not listed'

    # --- columns that repeat what another list says --------------------------

    def columns(self, got):
        latest, pins, breaks = {}, {}, defaultdict(int)
        for v in got['verifications']:
            latest[v['ca'], v['order_no']] = v['state']
        for r in got['releases']:
            pins[r['ca'], r['order_no']] = r['state']
        for b in got['breaks']:
            if b['state'] != 'resolved' and b['order_no']:
                breaks[b['ca'], b['order_no']] += 1
        for o in got['orders']:
            key = o['ca'], o['order_no']
            state, pin = latest.get(key), pins.get(key)
            want = dict(
                verified='n/a' if state is None else
                'yes' if state == 'verified' else 'no',
                released='n/a' if pin is None else
                'yes' if pin == 'handed-over' else 'no',
                open_breaks=str(breaks[key]))
            for column, value in want.items():
                if o[column] != value:
                    yield f'{key}: {column} is {o[column]}, not {value}'

    def numbers(self, got):
        """A break keeps its number, and no number is used for two."""
        for b in got['breaks']:
            about = (b['kind'], b['entry_id'] or (b['ca'], b['order_no']),
                     '' if b['entry_id'] or b['order_no'] else b['break_id'])
            known = self.break_ids.setdefault(about, b['break_id'])
            if known != b['break_id']:
                yield f'{about} was {known} and is {b["break_id"]}'

    # --- codes ---------------------------------------------------------------

    def secrets(self, texts):
        """No code that left stands in a text that came back."""
        codes = {value for key, value in self.home.known.items()
                 if key.startswith(('code:', 'pin:'))}
        for entry, text in texts:
            for code in codes:
                if code in text:
                    yield f'entry {entry} shows a code'
