"""Defects of XML, and of what camt says in it."""
import re
from decimal import Decimal

import characters
from document import CELL, FILE, KEYS, TOTALS, Defect

JUNK_MONEY = ('12a.00', '1.2.3', '1e2', '', '-5.00', '1,000.00', 'NaN', '+1',
              '99999999999999999999.00', '0.00001', '元', '壹佰元',
              '一百二十三元四角五分整一百二十三元四角五分整')
JUNK_DAYS = ('2026-02-30', '2026-13-01', '昨天', '20261', '00000000',
             '2026-11-23T25:00:00')
TEXT = re.compile(r'>([^<>&]*[^<>&\s][^<>&]*)</')
ENTRY = re.compile(r'<((?:\w+:)?Ntry)>.*?</\1>', re.S)
FIELD = 4200
DEEP = 300


def texts(document):
    """Where texts of elements stand; none where they may be CDATA."""
    if '<!' in document.text:
        return []
    return [m.span(1) for m in TEXT.finditer(document.text)]


def at_text(what, place=CELL, known=True):
    """Put something into the text of an element."""
    def make(document, start, rng):
        found = [span for span in texts(document) if span[0] >= start]
        if not found:
            return None
        first, last = rng.choice(found)
        at = rng.randint(first, last)
        text = document.text[:at] + what + document.text[at:]
        return document.changed(text, place,
                                document.line_of(at) if known else 0)
    return make


def replaced(pattern, by, place=CELL, known=True):
    """One of the places where ${pattern} is found: group 1 becomes ${by}."""
    expression = re.compile(pattern, re.S)

    def make(document, start, rng):
        if '<!' in document.text:
            return None
        found = list(expression.finditer(document.text))
        if not found:
            return None
        first, last = rng.choice(found).span(1)
        new = rng.choice(by) if isinstance(by, tuple) else by
        if document.text[first:last] == new:
            return None
        text = document.text[:first] + new + document.text[last:]
        # An element that is gone is missed where another begins.
        line = document.line_of(first) if known and new else 0
        return document.changed(text, place, line)
    return make


def cut(document, start, rng):
    end = document.text.rindex('>')
    at = rng.randint(1, end)
    return document.changed(document.text[:at], CELL if at > start else FILE)


