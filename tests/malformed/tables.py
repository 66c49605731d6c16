"""Defects of tables, whatever they are of.

A dialect says how such a file is split and what its columns promise; the
defects are made from that, so that each is wrong by construction.
"""
import re

from document import CELL, FILE, LINE, TOTALS

JUNK_MONEY = ('12a.00', '1.2.3', '1e2', '3E+05', '99999999999999999999.00',
              '--1', '1.005', 'NaN', '0x10', '1-2', '元', '壹佰元',
              '一百二十三元四角五分整一百二十三元四角五分整')
JUNK_TIMES = ('2026-02-30 10:00:00', '2026-13-01 10:00:00', '昨天',
              '2026-11-16 25:00:00', '2026-11-16 10:61:00',
              '0000-00-00 00:00:00', '16/11/2026 10:00:00')
ROUNDED = ('4.2E+27', '6.21E+18', '2.02611E+27', '1E+10')
FIELD = 4200    # over the limit of a field


class Dialect:
    """What is known of a kind of table; see dialects.py."""

    def __init__(self, **known):
        self.separator = ','
        self.mark = ''          # in front of each row
        self.money = ()         # columns: junk in a cell is wrong
        self.full_money = ()    # an empty cell too
        self.times = ()         # columns of a day and a time
        self.needs_time = False  # a day alone is wrong
        self.words = {}         # column: what no row may say there
        self.ids = ()           # columns of digits that a spreadsheet rounds
        self.required = ()      # columns with no empty cell
        self.columns = 'any'    # which may be renamed, dropped: all of them
        self.ordered = True     # moved columns are wrong, more are too
        self.shifts = ()        # a cell too many before one of these columns
                                # leaves no reading of the row
        self.extra = {}
        self.__dict__.update(known)


def columns_of(dialect, header, wanted):
    """Positions of the columns of that name, brackets in any width."""
    plain = [plain_name(name) for name in header]
    return [i for i, name in enumerate(plain) if name in wanted]


def plain_name(name):
    return re.sub('[(（].*', '', name.strip('` \t\r'))


class Table:
    """A document in its lines; rows are those with as many cells as columns."""

    def __init__(self, document, dialect):
        self.document = document
        self.dialect = dialect
        self.lines = document.text.split('\n')
        self.header_at = self.find_header()
        head = self.lines[self.header_at]
        self.header = head.rstrip('\r').split(',')
        self.rows = [i for i in range(self.header_at + 1, self.end_of_rows())
                     if len(self.cells(i)) == len(self.header)]
        self.start = sum(len(line) + 1
                         for line in self.lines[:self.header_at + 1])

    def find_header(self):
        for i, line in enumerate(self.lines):
            if not line.startswith('#') and line.count(',') >= 4:
                return i
        raise ValueError(f'{self.document.name}: no header')

    def end_of_rows(self):
        for i in range(self.header_at + 1, len(self.lines)):
            line = self.lines[i].rstrip('\r')
            if line.startswith('#') or line == '' or (
                    self.dialect.mark and
                    not line.startswith(self.dialect.mark)):
                return i
        return len(self.lines)

    def cells(self, at):
        line = self.lines[at].rstrip('\r')
        return line[len(self.dialect.mark):].split(self.dialect.separator)

    def line_end(self, at):
        return '\r' if self.lines[at].endswith('\r') else ''

    def row(self, cells, at):
        return self.dialect.mark + self.dialect.separator.join(cells) + \
            self.line_end(at)

    def with_lines(self, lines, place, line=0):
        return self.document.changed('\n'.join(lines), place, line)

    def with_line(self, at, text, place, line=None):
        """The file with another line there."""
        lines = list(self.lines)
        lines[at] = text
        return self.with_lines(lines, place, at + 1 if line is None else line)

    def with_cell(self, at, column, value, place=CELL):
        cells = self.cells(at)
        if cells[column].strip() == value.strip():
            return None
        cells[column] = value
        return self.with_line(at, self.row(cells, at), place)

    def pick(self, names, rng, filled=False):
        """A row and one of those columns, with something in its cell."""
        columns = columns_of(self.dialect, self.header, names)
        found = [(at, c) for at in self.rows for c in columns
                 if not filled or self.cells(at)[c].strip()]
        return rng.choice(found) if found else (None, None)


def cell_defect(names, values, filled=True):
    """A cell of those columns says one of those values."""
    def make(table, rng):
        at, column = table.pick(names(table.dialect), rng, filled)
        if at is None:
            return None
        return table.with_cell(at, column, rng.choice(values))
    return make


def day_alone(table, rng):
    at, column = table.pick(table.dialect.times, rng)
    if at is None or not table.dialect.needs_time:
        return None
    return table.with_cell(at, column, '2026-11-16')


