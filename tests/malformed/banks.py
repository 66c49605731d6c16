"""Defects of banks' tables, from the profile that reads them.

What a profile (lib/format/table/profiles) promises of its columns is what a defect
breaks, so a bank that is added needs nothing here.
"""
import csv
import io
import os
import re
import unicodedata
from decimal import Decimal

import characters
import markup
from document import CELL, FILE, LINE, TOTALS

PROFILES = 'lib/format/table/profiles'
JUNK_MONEY = ('12a.00', '1.2.3', '1e2', '3E+05', '99999999999999999999.00',
              '--1', '1.005', 'NaN', '0x10', '1-2', '元', '壹佰元', 'x,xxx.zz')
JUNK_DAYS = ('2026-02-30', '20261301', '昨天', '2026-11-16 25:00:00', '46342',
             '00000000', '16/11/2026', '2026-11-16 10:61:00')
ROUNDED = ('4.2E+27', '6.21E+18', '2.02611E+27')
FIELD = 4200    # over the limit of a field
MONEY = ('amount', 'debit', 'credit', 'balance')
DAYS = ('day', 'moment')
IDS = ('account', 'serial', 'counter-account', 'original')
SUMS = ('count', 'debit-count', 'credit-count', 'debit-sum', 'credit-sum')


def folded(text):
    """As profile_fold() compares names, near enough."""
    text = re.sub(r'(?<=.)\[.*\]', '', text)
    text = unicodedata.normalize('NFKC', text)
    return re.sub(r'[\s()·.\-_—]', '', text).upper()


class Column:
    def __init__(self, words):
        self.names = words[1].split('|')
        self.field = words[2]
        self.options = words[3:]
        self.optional = 'optional' in words or self.field == 'ignore'


class Profile:
    def __init__(self, family):
        self.columns, self.labels = [], []
        self.layouts, self.extra = ['csv'], 'refuse'
        with open(f'{PROFILES}/{family}.profile', encoding='utf-8') as file:
            for line in file:
                words = line.split()
                if words[:1] == ['column']:
                    self.columns.append(Column(words))
                elif words[:1] == ['label']:
                    self.labels.append(Column(words))
                elif words[:1] == ['layout']:
                    self.layouts = words[1:]
                elif words[:1] == ['extra']:
                    self.extra = words[1]

    def column(self, cell):
        for column in self.columns:
            if folded(cell) in map(folded, column.names):
                return column
        return None

    def label(self, cell):
        for label in self.labels:
            if folded(cell) in map(folded, label.names):
                return label
        return None


class Sheet:
    """The first statement of a table."""

    def __init__(self, document, profile):
        self.document, self.profile = document, profile
        text = document.text.replace('\r\n', '\n')
        self.pipes = 'pipe' in profile.layouts and text.count('|') > 4
        self.rows = [line.split('|') for line in text.split('\n')[:-1]] \
            if self.pipes else list(csv.reader(io.StringIO(text)))
        self.head = max(range(len(self.rows)), key=lambda i: sum(
            profile.column(c) is not None for c in self.rows[i]))
        self.columns = [profile.column(c) for c in self.rows[self.head]]
        self.movements = self.find_movements()
        self.start = sum(len(line) + 1 for line in
                         document.text.split('\n')[:self.head + 1])

    def find_movements(self):
        found = []
        for at in range(self.head + 1, len(self.rows)):
            row = self.rows[at]
            if self.profile.label(row[0] if row else ''):
                break
            if len(row) == len(self.columns) and row != self.rows[self.head]:
                found.append(at)
        return found

    def changed(self, rows, place, line=0):
        if self.pipes:
            text = ''.join('|'.join(row) + '\n' for row in rows)
        else:
            out = io.StringIO()
            csv.writer(out, lineterminator='\r\n').writerows(rows)
            text = out.getvalue()
        return self.document.changed(text, place, line)

    def with_row(self, at, row, place):
        rows = list(self.rows)
        rows[at] = row
        # The header is not where a message about it must point.
        return self.changed(rows, place, at + 1 if place != FILE else 0)

    def with_cell(self, at, column, value, place=CELL):
        row = list(self.rows[at])
        row[column] = value
        return self.with_row(at, row, place)

    def cells(self, fields):
        """Places of filled cells of columns of those fields."""
        return [(at, c) for at in self.movements
                for c, column in enumerate(self.columns)
                if column and column.field in fields and
                self.rows[at][c].strip(' \t-')]

    def required(self):
        return [c for c, column in enumerate(self.columns)
                if column and not column.optional]


