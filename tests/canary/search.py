#!/usr/bin/env python3
"""Look for codes in every byte of every file, in every dress that a leak could wear.

usage: search.py CODES PLACE...

Prints each file with a hit, never the code, and as the last line "N codes, N dresses, N files, N bytes, N hits".  Status
1 if there is a hit.  Before that a control is planted in the first place: one code in every dress, in a file of its own;
the search must find each of them.
"""
import base64
import os
import subprocess
import sys
import tempfile


def wide(code):
    return ''.join(chr(ord(c) + 0xfee0) for c in code)


def inner_base64(code, shift):
    """What of a code's base64 does not depend on its neighbours."""
    text = base64.b64encode(b'\0' * shift + code.encode()).rstrip(b'=')
    return text[{0: 0, 1: 2, 2: 3}[shift]:-1]


DRESSES = {
    'plain': lambda c: c.encode(),
    'small letters': lambda c: c.lower().encode(),
    'UTF-16 LE': lambda c: c.encode('utf-16-le'),
    'UTF-16 BE': lambda c: c.encode('utf-16-be'),
    'full width': lambda c: wide(c).encode(),
    'full width, GB18030': lambda c: wide(c).encode('gb18030'),
    'full width, UTF-16': lambda c: wide(c).encode('utf-16-le'),
    'blanks between': lambda c: ' '.join(c).encode(),
    'a blank after 3': lambda c: (c[:3] + ' ' + c[3:]).encode(),
    'hyphens after 4': lambda c: '-'.join(c[i:i + 4] for i in range(0, len(c), 4)).encode(),
    'backwards': lambda c: c[::-1].encode(),
    'hexadecimal': lambda c: c.encode().hex().encode(),
    'base64': lambda c: inner_base64(c, 0),
    'base64, 1 on': lambda c: inner_base64(c, 1),
    'base64, 2 on': lambda c: inner_base64(c, 2),
}


def files_of(places):
    for place in places:
        if os.path.isfile(place):
            yield place
        for folder, _, names in os.walk(place):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    yield path


def hits(patterns, paths):
    """The files that hold one; grep reads the patterns from a pipe, so that no file holds them."""
    # A pattern ends with a line, so a byte of one must not be 10: none of the dresses has that.
    assert all(b'\n' not in p for p in patterns)
    found = []
    for i in range(0, len(paths), 500):
        run = subprocess.run(['grep', '-laF', '-f', '-', '--'] + paths[i:i + 500], input=b'\n'.join(patterns) + b'\n',
                             stdout=subprocess.PIPE, env={'LC_ALL': 'C', 'PATH': os.environ['PATH']})
        if run.returncode > 1:
            sys.exit('grep failed')
        found += run.stdout.decode().splitlines()
    return found


def control(code, patterns, place):
    """Every dress of one code, each in a file among other bytes."""
    with tempfile.TemporaryDirectory(prefix='control', dir=place) as folder:
        for i, dress in enumerate(DRESSES.values()):
            with open(f'{folder}/{i}', 'wb') as out:
                out.write(os.urandom(5000) + dress(code) + os.urandom(5000))
        with open(f'{folder}/none', 'wb') as out:
            out.write(os.urandom(10000) + dress(code)[1:] + b'\n')
        found = hits(patterns, list(files_of([folder])))
        if len(found) != len(DRESSES):
            sys.exit(f'the search finds {len(found)} of {len(DRESSES)} controls')


def main():
    codes = open(sys.argv[1]).read().split()
    places = sys.argv[2:]
    patterns = sorted({dress(c) for c in codes for dress in DRESSES.values()})
    if min(len(c) for c in codes) < 12 or len(set(codes)) != len(codes):
        sys.exit('the codes are no canaries')
    control(codes[0], patterns, places[0])
    paths = sorted(files_of(places))
    found = hits(patterns, paths)
    for path in found:
        print('a code stands in', path)
    print(f'{len(codes)} codes, {len(DRESSES)} dresses, {len(paths)} files, {sum(map(os.path.getsize, paths))} bytes, '
          f'{len(found)} hits')
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
