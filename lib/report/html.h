#ifndef REPORT_HTML_H
#define REPORT_HTML_H

/* Texts in HTML and SVG: & < > " ' are escaped, control characters shown. */

struct buf;

/** html_text(buf, text): append ${text}, for an element or an attribute. */
void html_text(struct buf *buf, const char *text);

#endif
