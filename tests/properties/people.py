"""What people propose, approve and reject, in both books alike.

A book has its own numbers of entries, breaks and attempts, so a subject is
kept as what it is about and looked up in each book.
"""
from files import yuan
from home import Fault

HELD = ('suspense', 'ambiguous', 'payer-mismatch', 'refund-unmatched')
CLOSED = ('returned', 'locked', 'expired')


def order_name(row):
    return f"{row['ca']}/{row['order_no']}"


def entry_key(row):
    return ('entry', row['source'], row['account'], row['external_id'])


class People:
    def __init__(self, rng):
        self.rng = rng
        self.waiting = []	# proposals that nobody has decided yet

    # --- what there is to decide ---------------------------------------------

    def propose(self, got):
        """One proposal about what the first book says, or None."""
        verb = self.rng.choice((
            self.match, self.match, self.split, self.refund, self.write_off,
            self.undo, self.undo, self.release, self.hold, self.lift,
            self.reopen, self.close))
        return verb(got)

    def entry(self, got, fits):
        """A twin has no name of its own: nobody decides about it."""
        found = [row for row in got['entries'] if fits(row)]
        if not found:
            return None
        row = self.rng.choice(found)
        same = [r for r in got['entries'] if entry_key(r) == entry_key(row)]
        return row if len(same) == 1 else None

    def suspended(self, got):
        return self.entry(got, lambda row: row['state'] == 'suspense')

    def match(self, got):
        row = self.suspended(got)
        if row and got['orders']:
            order = self.rng.choice(got['orders'][-30:])
            return 'match', entry_key(row), [order_name(order)]

    def split(self, got):
        row = self.suspended(got)
        fen = abs(int(row['amount_fen'])) if row else 0
        if fen < 2 or len(got['orders']) < 2:
            return None
        a, b = self.rng.sample(got['orders'], 2)
        part = self.rng.randrange(1, fen)
        return 'split', entry_key(row), [
            f'{order_name(a)}={yuan(part)}', f'{order_name(b)}={yuan(fen - part)}']

    def refund(self, got):
        row = self.suspended(got)
        return row and ('refund', entry_key(row), [])

    def write_off(self, got):
        row = self.entry(got, lambda row: row['state'] == 'suspense' and
                         abs(int(row['amount_fen'])) < 3000)
        return row and ('write-off', entry_key(row), [])

    def undo(self, got):
        row = self.entry(got, lambda row: row['state'] == 'matched')
        return row and ('undo', entry_key(row), [])

    def release(self, got):
        held = {b['entry_id'] for b in got['breaks']
                if b['kind'] == 'payer-mismatch' and b['state'] == 'open'}
        row = self.entry(got, lambda row: row['entry_id'] in held)
        return row and ('release', entry_key(row), [])

    def hold(self, got):
        row = self.rng.choice(got['orders'][-30:]) if got['orders'] else None
        return row and ('hold', ('order', order_name(row)), [])

    def lift(self, got):
        held = [r for r in got['releases'] if 'hold' in r['reason']]
        row = self.rng.choice(held) if held else None
        return row and ('release', ('order', order_name(row)), [])

    def reopen(self, got):
        over = [v for v in got['verifications'] if v['state'] in CLOSED]
        row = self.rng.choice(over) if over else None
        return row and ('reopen', ('verification', order_name(row),
                                   row['attempt']), [])

    def close(self, got):
        there = [b for b in got['breaks'] if b['state'] == 'open' and
                 b['order_no'] and not b['entry_id'] and
                 b['kind'] not in HELD]
        row = self.rng.choice(there) if there else None
        return row and ('close', ('break', row['kind'], order_name(row)), [])

    # --- what they do --------------------------------------------------------

    def act(self, homes, answers):
        """After a night: decide what waits, propose something new."""
        for ids in self.waiting:
            if self.rng.random() < .7:
                self.decide(homes, ids)
        self.waiting = [ids for ids in self.waiting if not ids[-1]]
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            proposal = self.propose(answers[0])
            if proposal is None:
                continue
            ids = self.alike(homes, [
                ('propose', proposal[0], label(proposal[1], got), *proposal[2],
                 '--reason', 'told by telephone') for got in answers],
                'reviewer' if proposal[0] == 'reopen' else 'finance')
            if ids is None or proposal[0] == 'hold':
                continue
            ids = [id.decode().strip() for id in ids] + [
                'reopen' if proposal[0] == 'reopen' else '', False]
            self.waiting.append(ids)
            if self.rng.random() < .7:
                self.decide(homes, ids)

    def decide(self, homes, ids):
        """The last of ids tells that it is decided."""
        answer = 'approve' if self.rng.random() < .85 else 'reject'
        role = 'approver2' if ids[2] == 'reopen' else 'approver'
        if self.alike(homes, [(answer, id, '--reason', 'seen') for id in ids[:2]],
                      role) is None and answer == 'approve':
            self.alike(homes, [('reject', id, '--reason', 'changed')
                               for id in ids[:2]], role)
        ids[-1] = True

    @staticmethod
    def alike(homes, commands, role):
        """Both books allow it or both refuse it: their answers, or None."""
        done = [home.attempt(*command, role=role)
                for home, command in zip(homes, commands)]
        if len({status for status, _, _ in done}) != 1:
            raise Fault(f'{commands}: the books do not agree: {done}')
        if done[0][0] not in (0, 2):
            raise Fault(f'{commands[0]}: {done[0]}')
        return [out for _, out, _ in done] if done[0][0] == 0 else None


def label(subject, got):
    """The book's own number of what a proposal is about."""
    kind, *rest = subject
    if kind == 'order':
        return rest[0]
    if kind == 'entry':
        return next(r['entry_id'] for r in got['entries']
                    if entry_key(r) == subject)
    if kind == 'verification':
        return next(v['verification_id'] for v in got['verifications']
                    if [order_name(v), v['attempt']] == rest)
    return next(b['break_id'] for b in got['breaks']
                if [b['kind'], order_name(b)] == rest)
