#!/usr/bin/env python3
"""Days of ../shared/tools/daygen whose codes are canaries: long, and like nothing else.

usage: days.py DAYGEN_DIR OUT SEED ORDERS DAYS CODES

The hall's codes are 12 digits or 12 capitals and digits in turn; the policies have yifen make PINs of 12 capitals and
digits.  CODES is written: the hall's codes, one a line.  A broken statement stands in OUT/broken-DAY.xml for each day:
the amount of its first line is the code of the first 0.01, so that its refusal has one to quote.
"""
import csv
import glob
import re
import sys

UPPER = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'


def code(world):
    """In place of World.code()."""
    while True:
        letters = UPPER if len(world.codes) % 2 else '0123456789'
        made = ''.join(world.rng.choice(letters) for _ in range(12))
        if made not in world.codes and made[0] != '0':
            world.codes.add(made)
            return made


def lengthen(path):
    """Policies that want PINs as long."""
    rows = list(csv.reader(open(path, encoding='utf-8', newline='')))
    with open(path, 'w', encoding='utf-8', newline='') as out:
        writer = csv.writer(out, lineterminator='\n')
        writer.writerow(rows[0] + ['code_length', 'code_alphabet'])
        writer.writerows(row + ['12', 'upper'] for row in rows[1:])


def hall_codes(out):
    codes = set()
    for path in glob.glob(out + '/orders-*.csv'):
        for row in csv.DictReader(open(path, encoding='utf-8', newline='')):
            codes.add(row['verify_code'])
    return codes - {''}


def break_statements(out, codes):
    find = re.compile('|'.join(sorted(codes)))
    for path in glob.glob(out + '/inbox-*/*'):
        text = open(path, 'rb').read()
        if b'<Document' not in text[:500]:
            continue
        found = find.search(text.decode('utf-8'))
        if found:
            day = re.search(r'inbox-([-0-9]+)', path).group(1)
            bad = re.sub(r'(<Ntry>.*?<Amt[^>]*>)[^<]*', r'\g<1>PIN ' + found.group(), text.decode('utf-8'),
                         count=1, flags=re.S)
            open(f'{out}/broken-{day}.xml', 'w', encoding='utf-8').write(bad)


def main():
    tools, out, seed, orders, days, codes_path = sys.argv[1:]
    sys.path.insert(0, tools)
    import daygen
    daygen.World.code = code
    sys.argv = ['daygen', '--out', out, '--seed', seed, '--orders', orders, '--days', days]
    daygen.main()
    lengthen(out + '/policies.csv')
    codes = hall_codes(out)
    break_statements(out, codes)
    open(codes_path, 'w').write(''.join(c + '\n' for c in sorted(codes)))


if __name__ == '__main__':
    main()
