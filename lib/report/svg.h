#ifndef REPORT_SVG_H
#define REPORT_SVG_H

/*
 * A chart as SVG 1.1 within HTML, in whole numbers: bars beside each other
 * for each group, or a line for each value; the axis from the smallest value
 * (or 0) to the largest (or 0).  Each mark has its figure as a title, so that
 * it is told without a script.  Colours are classes of reports/style.css.
 */

struct buf;
struct column;
struct series;

/** svg_chart(buf, series, columns): append it. */
void svg_chart(struct buf *buf, const struct series *series,
	const struct column *columns);

#endif