def doctype(document, start, rng):
    what = rng.choice((
        '<!DOCTYPE Document>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">',
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'))
    return document.changed(after_declaration(document, what), CELL)


def after_declaration(document, what):
    declaration = re.match(r'\s*<\?xml.*?\?>', document.text, re.S)
    at = declaration.end() if declaration else 0
    return document.text[:at] + what + document.text[at:]


def encoding(document, start, rng):
    declaration = '<?xml version="1.0" encoding="%s"?>' % rng.choice(
        ('UTF-16', 'UTF-7', 'EBCDIC-CP-US', 'Big5', 'x', ''))
    body = re.sub(r'^\s*<\?xml.*?\?>', '', document.text, flags=re.S)
    if declaration.endswith('""?>'):
        declaration = '<?xml version="1.0" encoding=UTF-8?>'
    return document.changed(declaration + body, CELL)


def other_encoding(document, start, rng):
    """Chinese in GB18030 under a declaration of UTF-8, or none."""
    if document.encoding != 'utf-8' or document.bom:
        return None
    data = document.text.encode('gb18030')
    try:
        data.decode('utf-8')
        return None
    except UnicodeDecodeError:
        return Defect(data, CELL, 0)


def deep(document, start, rng):
    found = [m.end() for m in re.finditer(r'</[\w:]+>', document.text)][:-1]
    if not found or '<!' in document.text:
        return None
    at = rng.choice(found)
    what = '<a>' * DEEP + '</a>' * DEEP
    text = document.text[:at] + what + document.text[at:]
    return document.changed(text, CELL)


def around(document, start, rng):
    """Something before or behind the one root."""
    what = rng.choice(('<a/>', 'x', '&amp;', '</Document>'))
    return document.changed(document.text + what, CELL)


WELL_FORMED = {
    'cut': cut,
    'doctype': doctype,
    'encoding-declared': encoding,
    'other-encoding': other_encoding,
    'depth': deep,
    'after-the-root': around,
    'entity-undeclared': at_text('&e;'),
    'ampersand': at_text('& '),
    'less-than': at_text('< '),
    'cdata-end': at_text(']]>'),
    # It goes on to the end of the file.
    'comment-open': at_text('<!-- x', known=False),
    'declaration-inside': at_text('<?xml version="1.0"?>'),
    'reference-to-nul': at_text('&#0;'),
    'reference-to-bidi': at_text('&#x202E;'),
    'reference-to-private': at_text('&#xE000;'),
    'text-too-long': at_text('x' * characters.HUGE),
    'tag-unclosed': replaced(r'(</[\w:]+>)(?=.*</)', '', known=False),
    'tag-other': replaced(r'</([\w:]+)>', ('x', 'Ntrx'), known=False),
    'attribute-unquoted': replaced(r'Ccy=("[A-Z]{3}")', ('CNY', "'CNY")),
    'attribute-twice': replaced(r'<(?:\w+:)?Amt( )Ccy', ' Ccy="CNY" '),
}

# What stands directly in an entry, before its details.
IN_ENTRY = r'<(?:\w+:)?Ntry>(?:(?!</?(?:\w+:)?Ntry(?:Dtls)?>).)*?'
CAMT = {
    'amount-is-none': replaced(
        IN_ENTRY + r'<(?:\w+:)?Amt[^>]*>([^<]*)<', JUNK_MONEY),
    'currency-is-none': replaced(
        IN_ENTRY + r'<(?:\w+:)?Amt Ccy="([^"]*)"', ('rmb', 'C', '元', 'CNYX')),
    'amount-missing': replaced(
        IN_ENTRY + r'(<(?:\w+:)?Amt[^>]*>[^<]*</(?:\w+:)?Amt>)', ''),
    'amount-twice': replaced(
        IN_ENTRY + r'<(?:\w+:)?Amt[^>]*>[^<]*</(?:\w+:)?Amt>()',
        '<Amt Ccy="CNY">1.00</Amt>'),
    'side-unknown': replaced(
        IN_ENTRY + r'<(?:\w+:)?CdtDbtInd>([^<]*)<', ('CREDIT', 'C', 'x')),
    'side-missing': replaced(
        IN_ENTRY + r'(<(?:\w+:)?CdtDbtInd>[^<]*</(?:\w+:)?CdtDbtInd>)', ''),
    'status-unknown': replaced(
        IN_ENTRY + r'<(?:\w+:)?Sts>(?:<(?:\w+:)?Cd>)?([A-Z]{4})<',
        ('MAYBE', 'book', '已记账')),
    'id-too-long': replaced(
        IN_ENTRY + r'<(?:\w+:)?(?:AcctSvcrRef|NtryRef)>([^<]+)<', 'x' * FIELD),
    'day-is-none': replaced(
        IN_ENTRY + r'BOOK<(?:(?!</?(?:\w+:)?Ntry(?:Dtls)?>).)*?'
        r'<(?:\w+:)?BookgDt><(?:\w+:)?Dt>([^<]*)<', JUNK_DAYS, known=True),
    'account-missing': replaced(
        r'<(?:\w+:)?Acct><(?:\w+:)?Id>(.*?)</(?:\w+:)?Id></?(?:\w+:)?(?:Ccy|Acct)',
        '', known=False),
    'message-unknown': replaced(
        r'iso:20022:tech:xsd:(camt\.05[234]\.001)', ('pacs.008.001', 'x'),
        place=FILE, known=False),
}


# --- entries against the balances -------------------------------------------

def has_chain(text):
    """One statement with an opening and a closing balance."""
    return len(re.findall(r'<(?:\w+:)?(?:Stmt|Rpt)>', text)) == 1 and \
        'CLBD' in text and ('OPBD' in text or 'PRCD' in text)


def booked(document):
    """Entries that move money and count."""
    if not has_chain(document.text) or '<!' in document.text:
        return []
    return [m for m in ENTRY.finditer(document.text)
            if not re.search('PDNG|INFO|FUTR', m.group()) and amount_of(m)]


def amount_of(entry):
    figure = re.search(r'<(?:\w+:)?Amt[^>]*>([\d.]+)<', entry.group())
    return Decimal(figure.group(1)) if figure else 0


def entry_dropped(document, start, rng):
    found = booked(document)
    if not found:
        return None
    first, last = rng.choice(found).span()
    return document.changed(document.text[:first] + document.text[last:],
                            TOTALS)


def entry_doubled(document, start, rng):
    found = booked(document)
    if not found:
        return None
    entry = rng.choice(found)
    text = document.text[:entry.end()] + entry.group() + \
        document.text[entry.end():]
    return document.changed(text, TOTALS)


def amount_changed(document, start, rng):
    found = booked(document)
    if not found:
        return None
    entry = rng.choice(found)
    amount = amount_of(entry)
    changed = re.sub(r'(<(?:\w+:)?Amt[^>]*>)[\d.]+<',
                     lambda m: m.group(1) + str(amount + 1) + '<',
                     entry.group(), count=1)
    text = document.text[:entry.start()] + changed + document.text[entry.end():]
    return document.changed(text, TOTALS)


def side_turned(document, start, rng):
    found = booked(document)
    if not found:
        return None
    entry = rng.choice(found)
    turn = {'CRDT': 'DBIT', 'DBIT': 'CRDT'}
    changed = re.sub('CRDT|DBIT', lambda m: turn[m.group()], entry.group(),
                     count=1)
    text = document.text[:entry.start()] + changed + document.text[entry.end():]
    return document.changed(text, TOTALS)


def closing_changed(document, start, rng):
    if not has_chain(document.text):
        return None
    closing = re.search(r'CLBD.*?<(?:\w+:)?Amt[^>]*>([\d.]+)<', document.text,
                        re.S)
    first, last = closing.span(1)
    figure = str(Decimal(closing.group(1)) + rng.choice((1, 5, 1000)))
    return document.changed(
        document.text[:first] + figure + document.text[last:], TOTALS)


def key_twice(document, start, rng):
    """An entry as two of the same reference, and balances that agree."""
    found = [e for e in booked(document)
             if 'AcctSvcrRef' in e.group().split('NtryDtls')[0] and
             'AcctSvcrRef>NONREF' not in e.group() and amount_of(e) > 1]
    if not found or 'TxsSummry' in document.text:
        return None
    entry = rng.choice(found)
    both = ''.join(re.sub(r'(<(?:\w+:)?Amt[^>]*>)[\d.]+<',
                          lambda m, part=part: f'{m.group(1)}{part}<',
                          entry.group(), count=1)
                   for part in (amount_of(entry) - 1, Decimal(1)))
    text = document.text[:entry.start()] + both + document.text[entry.end():]
    return document.changed(text, KEYS)


CHAIN = {
    'key-twice': key_twice,
    'entry-dropped': entry_dropped,
    'entry-doubled': entry_doubled,
    'amount-changed': amount_changed,
    'side-turned': side_turned,
    'closing-changed': closing_changed,
}


def defects(document):
    # A book keeps yuan only, and would refuse anything else for that.
    if re.search(r'<(?:\w+:)?Ccy>(?!CNY)', document.text):
        return {}
    named = dict(characters.ANY, **WELL_FORMED)
    named.pop('mojibake')
    if re.search(r'camt\.05[234]', document.text):
        named.update(CAMT)
    if 'camt.053' in document.text:
        named.update(CHAIN)
    space = document.text.find('urn:iso')
    # Without a namespace the body's element tells which message it is.
    start = document.text.find('>' if space >= 0 else '</', max(space, 0)) + 1
    return {name: (lambda rng, make=make: make(document, start, rng))
            for name, make in named.items()}
