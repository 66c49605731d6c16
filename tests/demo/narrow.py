#!/usr/bin/env python3
"""Show some columns of a table that yifen printed, in 100 characters a line.

usage: yifen ... | narrow.py COLUMN[:WIDTH]...      (columns count from 1)

A column ends where every line has two blanks; Chinese characters are two wide.
"""
import sys
import unicodedata

LINE = 100


def width(c):
    return 2 if unicodedata.east_asian_width(c) in 'WF' else 1


def cells_of(line):
    """One cell of the screen each: the second half of a wide one is ''."""
    return [part for c in line for part in ((c, '') if width(c) == 2 else (c,))]


def columns_of(lines):
    """[from, to) of each column, in cells."""
    end = max(map(len, lines))
    blank = [all(i >= len(line) or line[i] == ' ' for line in lines)
             for i in range(end)] + [True, True]
    found, start = [], 0
    for i in range(1, end + 1):
        if blank[i] and blank[i + 1] and not blank[i - 1]:
            found.append((start, i))
        if not blank[i] and blank[i - 1]:
            start = i if i > 1 and blank[i - 2] else start
    return found


def cut(text, room):
    if sum(map(width, text)) <= room:
        return text
    while sum(map(width, text)) > room - 1:
        text = text[:-1]
    return text + '…'


def main():
    lines = [cells_of(line.rstrip('\n')) for line in sys.stdin]
    columns = columns_of(lines)
    wanted = []
    for word in sys.argv[1:]:
        number, _, room = word.partition(':')
        wanted.append((columns[int(number) - 1], int(room or LINE)))
    for line in lines:
        out = ''
        for (start, end), room in wanted:
            text = ''.join(line[start:end])
            if room < LINE:	# a column of that width
                text = cut(text.strip(), room)
            gap = (min(room, end - start) -
                   sum(map(width, text)))
            out += text + ' ' * (gap + 2)
        print(cut('  ' + out.rstrip(), LINE))


if __name__ == '__main__':
    main()
