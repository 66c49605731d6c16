#ifndef REPORT_FORMULA_H
#define REPORT_FORMULA_H

/*
 * Texts that a spreadsheet would take for a formula when it opens a CSV file
 * (reliability.md G27; OWASP, CSV Injection): a line of the cell begins, after
 * blanks, with = + - @, the same in full width, TAB or CR.  They are given an
 * apostrophe in front, which shows them as text.  A plain number, "-12.50", is
 * none.
 */

struct buf;

/** formula_defuse(buf, text): append ${text}, each line that could be a
 * formula behind an apostrophe. */
void formula_defuse(struct buf *buf, const char *text);

#endif
