"""Defects of SWIFT's text messages (MT940, MT942)."""
import re

import characters
from document import CELL, FILE, LINE, TOTALS

AMOUNT = re.compile(r'^(:61:\d{6}(?:\d{4})?R?[CD][A-Z]?)(\d+,\d*)(?=[A-Z])',
                    re.M)
CLOSING = re.compile(r'^(:62F:[CD]\d{6}[A-Z]{3})(\d+)(,\d*)', re.M)


def matches(text):
    return re.search(r'^\s*:\d\d[A-Z]?:', text, re.M) is not None


def booking(by):
    """Another text for a part of one of the :61: lines."""
    def make(document, start, rng):
        found = list(AMOUNT.finditer(document.text))
        if not found:
            return None
        one = rng.choice(found)
        text = document.text[:one.start()] + by(one, rng) + \
            document.text[one.end():]
        return document.changed(text, LINE, document.line_of(one.start()))
    return make


def amount(one, rng):
    return one.group(1) + rng.choice(('12a,00', '1,2,3', '1E2,', ',', 'x'))


def day(one, rng):
    return re.sub(r'^:61:\d{6}', ':61:' + rng.choice(
        ('261332', '26xx11', '260000')), one.group(1)) + one.group(2)


def mark(one, rng):
    return re.sub(r'^(:61:\d+)R?[CD]', r'\1' + rng.choice(('X', 'Q', '?')),
                  one.group(1)) + one.group(2)


def has_chain(text):
    return len(re.findall(r'^:60F:', text, re.M)) == 1 and \
        len(CLOSING.findall(text)) == 1


def closing_changed(document, start, rng):
    if not has_chain(document.text):
        return None
    one = CLOSING.search(document.text)
    more = str(int(one.group(2)) + rng.choice((1, 10, 1000)))
    text = document.text[:one.start()] + one.group(1) + more + \
        one.group(3) + document.text[one.end():]
    return document.changed(text, TOTALS)


MESSAGE = {
    'amount-is-none': booking(amount),
    'day-is-none': booking(day),
    'mark-unknown': booking(mark),
    'closing-changed': closing_changed,
}


def defects(document):
    # Old files are in Latin-1 and the like, where any byte is a character.
    taken = dict(characters.ANY, **MESSAGE)
    for name in ('illegal-byte', 'half-character', 'mojibake'):
        taken.pop(name)
    if document.encoding != 'utf-8':
        for name, character in characters.UNCLEAN.items():
            if ord(character) > 0x7f:
                taken.pop(name)
    first = re.search(r'^:6[01]', document.text, re.M)
    start = first.start() if first else len(document.text)
    return {name: (lambda rng, make=make: make(document, start, rng))
            for name, make in taken.items()}
