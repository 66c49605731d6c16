"""Defects of files that are zip archives of XML (xlsx)."""
import io
import re
import zipfile

from document import FILE, Defect

SHEET = re.compile(r'worksheets/.*\.xml$')


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return [(info.filename, z.read(info)) for info in z.infolist()]


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            z.writestr(zipfile.ZipInfo(name, (2026, 11, 16, 0, 0, 0)), data,
                       zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sheet(change):
    """The text of a sheet is another."""
    def make(document, rng):
        parts = parts_of(document.data)
        sheets = [i for i, (name, _) in enumerate(parts) if SHEET.search(name)]
        if not sheets:
            return None
        at = rng.choice(sheets)
        name, data = parts[at]
        text = change(data.decode(), rng)
        if text is None:
            return None
        parts[at] = (name, text.encode())
        return Defect(packed(parts), FILE, 0)
    return make


def put(what):
    def change(text, rng):
        found = [m.end() for m in re.finditer('<(?:v|t)>', text)]
        if not found:
            return None
        at = rng.choice(found)
        return text[:at] + what + text[at:]
    return sheet(change)


def cut_sheet(text, rng):
    return text[:rng.randint(1, text.rindex('>'))]


def doctype(text, rng):
    return re.sub(r'^(<\?xml.*?\?>)?', r'\1<!DOCTYPE x>', text, count=1)


def cut(document, rng):
    return Defect(document.data[:rng.randint(4, len(document.data) * 8 // 10)],
                  FILE, 0)


DEFECTS = {
    'archive-cut': cut,
    'sheet-cut': sheet(cut_sheet),
    'sheet-doctype': sheet(doctype),
    'sheet-entity': put('&e;'),
    'sheet-less-than': put('< '),
    'sheet-nul': put('\0'),
    'sheet-bidi-override': put('\u202e'),
    'sheet-private-use': put('\ue000'),
}


def defects(document):
    return {name: (lambda rng, make=make: make(document, rng))
            for name, make in DEFECTS.items()}