def cell_says(fields, values):
    def make(sheet, rng):
        found = sheet.cells(fields)
        if not found:
            return None
        return sheet.with_cell(*rng.choice(found), rng.choice(values))
    return make


def cell_too_long(sheet, rng):
    if not sheet.movements:
        return None
    return sheet.with_cell(rng.choice(sheet.movements),
                           rng.randrange(len(sheet.columns)), 'x' * FIELD)


def cell_added(sheet, rng):
    if not sheet.movements:
        return None
    at = rng.choice(sheet.movements)
    return sheet.with_row(at, sheet.rows[at] + ['x'], CELL)


def row_cut(sheet, rng):
    """A row that breaks off before its day or its amount is told."""
    needed = [c for c, column in enumerate(sheet.columns)
              if column and column.field in MONEY[:3] + DAYS]
    if not sheet.movements or max(needed) < 1:
        return None
    at = rng.choice(sheet.movements)
    row = sheet.rows[at][:rng.randint(1, max(needed))]
    rest = [c for c in needed if c < len(row) and row[c].strip(' \t-')]
    fields = {sheet.columns[c].field for c in rest}
    whole = fields & set(DAYS) and fields & set(MONEY[:3])
    if whole or not ''.join(row).strip():
        return None
    return sheet.with_row(at, row, LINE)


def header_renamed(sheet, rng):
    head = list(sheet.rows[sheet.head])
    head[rng.choice(sheet.required())] += '号码'
    return sheet.with_row(sheet.head, head, FILE)


def header_dropped(sheet, rng):
    at = rng.choice(sheet.required())
    rows = list(sheet.rows)
    for i in [sheet.head] + sheet.movements:
        rows[i] = rows[i][:at] + rows[i][at + 1:]
    return sheet.changed(rows, FILE)


def header_twice(sheet, rng):
    head = list(sheet.rows[sheet.head])
    a, b = rng.sample(sheet.required(), 2)
    head[a] = head[b]
    return sheet.with_row(sheet.head, head, FILE)


def header_added(sheet, rng):
    if sheet.profile.extra != 'refuse':
        return None
    rows = list(sheet.rows)
    for i in [sheet.head] + sheet.movements:
        rows[i] = rows[i] + ['新列' if i == sheet.head else '1']
    return sheet.changed(rows, FILE)


def header_last(sheet, rng):
    if not sheet.movements or len(sheet.movements) < len(sheet.rows) - \
            sheet.head - 1:
        return None
    rows = list(sheet.rows)
    rows.append(rows.pop(sheet.head))
    return sheet.changed(rows, FILE)


def quote(sheet, rng):
    if sheet.pipes or not sheet.movements:
        return None
    lines = sheet.document.text.split('\n')
    at = rng.choice(sheet.movements)
    if '"' in '\n'.join(lines[at:]):
        return None
    lines[at] = '"' + lines[at]
    return sheet.document.changed('\n'.join(lines), CELL, at + 1)


def is_one_chain(sheet):
    """Whether all movements are of one account, each with its balance."""
    accounts = {sheet.rows[at][c].strip() for at, c in sheet.cells(('account',))}
    return len(accounts) < 2 and \
        len(sheet.cells(('balance',))) == len(sheet.movements)