def wrong_word(table, rng):
    at, column = table.pick(table.dialect.words, rng)
    if at is None:
        return None
    word = table.dialect.words[plain_name(table.header[column])]
    return table.with_cell(at, column, word)


def cell_too_long(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    column = rng.randrange(len(table.header))
    cells = table.cells(at)
    return table.with_cell(at, column, cells[column] + 'x' * FIELD)


def cell_missing(table, rng):
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    del cells[rng.randrange(len(cells))]
    return table.with_line(at, table.row(cells, at), CELL)


def cell_added(table, rng):
    """Where the text that may hold separators cannot have it."""
    at, column = table.pick(table.dialect.shifts, rng)
    if at is None:
        return None
    cells = table.cells(at)
    cells.insert(column, 'x')
    return table.with_line(at, table.row(cells, at), CELL)


def row_cut(table, rng):
    """A row that breaks off, and the rest of the file after it."""
    if not table.rows:
        return None
    at = rng.choice(table.rows)
    cells = table.cells(at)
    cells = cells[:rng.randint(1, len(cells) - 1)]
    return table.with_line(at, table.row(cells, at), CELL)


def header_renamed(table, rng):
    names = list(table.header)
    at = rng.choice(essential(table))
    names[at] = names[at] + rng.choice(('2', 'x', '号码'))
    return with_header(table, names)


def header_dropped(table, rng):
    names = list(table.header)
    at = rng.choice(essential(table))
    # A bill without rows may have a short header.
    if not table.rows and at == len(names) - 1:
        return None
    del names[at]
    return with_header(table, names)


def header_moved(table, rng):
    if not table.dialect.ordered or len(table.header) < 2:
        return None
    names = list(table.header)
    at = rng.randrange(len(names) - 1)
    names[at], names[at + 1] = names[at + 1], names[at]
    return with_header(table, names)


def header_added(table, rng):
    if not table.dialect.ordered:
        return None
    names = list(table.header)
    names.insert(rng.randint(0, len(names)), '新列')
    return with_header(table, names)


def header_twice(table, rng):
    """Two columns of one name, in the place of another."""
    names = list(table.header)
    at = rng.choice(essential(table))
    names[at] = names[at - 1]
    return with_header(table, names)


def essential(table):
    if table.dialect.columns == 'any':
        return range(len(table.header))
    return columns_of(table.dialect, table.header, table.dialect.columns)


def with_header(table, names):
    # What the format is recognised by may be gone.
    line = ','.join(names) + table.line_end(table.header_at)
    return table.with_line(table.header_at, line, FILE, 0)


COMMON = {
    'amount-is-none': cell_defect(lambda d: d.money, JUNK_MONEY),
    'amount-empty': cell_defect(lambda d: d.full_money, ('', ' ')),
    'time-is-none': cell_defect(lambda d: d.times, JUNK_TIMES),
    'time-empty': cell_defect(lambda d: d.times, ('',)),
    'day-alone': day_alone,
    'word-unknown': wrong_word,
    'id-rounded': cell_defect(lambda d: d.ids, ROUNDED),
    'required-empty': cell_defect(lambda d: d.required, ('',)),
    'field-too-long': cell_too_long,
    'cell-missing': cell_missing,
    'cell-added': cell_added,
    'row-cut': row_cut,
    'header-renamed': header_renamed,
    'header-dropped': header_dropped,
    'header-moved': header_moved,
    'header-added': header_added,
    'header-twice': header_twice,
}


# --- rows against the totals ------------------------------------------------

def row_dropped(table, rng):
    if not table.rows:
        return None
    lines = list(table.lines)
    del lines[rng.choice(table.rows)]
    return table.with_lines(lines, TOTALS)


def row_doubled(table, rng):
    if not table.rows:
        return None
    lines = list(table.lines)
    at = rng.choice(table.rows)
    lines.insert(at, lines[at])
    return table.with_lines(lines, TOTALS)


def rows_halved(table, rng):
    """What a program leaves that stops after half of the rows."""
    if len(table.rows) < 2:
        return None
    half = table.rows[:len(table.rows) // 2]
    kept = [line for i, line in enumerate(table.lines)
            if i not in table.rows or i in half]
    return table.with_lines(kept, TOTALS)


def line_among_rows(text, place=CELL):
    def make(table, rng):
        if not table.rows:
            return None
        at = rng.choice(table.rows)
        lines = list(table.lines)
        lines.insert(at, text + table.line_end(at))
        return table.with_lines(lines, place, at + 1)
    return make


TOTALLED = {
    'row-dropped': row_dropped,
    'row-doubled': row_doubled,
    'rows-halved': rows_halved,
}


def place_of_cut(table, at):
    return LINE if at > table.start else FILE
