"""What LibreOffice reads in workbooks, against the CSV files beside them.

usage: workbooks.py REPORTS FOLDER CONVERTED     CONVERTED has the workbooks of
FOLDER as CSV
"""
import csv
import os
import re
import sys

HEAD = 4  # title, days, a blank, the headings


def columns_of(reports, name):
    with open(f'{reports}/{name}/report.def', encoding='utf-8') as file:
        text = file.read()
    totals = re.search(r'^total\t+(.*)$', text, re.M) is not None
    return re.findall(r'^column\t+(\S+) (\S+)', text, re.M), totals


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.reader(file))


def shown(value, kind):
    """A cell of the CSV file as a workbook shows it."""
    if kind == 'fen' and value != '':
        fen = int(value)
        return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    if kind in ('text', 'note'):
        # The writer's apostrophe is for CSV alone.
        return re.sub(r"(?m)^'(?=\s*[=+\-@\t\r＝＋－＠])", '', value)
    return value


def check(reports, folder, converted, name):
    kinds, totals = columns_of(reports, name)
    head, *rows = read(f'{folder}/{name}.csv')
    book = read(f'{converted}/{name}.csv')
    faults = []
    if head != [column for column, _ in kinds]:
        faults.append(f'{name}: the header is {head}')
    wide = len(head)
    found = [(r + [''] * wide)[:wide] for r in book[HEAD:]]
    if totals and rows:
        total = found.pop()
        for i, (column, kind) in enumerate(kinds):
            if i and total[i] not in ('', shown(str(sum(
                    int(r[i] or 0) for r in rows)) if kind in ('fen', 'int')
                    else '', kind)):
                faults.append(f'{name}: the total of {column} is {total[i]}')
    want = [[shown(v, kind) for v, (_, kind) in zip(r, kinds)] for r in rows]
    if found != want:
        bad = [(w, f) for w, f in zip(want, found) if w != f]
        faults.append(f'{name}: {len(found)} rows, not {len(want)}; {bad[:2]}')
    return len(rows), faults


def main():
    reports, folder, converted = sys.argv[1:]
    names = sorted(f[:-5] for f in os.listdir(folder) if f.endswith('.xlsx'))
    rows, faults = 0, []
    for name in names:
        count, wrong = check(reports, folder, converted, name)
        rows += count
        faults += wrong
    print(f'= {len(names)} workbooks, {rows} rows, {len(faults)} faults')
    print('\n'.join(faults))
    sys.exit(1 if faults or rows == 0 else 0)


main()
