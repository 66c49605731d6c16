#!/usr/bin/env python3
"""Random days: what must hold of a book after each night holds.

usage: properties.py SERVER FOLDER NIGHTS SEED...     (run.sh calls it)

Each seed has two books.  The first takes the files as they are; the second
the same with their rows in another order and under other names, some of them
by "import", and each of its nights reads all orders, where those of the first
leave out what is at rest.  One line a seed; exit status 1 if anything is wrong.
"""
import os
import random
import shutil
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True	# git status stays clean
from checks import Checks  # noqa: E402
from home import Fault, Home, rows_of  # noqa: E402
from people import People  # noqa: E402
from world import World  # noqa: E402

SHOWN = 12
# What is counted over all seeds, so that one sees what never happened.
COUNTED = {'orders': ('verdict',), 'entries': ('kind', 'rule'),
           'breaks': ('kind',), 'verifications': ('mode', 'state'),
           'releases': ('state',), 'proposals': ('verb', 'state')}
# What a list says apart from the program's own numbers and clocks.
OWN = ('verification_id', 'entry_id', 'break_id', 'run_id', 'proposal_id',
       'subject', 'actor', 'at', 'decider', 'decided_at', 'ruling_note')


def as_it_is(rows):
    """No shuffle."""


def content(rows):
    return sorted(tuple(v for k, v in row.items() if k not in OWN)
                  for row in rows)


class Pair:
    """The two books of a seed."""

    def __init__(self, seed, folder, server):
        self.seed, self.folder = seed, folder
        self.world = World(seed)
        self.rng = random.Random(f'repeat {seed}')
        self.people = People(random.Random(f'people {seed}'))
        self.shuffle_rng = random.Random(f'shuffle {seed}')
        self.pool = ThreadPoolExecutor(1)
        self.first, self.second = (
            Home(f'{folder}/{book}', f'p{seed}{book}', server)
            for book in 'ab')
        for home in self.first, self.second:
            home.create(self.world)
        self.checks = Checks(self.first, self.world)
        self.answers = None	# of the last night

    # --- the first book ------------------------------------------------------

    def as_given(self, night, items):
        inbox = f'{self.folder}/a-{night.day}'
        self.first.take_in(night, inbox, as_it_is)
        self.first.nightly(night, inbox)
        if self.rng.random() < .3:
            yield from self.again(night, inbox)
        items += self.first.deliver()
        if self.rng.random() < .9:
            yield from self.again(night, inbox)
        else:
            yield from self.again_by_lists(night, inbox)

    def again(self, night, inbox):
        """The nightly repeated adds no fact."""
        before = self.first.row_counts()
        self.first.nightly(night, inbox)
        yield from difference('the night again: rows of',
                              before, self.first.row_counts())

    def again_by_lists(self, night, inbox):
        """And changes no byte of any answer."""
        before = self.first.lists()
        self.first.nightly(night, inbox)
        after, said = self.first.lists(), self.first.answers()
        for name in ('orders', 'entries', 'matches'):
            yield from difference(f'not as its SQL: {name}',
                                  content(rows_of(after[name])),
                                  content(said[name]))
        for name in before:
            yield from difference(f'the night again: {name}',
                                  before[name].decode().splitlines(),
                                  after[name].decode().splitlines())

    # --- the second ----------------------------------------------------------

    def shuffled(self, night):
        inbox = f'{self.folder}/b-{night.day}'
        rng = self.shuffle_rng
        self.second.take_in(night, inbox, rng.shuffle,
                            lambda name: f'{rng.choice("kmpr")}{name}')
        names = sorted(os.listdir(inbox))
        rng.shuffle(names)
        # Nights that are caught up would all see what was imported before.
        by_import = rng.choice((0, 0, 1, 2, len(names)))
        if night.days > 1:
            by_import = 0
        for name in names[:by_import]:
            self.second.run('import', f'{inbox}/{name}',
                            status=3 if is_bad(night, name) else 0)
        # After reference data were loaded a night reads all orders, at rest or
        # not: the first book must come to the same.
        self.second.read_all()
        self.second.nightly(night, inbox)
        self.second.deliver()

    @staticmethod
    def compare(first, second):
        for name in first.keys() - {'runs'}:
            yield from difference(f'shuffled: {name}', content(first[name]),
                                  content(second[name]))

    def night(self):
        night = self.world.night()
        second = self.pool.submit(self.shuffled, night)
        items = []
        yield from self.as_given(night, items)
        second.result()
        answers = self.first.answers(), self.second.answers()
        self.answers = answers[0]
        yield from self.checks.faults(answers[0])
        yield from self.compare(*answers)
        self.people.act((self.first, self.second), answers)
        self.world.take_outbox(items)

    def audit(self):
        """Every row is in the chain, every closed day adds up still."""
        for home in self.first, self.second:
            home.run('audit')

    def drop(self):
        self.pool.shutdown()
        for home in self.first, self.second:
            home.drop()


def is_bad(night, name):
    return any(f.bad and name.endswith(f.name) for f in night.files)


def difference(what, a, b):
    if a == b:
        return
    yield f'{what}: there is a difference'
    for mark, rows, others in ('-', a, b), ('+', b, a):
        for row in [row for row in rows if row not in others][:SHOWN]:
            yield f'    {mark} {row if isinstance(row, str) else ",".join(row)}'


def count(seen, answers):
    for name, columns in COUNTED.items():
        seen.update((name, ' '.join(row[c] for c in columns))
                    for row in answers[name])


def tell(seen):
    for name in COUNTED:
        print(f'    {name}: ' + ', '.join(
            f'{what or "-"} {number}' for (part, what), number
            in sorted(seen.items()) if part == name))


def run_seed(seed, folder, server, nights, seen):
    """One line, then what is wrong."""
    os.makedirs(folder)
    wrong, done, pair = [], 0, Pair(seed, folder, server)
    try:
        while done < nights and not wrong:
            wrong = list(pair.night())
            done += 1
        if not wrong:
            pair.audit()
    except Fault as fault:
        wrong.append(str(fault))
    world, said = pair.world, pair.answers or {'entries': []}
    print(f'= seed {seed}: {(world.today - world.begin).days + 1} days in '
          f'{done} nights to {world.today}, '
          f'{len(world.orders)} orders, '
          f'{len(said["entries"])} entries, '
          f'{len([w for w in wrong if w[:1] != " "])} wrong', flush=True)
    for line in wrong[:60]:
        print(line)
    if pair.answers:
        count(seen, pair.answers)
    pair.drop()
    if not os.environ.get('KEEP'):
        shutil.rmtree(folder)
    return not wrong


def main():
    server, folder, nights, *seeds = sys.argv[1:]
    bad, seen = 0, Counter()
    for seed in seeds:
        if not run_seed(int(seed), f'{folder}/{seed}', server, int(nights),
                        seen):
            bad += 1
    tell(seen)
    if bad:
        print(f'{bad} seeds with faults; one again: '
              f'NIGHTS={nights} sh tests/properties/run.sh SEED')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
