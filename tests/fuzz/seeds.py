#!/usr/bin/env python3
"""Seeds and a dictionary for one target of make fuzz.

usage: seeds.py TARGET FOLDER [CORPUS]

A format starts from its fixtures, good and bad, and from the folders of CORPUS
that are called like it; the other targets from files of their kind.
"""
import glob
import gzip
import io
import os
import re
import sys
import zipfile

STATEMENTS = 'fixtures/statements'
TOKEN = re.compile(rb'[^\s,`<>"=;|/\x00-\x20]{2,40}')
TOKENS_MAX = 400
SEED_MAX = 64 * 1024
TAXES = (b'ca,business,tax_code,tax_name,rate,valid_from,valid_to\n'
         b'CA1,any,3040201000000000000,\xe6\x9c\x8d\xe5\x8a\xa1,0.06,'
         b'2026-01-01,\n')


def plain(name):
    return re.sub('[^a-z0-9]', '', name.lower())


def fixtures(name='*', kinds=('ok', 'bad')):
    for kind in kinds:
        for path in sorted(glob.glob(f'{STATEMENTS}/{name}/{kind}/*')):
            if not path.endswith('.expect'):
                yield open(path, 'rb').read()


def of_corpus(name, corpus):
    for folder in sorted(os.listdir(corpus)) if os.path.isdir(corpus) else []:
        if not plain(folder).startswith(plain(name)):
            continue
        for path, _, files in os.walk(os.path.join(corpus, folder)):
            for file in sorted(files):
                yield open(os.path.join(path, file), 'rb').read()


def zipped(files, method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, data in files:
            z.writestr(name, data)
    return out.getvalue()


def containers():
    bills = list(fixtures('wechat-trade', ['ok']))
    bill = bills[0]
    yield bill
    yield gzip.compress(bill)
    yield gzip.compress(bill[:100]) + gzip.compress(bill[100:])
    yield gzip.compress(bill)[:-8]
    yield gzip.compress(bytes(200000))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield zipped([('bill.csv', bill)], method)
        yield zipped([('a/', b''), ('a/明细.csv', bill), ('b', b'')], method)
        yield zipped([('in.zip', zipped([('x', b'x')], method))], method)
        yield zipped([('../x', b'x')], method)
    yield zipped([], zipfile.ZIP_STORED)
    for magic in (b'7z\xbc\xaf\x27\x1c', b'Rar!\x1a\x07', b'\x28\xb5\x2f\xfd'):
        yield magic + bill[:50]


def demo(kind):
    found = sorted(glob.glob(f'fixtures/demo/{kind}*.csv'))
    return [open(path, 'rb').read() for path in found]


def seeds(target, corpus):
    if target == 'source':
        return containers()
    if target == 'csv':
        return demo('')
    if target == 'decode':
        return (f for f in fixtures() if not f.lstrip().startswith(b'<'))
    if target == 'xml':
        return (f for f in fixtures() if b'<' in f[:8])
    if target == 'taxes':
        return [TAXES]
    if os.path.isdir(f'{STATEMENTS}/{target}'):
        return list(fixtures(target)) + list(of_corpus(target, corpus))
    return demo(target)


def main():
    target, folder = sys.argv[1:3]
    corpus = sys.argv[3] if len(sys.argv) > 3 else ''
    os.makedirs(folder, exist_ok=True)
    tokens = {}
    count = 0
    for count, seed in enumerate(seeds(target, corpus), 1):
        if len(seed) <= SEED_MAX:
            with open(f'{folder}/{count:04}', 'wb') as file:
                file.write(seed)
        for token in TOKEN.findall(seed):
            tokens[token] = tokens.get(token, 0) + 1
    if count == 0:
        sys.exit(f'{target}: no seeds')
    often = sorted(tokens, key=lambda t: (-tokens[t], t))[:TOKENS_MAX]
    with open(folder + '.dict', 'w', encoding='ascii') as file:
        for token in often:
            file.write('"%s"\n' % ''.join(f'\\x{b:02x}' for b in token))


main()
