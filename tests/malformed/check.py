#!/usr/bin/env python3
"""What yifen said of one family of malformed files, against what is true.

usage: check.py FOLDER FAMILY

FOLDER holds manifest.tsv, good/ and bad/ of malform.py, and what was printed:
parsed (standard error of yifen parse over bad/*); alone-files, alone-entries
(list files and list entries, in JSON, of a book that has only the good files),
files, entries (of one that was given all of them), status (of that import).
"""
import collections
import json
import os
import re
import sys

SHOWN = 12
PLACES = {
    'cell': re.compile(r'\d+:\d+: .'),
    'line': re.compile(r'\d+:(\d+:)? ?.'),
    'file': re.compile(r'(\d+:(\d+:)?)? ?.'),
    'keys': re.compile(r'\d+:.*\d'),
    'totals': re.compile(r'.*\d.*[^\d.,].*\d'),
}


def what_is_wrong(name, message, place, line):
    """With a message that should say what is wrong, and where."""
    if not message.startswith(name + ':'):
        return 'it does not begin with the name of the file'
    rest = message[len(name) + 1:].lstrip(' ')
    if not PLACES[place].match(rest):
        return f'it names no {place}'
    said = re.match(r'(\d+):', rest)
    if line != '0' and (said is None or said.group(1) != line):
        return f'the line is {line}'
    if re.search(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufffd]', rest):
        return 'it is not clean'
    return ''


def load(folder, name):
    with open(f'{folder}/{name}', encoding='utf-8') as file:
        return json.load(file)


def said_by_parse(folder, names):
    """The first line about each file."""
    said = {}
    with open(f'{folder}/parsed', encoding='utf-8', errors='replace') as file:
        for line in file.read().split('\n'):
            name = line.split(':', 1)[0]
            if name in names:
                said.setdefault(name, line)
    return said


def plain(entries):
    """Without the numbers that a book gives, and the keys ("~...") that it
    makes with its own digest key for lines without a serial."""
    return sorted(json.dumps({k: '~' if k == 'external_id' and
                              v.startswith('~') else v
                              for k, v in e.items() if k != 'entry_id'})
                  for e in entries)


class Faults:
    def __init__(self):
        self.all = []

    def add(self, text):
        self.all.append(text)


def check_bad(folder, manifest, faults):
    files = {f['name']: f for f in load(folder, 'files')}
    names = {name for name, *_ in manifest}
    parsed = said_by_parse(folder, names)
    for name, defect, place, line in manifest:
        row = files.get(name)
        if name not in parsed and place != 'keys':
            faults.add(f'{name}: taken by parse')
        if row is None or row['state'] != 'quarantined':
            faults.add(f'{name}: not quarantined: {row}')
            continue
        wrong = what_is_wrong(name, row['message'], place, line)
        if wrong:
            faults.add(f'{wrong}: {row["message"]}')


def check_good(folder, faults):
    """How many of the good files are in both books."""
    alone = {f['name']: f['state'] for f in load(folder, 'alone-files')}
    files = {f['name']: f['state'] for f in load(folder, 'files')}
    taken = [name for name, state in alone.items() if state == 'imported']
    for name in taken:
        if files.get(name) != 'imported':
            faults.add(f'{name}: a good file is {files.get(name)}')
    if not taken:
        faults.add('no good file is taken')
    before, after = load(folder, 'alone-entries'), load(folder, 'entries')
    if plain(before) != plain(after):
        faults.add(f'{len(before)} entries of the good files alone, '
                   f'{len(after)} with the malformed ones beside them')
    return len(taken)


def main():
    folder, family = sys.argv[1:3]
    with open(f'{folder}/manifest.tsv', encoding='utf-8') as file:
        manifest = [line.split('\t') for line in file.read().splitlines()]
    faults = Faults()
    check_bad(folder, manifest, faults)
    good = check_good(folder, faults)
    with open(f'{folder}/status', encoding='ascii') as file:
        status = file.read().strip()
    if status != '3':
        faults.add(f'the import ended with status {status}, not 3')
    kinds = collections.Counter(defect for _, defect, *_ in manifest)
    print(f'= {family}: {len(manifest)} files with {len(kinds)} kinds of '
          f'defects refused, {good} of {len(os.listdir(folder + "/good"))} '
          f'good ones taken, {len(faults.all)} faults')
    for fault in faults.all[:SHOWN]:
        print('\t' + fault)
    sys.exit(bool(faults.all))


if __name__ == '__main__':
    main()
