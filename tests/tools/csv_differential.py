#!/usr/bin/env python3
"""io/csv.h against the csv module of Python, over files that are generated.

usage: csv_differential.py CSV_ROWS [COUNT [SEED]]

Three sorts of files, each with an answer that is known beforehand or from
Python (strict=True):

  good     written from rows that are known: both must read those rows
  broken   one defect that both know: both must refuse
  mutant   good, then bytes changed at random: whatever we take, Python takes
           with the same rows; what Python refuses, we refuse

What we refuse and Python takes is refused by design; the message must say why,
and the bytes must hold the cause:

  a quote in an unquoted field     RFC 4180, 2.5; Python keeps it as a letter
  a carriage return in a line      Python ends the row there
  a character of reliability G23   Python knows no such thing
  the limits                       64 kB a row, 4 kB a field, 512 fields

And by design an empty line is no row to us and an empty one to Python, and a
byte order mark at the start is no text.
"""
import csv
import io
import json
import random
import re
import subprocess
import sys

FIELD_MAX = 4096
UNCLEAN = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f'
                     '\u2028-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff\ufdd0-\ufdef'
                     '\U000f0000-\U0010ffff]|[\ufffe\uffff]')
# Message of a refusal by design, and what must be in the text for it.
BY_DESIGN = (
    ('a quote in an unquoted field', lambda text: '"' in text),
    ('a carriage return inside a line',
     lambda text: re.search('\r(?!\n)', text) is not None),
    ('a control, invisible or private character',
     lambda text: UNCLEAN.search(text.removeprefix('\ufeff')) is not None
     or noncharacter(text)),
    ('a field of ', lambda text: len(text.encode()) > FIELD_MAX),
    ('a row has more than 512 fields', lambda text: text.count(',') >= 512),
    ('a row is longer than ', lambda text: len(text.encode()) > 65536),
    ('a line is longer than ', lambda text: len(text.encode()) > 65536),
)
LETTERS = ('a', 'Z', '0', '9', ' ', '-', '.', '中', '元', '（', '；', 'é', '😀',
           '　', "'", '`', ';', '|', '\t')
SPECIALS = ('"', ',', '\n', '\r\n', '""', '",', ',"', '\r')


def noncharacter(text):
    return any(ord(c) & 0xfffe == 0xfffe for c in text)


def field(rng):
    kind = rng.random()
    if kind < 0.2:
        return ''
    pool = LETTERS if kind < 0.7 else LETTERS + SPECIALS
    return ''.join(rng.choice(pool) for _ in range(rng.choice(
        (1, 2, 3, 8, 20, 60))))


def written(text, rng):
    if re.search('[",\r\n]', text) or rng.random() < 0.2:
        return '"%s"' % text.replace('"', '""')
    return text


def good(rng):
    """A file, and its rows."""
    end = rng.choice(('\n', '\r\n'))
    rows, lines = [], []
    for _ in range(rng.choice((1, 2, 3, 5, 12))):
        row = [field(rng) for _ in range(rng.choice((1, 1, 2, 3, 7, 30)))]
        if row == ['']:
            row = ['x']     # else its line would be empty
        rows.append(row)
        lines.append(','.join(written(f, rng) for f in row))
        while rng.random() < 0.05:
            lines.append('')
    text = end.join(lines) + (end if rng.random() < 0.8 else '')
    if rng.random() < 0.2:
        text = '\ufeff' + text
    return text.encode(), rows


def broken(rng):
    """A file that is wrong to both."""
    data, _ = good(rng)
    line = b'' if data.endswith(b'\n') else b'\n'
    tail = rng.choice((
        b'a,"never closed', b'a,"closed"b,c\n', b'"a"b\n', b'a,"b" ,c\n',
        b'a,"x""\n', b'"\n\n,,', b'\xff\n', b'a\xc0\xaf\n', b'\xed\xa0\x80,b\n',
        b'"\xe4\xb8",x\n', b'x\xe4\xb8', b'a,"b"\xe4\xb8\xad\n'))
    return data + line + tail


