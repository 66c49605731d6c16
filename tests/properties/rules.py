"""What domain.md says of prices and verdicts, written down once more.

Nothing here knows the program: it is what the program's answers are held
against.
"""
from datetime import date, timedelta

BUFFER_DAYS = 3
DONE = ('paid', 'waived', 'refunded')
PRICED = ('business', 'cert_kind', 'years', 'main_keys', 'sub_keys', 'project')


def fee_row(fees, row, key_kind):
    """The most specific row in force on the day of created_at, or None."""
    day = row['created_at'][:10]
    years = str(row['years'] or 1)
    best, rank = None, None
    for fee in fees:
        (ca, business, cert, key, term, _, _, _, first, last, _, project) = fee
        if (ca != row['ca'] or not first <= day <= (last or '9999') or
                business not in ('any', row['business']) or
                cert not in ('any', row['cert_kind']) or
                key not in ('any', key_kind) or term not in ('', years) or
                project not in ('', row['project'])):
            continue
        how = (project != '', business != 'any', term != '', key != 'any',
               cert != 'any')
        if best is None or how > rank:
            best, rank = fee, how
    return best


def due(fees, row):
    """Fen, or None where no row covers it."""
    years = int(row['years'] or 1)
    keys = [('main', int(row['main_keys'])), ('sub', int(row['sub_keys']))]
    if not any(count for _, count in keys):
        keys = [('main', 1)]
    total = 0
    for kind, count in keys:
        if not count:
            continue
        fee = fee_row(fees, row, kind)
        if fee is None:
            return None
        first = int(fee[6]) * 100
        later = int(fee[7]) * 100 if fee[7] != '' else first
        if fee[5] == 'per_order':
            return first
        total += count * (first if fee[5] == 'term'
                          else first + later * (years - 1))
    return total


def verdict(owed, money, row, today, covered):
    """money: [(amount, what went back of it)], covered(method, day)."""
    paid = sum(amount for amount, _ in money)
    refunded = sum(back for _, back in money)
    stands = paid - refunded
    if owed is None:
        return 'unpriced'
    if owed == 0:
        return 'over' if stands > 0 else 'waived'
    if paid == 0:
        if not row['claimed_yuan']:
            return 'unpaid'
        claimed = date.fromisoformat(row['claimed_at'][:10])
        if (today < claimed + timedelta(days=BUFFER_DAYS) or
                not covered(row['pay_method'], row['ca'], claimed)):
            return 'awaiting'
        return 'missing'
    if refunded and stands < owed:
        return 'part-refunded' if stands else 'refunded'
    if stands <= owed:
        return 'paid' if stands == owed else 'short'
    whole = sum(1 for amount, back in money if amount - back >= owed)
    return 'duplicate' if whole >= 2 else 'over'


def policy(policies, row):
    """The row in force: business before pay_method before cert_kind."""
    fits = [p for p in policies
            if p[0] == row['ca'] and p[1] in ('any', row['pay_method']) and
            p[2] in ('any', row['cert_kind']) and
            p[3] in ('any', row['business'])]
    return max(fits, default=None, key=lambda p: (
        p[3] != 'any', p[1] != 'any', p[2] != 'any'))
