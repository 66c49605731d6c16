"""A good file, as text, and what a defect makes of it."""
import collections
import re

# What the message about a defect must hold besides the file's name:
CELL = 'cell'       # LINE:COLUMN:, and the line is that of the defect if known
LINE = 'line'       # LINE:
FILE = 'file'       # nothing: the file is not recognised, or has no lines
TOTALS = 'totals'   # two figures
KEYS = 'keys'       # LINE: of a row whose key another row of the file has; only
                    # a book knows keys, yifen parse takes it

# data: bytes; place: one of the above; line: 0 if the message may name another
Defect = collections.namedtuple('Defect', 'data place line')

BOM = b'\xef\xbb\xbf'
DECLARED = re.compile(rb'^<\?xml[^>]*encoding=["\']([\w-]+)')


class Document:
    """One fixture: ${name}, ${data}, and ${text} unless it is no text."""

    def __init__(self, name, data):
        self.name = name
        self.data = data
        self.bom = BOM if data.startswith(BOM) else b''
        body = data[len(self.bom):]
        self.encoding = self.find_encoding(body)
        self.text = body.decode(self.encoding) if self.encoding else None

    @staticmethod
    def find_encoding(body):
        if body.startswith(b'PK'):
            return None
        declared = DECLARED.match(body.lstrip())
        if declared:
            name = declared.group(1).decode().lower()
            return 'gb18030' if name.startswith('gb') else name
        for encoding in ('utf-8', 'gb18030', 'latin-1'):
            try:
                body.decode(encoding)
                return encoding
            except UnicodeDecodeError:
                continue
        return None

    def encode(self, text):
        """Bytes as this file would hold them; None if it cannot."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError:
            return None

    def line_of(self, position):
        """The line, from 1, on which that character of the text stands."""
        return self.text.count('\n', 0, position) + 1

    def changed(self, text, place, line=0):
        data = self.encode(text)
        if data is None or data == self.data:
            return None
        return Defect(data, place, line)