def mutant(rng):
    data = bytearray(good(rng)[0])
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(data) + 1)
        what = rng.random()
        if what < 0.5:
            data[at:at] = rng.choice((b'"', b'"', b',', b'\n', b'\r', b'\r\n',
                                      b' ', b'""', b'\0', b'\xe2\x80\xae'))
        elif what < 0.8:
            del data[at:at + rng.choice((1, 2, 8))]
        else:
            data[at:at + 1] = bytes((rng.randrange(256),))
    return bytes(data)


def by_python(data):
    """The rows, or None."""
    try:
        text = data.decode('utf-8').removeprefix('\ufeff')
        rows = csv.reader(io.StringIO(text, newline=''), strict=True)
        return [row for row in rows if row]
    except (UnicodeDecodeError, csv.Error):
        return None


def by_us(program, files):
    stream = b''.join(b'%d\n' % len(f) + f for f in files)
    done = subprocess.run([program], input=stream, capture_output=True,
                          check=True)
    return [json.loads(line) for line in done.stdout.split(b'\n')[:-1]]


def is_by_design(data, message):
    text = data.decode('utf-8', 'replace')
    return any(why in message and holds(text) for why, holds in BY_DESIGN)


def judge(sort, data, rows, ours):
    """What is wrong, or ''."""
    refused = 'error' in ours
    theirs = by_python(data)
    if sort == 'good' and theirs != rows:
        return 'Python does not read what was written'
    if sort == 'broken' and theirs is not None:
        return 'Python takes what is broken'
    if refused and not re.match(r'\d+(:\d+)?: ', ours['error']):
        return 'the message names no place'
    if refused and theirs is not None:
        if sort != 'good' and is_by_design(data, ours['error']):
            return ''
        return 'only we refuse it'
    if not refused and theirs is None:
        return 'only Python refuses it'
    if not refused and ours['rows'] != theirs:
        return 'the rows differ'
    return ''


def limits():
    """At the limit and one over it: only our own rule."""
    yield b'x' * FIELD_MAX + b'\n', True
    yield b'x' * (FIELD_MAX + 1) + b'\n', False
    yield b'"' + b'""' * FIELD_MAX + b'"\n', True
    yield b',' * 511 + b'\n', True
    yield b',' * 512 + b'\n', False
    yield b','.join([b'x' * 4000] * 16) + b'\n', True
    yield b','.join([b'x' * 4000] * 17) + b'\n', False


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    cases = []
    for i in range(count):
        sort = ('good', 'mutant', 'good', 'broken')[i % 4]
        if sort == 'good':
            data, rows = good(rng)
            cases.append((sort, data, rows))
        else:
            cases.append((sort, {'mutant': mutant, 'broken': broken}[sort](rng),
                          None))
    csv.field_size_limit(1 << 20)
    answers = by_us(program, [data for _, data, _ in cases])
    wrong = refused = 0
    if len(answers) != len(cases):
        sys.exit(f'{len(cases)} files, {len(answers)} answers')
    for (sort, data, rows), ours in zip(cases, answers):
        why = judge(sort, data, rows, ours)
        refused += 'error' in ours
        wrong += why != ''
        if why and wrong <= 10:
            print(f'{sort}: {why}\n\t{data!r}\n\t{ours}\n\t{by_python(data)}')
    bounds = list(limits())
    for (data, taken), ours in zip(bounds, by_us(
            program, [data for data, _ in bounds])):
        if taken == ('error' in ours):
            wrong += 1
            print(f'limit: {data[:20]!r}... of {len(data)} bytes: '
                  f'{str(ours)[:200]}')
    print(f'= {count} files, {refused} refused, {wrong} differences')
    sys.exit(wrong > 0)


main()
