#!/usr/bin/env python3
"""Files that are wrong, each by one defect, made from files that are good.

usage: malform.py STATEMENTS FAMILY COUNT FOLDER [SEED]

STATEMENTS/FAMILY/ok holds the good files; FOLDER gets good/ with them, bad/
with COUNT others, and manifest.tsv: for each of these its name, the defect,
what the message about it must hold (document.py) and the line, 0 if any.

A defect is a pair of a kind of damage and a place; it makes the file wrong by
construction, or is not made.  Every kind gets the same share.  The same SEED
makes the same files.
"""
import glob
import itertools
import os
import random
import sys

import banks
import containers
import dialects
import markup
import messages
from document import Document

TRIES = 60      # for one file, before its kind of defect is given up


def defects_of(document, family):
    """The table of defects that suits the document."""
    if document.text is None:
        return containers.defects(document)
    if banks.knows(family):
        return banks.defects(document, family)
    text = document.text.lstrip()
    if text.startswith('<'):
        return markup.defects(document)
    if messages.matches(text):
        return messages.defects(document)
    return dialects.defects(document)


def good_files(folder):
    for path in sorted(glob.glob(f'{folder}/ok/*')):
        if not path.endswith('.expect'):
            with open(path, 'rb') as file:
                yield Document(os.path.basename(path), file.read())


def make(documents, family, count, rng):
    """At most COUNT of (document, name of the defect, Defect), no two alike."""
    # A row of several lines is somewhere else than its number says.
    tables_of = [(d, {} if 'line-breaks-in-quoted' in d.name
                  else defects_of(d, family)) for d in documents]
    names = sorted({name for _, table in tables_of for name in table})
    seen = {d.data for d in documents}
    given_up = set()
    made = 0
    for name in itertools.cycle(names):
        if made == count or len(given_up) == len(names):
            return
        if name in given_up:
            continue
        for _ in range(TRIES):
            document, table = rng.choice(tables_of)
            defect = table[name](rng) if name in table else None
            if defect is not None and defect.data not in seen:
                seen.add(defect.data)
                made += 1
                yield document, name, defect
                break
        else:
            given_up.add(name)


def main():
    statements, family, count, folder = sys.argv[1:5]
    seed = sys.argv[5] if len(sys.argv) > 5 else '1'
    rng = random.Random(f'{family} {seed}')
    documents = list(good_files(os.path.join(statements, family)))
    if not documents:
        sys.exit(f'{family}: no good files')
    os.makedirs(f'{folder}/good')
    os.makedirs(f'{folder}/bad')
    for document in documents:
        with open(f'{folder}/good/{document.name}', 'wb') as file:
            file.write(document.data)
    with open(f'{folder}/manifest.tsv', 'w', encoding='utf-8') as manifest:
        for number, (document, name, defect) in enumerate(
                make(documents, family, int(count), rng), 1):
            # The day of a bill without rows is that in its name.
            called = f'{number:05}-{name}-of-{document.name}'
            with open(f'{folder}/bad/{called}', 'wb') as file:
                file.write(defect.data)
            manifest.write(f'{called}\t{name}\t{defect.place}\t{defect.line}\n')


main()
