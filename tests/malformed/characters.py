"""Defects of bytes and characters: wrong in a file of any format.

Each is a function of the document, the place of the first record in its text
(what stands before may be needed to recognise the format at all) and the
random numbers; it returns a Defect, or None where it cannot be made.
"""
from document import CELL, FILE, LINE, Defect

# reliability.md G23; encodable in UTF-8 and GB18030.
UNCLEAN = {
    'nul': '\0',
    'bell': '\x07',
    'escape': '\x1b',
    'c1-control': '\x85',
    'zero-width': '\u200b',
    'bidi-override': '\u202e',
    'bidi-isolate': '\u2066',
    'line-separator': '\u2028',
    'bom-inside': '\ufeff',
    'private-use': '\ue000',
    'noncharacter': '\ufffe',
}
HUGE = 70000    # over the limit of a line and of a text


def inside(document, rng):
    """Between two characters of the text that are no line end: there the
    line that is told is sure."""
    text = document.text
    for _ in range(100):
        at = rng.randrange(1, len(text)) if len(text) > 1 else 0
        if at and '\n' not in text[at - 1:at + 1] and \
                '\r' not in text[at - 1:at + 1]:
            return at
    return None


def place_of(at, start):
    return CELL if at >= start else FILE


def unclean(character):
    def make(document, start, rng):
        at = inside(document, rng)
        if at is None:
            return None
        text = document.text[:at] + character + document.text[at:]
        known = at >= start
        return document.changed(text, place_of(at, start),
                                document.line_of(at) if known else 0)
    return make


def illegal_byte(document, start, rng):
    """0xFF is no byte of UTF-8 nor of GB18030."""
    at = inside(document, rng)
    if at is None or document.encoding not in ('utf-8', 'gb18030'):
        return None
    data = document.encode(document.text[:at]) + b'\xff' + \
        document.text[at:].encode(document.encoding)
    # Without a mark it is then guessed to be in the other encoding.
    sure = at >= start and not guesses(document)
    return Defect(data, CELL if sure else FILE,
                  document.line_of(at) if sure else 0)


def guesses(document):
    """Whether nothing but the bytes tells that this is UTF-8."""
    return document.encoding == 'utf-8' and not document.bom and \
        document.text.startswith('#')


def half_character(document, start, rng):
    """The first bytes of a character of UTF-8, then others."""
    wide = [i for i, c in enumerate(document.text) if ord(c) > 0x7ff
            and i >= start]
    if not wide or document.encoding != 'utf-8' or guesses(document):
        return None
    at = rng.choice(wide)
    character = document.text[at].encode()[:rng.choice((1, 2))]
    data = document.encode(document.text[:at]) + character + b'.' + \
        document.text[at + 1:].encode()
    return Defect(data, CELL, document.line_of(at))


def utf_16(document, start, rng):
    encoding = rng.choice(('utf-16', 'utf-16-le', 'utf-16-be'))
    return Defect(document.text.encode(encoding), FILE, 0)


def mojibake(document, start, rng):
    """UTF-8 that was read as GBK and saved again: the header is lost."""
    if not any(ord(c) > 0x2e7f for c in document.text[:max(start, 1)]) or \
            document.text.startswith('<'):
        return None
    plain = document.text.encode()
    garbled = plain.decode('gb18030', 'replace')
    made = document.changed(garbled.replace('\ufffd', '?'), FILE)
    # Where nothing was lost, GBK gives the UTF-8 back.
    return None if made is None or made.data == plain else made


def empty(document, start, rng):
    return Defect(rng.choice((b'', b'\n', b'\r\n\r\n', b'\xef\xbb\xbf', b'  ')),
                  FILE, 0)


def huge_line(document, start, rng):
    at = inside(document, rng)
    if at is None or at < start:
        return None
    text = document.text[:at] + 'x' * HUGE + document.text[at:]
    return document.changed(text, LINE, document.line_of(at))


ANY = {name: unclean(character) for name, character in UNCLEAN.items()}
ANY.update({
    'illegal-byte': illegal_byte,
    'half-character': half_character,
    'utf-16': utf_16,
    'mojibake': mojibake,
    'empty': empty,
})
# Where a text is lines.
OF_LINES = dict(ANY, **{'huge-line': huge_line})