def balance_changed(sheet, rng):
    found = sheet.cells(('balance',))
    if len(found) < 2 or not is_one_chain(sheet):
        return None
    at, c = rng.choice(found)
    said = sheet.rows[at][c].strip().replace(',', '')
    wrong = Decimal(said) + Decimal(rng.choice(('0.07', '13.00', '-0.11')))
    return sheet.with_cell(at, c, str(wrong), TOTALS)._replace(line=0)


def row_dropped(sheet, rng):
    """From among others of a chain; or whatever row, where a label counts."""
    counted = any(sheet.profile.label(row[0]) is not None and
                  sheet.profile.label(row[0]).field in SUMS
                  for row in sheet.rows[:sheet.head] if row)
    inner = sheet.movements if counted else sheet.movements[1:-1]
    if not inner or (not counted and not is_one_chain(sheet)):
        return None
    rows = list(sheet.rows)
    del rows[rng.choice(inner)]
    return sheet.changed(rows, TOTALS)


def label_changed(sheet, rng):
    found = [at for at, row in enumerate(sheet.rows[:sheet.head])
             if row and sheet.profile.label(row[0]) is not None and
             sheet.profile.label(row[0]).field in SUMS]
    if not found:
        return None
    at = rng.choice(found)
    row = list(sheet.rows[at])
    row[1] = str(int(Decimal(row[1].strip().replace(',', ''))) + 3)
    return sheet.with_row(at, row, TOTALS)._replace(line=0)


TABLE = {
    'amount-is-none': cell_says(MONEY, JUNK_MONEY),
    'day-is-none': cell_says(DAYS, JUNK_DAYS),
    'id-rounded': cell_says(IDS, ROUNDED),
    'side-unknown': cell_says(('side',), ('未知', 'x', '来帐')),
    'field-too-long': cell_too_long,
    'cell-added': cell_added,
    'row-cut': row_cut,
    'header-renamed': header_renamed,
    'header-dropped': header_dropped,
    'header-twice': header_twice,
    'header-added': header_added,
    'header-last': header_last,
    'quote-never-closed': quote,
    'balance-changed': balance_changed,
    'row-dropped': row_dropped,
    'label-changed': label_changed,
}


# --- answers in XML ----------------------------------------------------------

def element_says(profile, fields, values, place=CELL):
    names = [n for c in profile.columns + profile.labels if c.field in fields
             for n in [c.names[0].split('/')[-1]]]
    if not names:
        return lambda document, start, rng: None
    return markup.replaced('<(?:%s)>([^<]+)<' % '|'.join(names), values, place,
                           place == CELL)


def xml_defects(document, profile):
    minor = any('minor' in c.options for c in profile.columns)
    junk = JUNK_MONEY + (('1.00', '1,000') if minor else ())
    named = dict(characters.ANY, **markup.WELL_FORMED)
    named.pop('mojibake')
    named.update({
        'amount-is-none': element_says(profile, MONEY[:3], junk),
        'day-is-none': element_says(profile, DAYS, JUNK_DAYS),
        'side-unknown': element_says(profile, ('side',), ('9', '借贷')),
        'id-rounded': element_says(profile, IDS[1:3], ROUNDED),
        'answer-is-an-error': element_says(profile, ('must',), ('B0112',)),
        'count-changed': element_says(profile, ('count',), ('77',), TOTALS),
    })
    # The first element tells whose answer it is.
    start = document.text.find('</') + 2
    return {name: (lambda rng, make=make: make(document, start, rng))
            for name, make in named.items()}


def knows(family):
    return os.path.exists(f'{PROFILES}/{family}.profile')


def defects(document, family):
    """Name of each defect to a function of the random numbers."""
    profile = Profile(family)
    if document.text.lstrip().startswith('<'):
        return xml_defects(document, profile)
    sheet = Sheet(document, profile)
    made = {name: (lambda rng, make=make: make(sheet, rng))
            for name, make in TABLE.items()}
    for name, make in characters.OF_LINES.items():
        made[name] = lambda rng, make=make: make(document, sheet.start, rng)
    return made
