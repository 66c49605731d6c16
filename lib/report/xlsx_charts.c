#include "report/xlsx_internal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "report/series.h"

#define CHART_SHEET "charts"
#define CHART_ROWS 20 /* of the sheet that a chart covers */

static int
put_chart_figures(const struct writer *writer, lxw_worksheet *sheet,
	const struct series *series, lxw_row_t top, struct xlsx *x)
{
	const struct chart *chart = series->chart;
	lxw_worksheet *const page = x->sheet;
	lxw_row_t row = top;

	x->sheet = sheet;
	xlsx_cells_text(
		x, row, 0, _(writer->columns[chart->by].title), x->head);
	for (size_t k = 0; k < chart->count; k++)
		xlsx_cells_text(x, row, k + 1,
			_(writer->columns[chart->values[k]].title), x->head);
	for (size_t i = series_first(series); i < series->groups.count; i++) {
		const struct series_group *group = &series->groups.at[i];

		buf_clear(&x->text);
		series_label(&x->text, group, &writer->columns[chart->by]);
		xlsx_cells_text(x, ++row, 0, buf_text(&x->text), NULL);
		for (size_t k = 0; k < chart->count; k++) {
			const struct column *column =
				&writer->columns[chart->values[k]];
			const struct field value = field_int(group->values[k]);

			xlsx_cells_put(x, row, k + 1, column, &value, false);
		}
	}
	x->sheet = page;
	return (int)row;
}

static int
put_chart(const struct writer *writer, struct xlsx *x, lxw_worksheet *sheet,
	const struct series *series, lxw_row_t *top, struct err *err)
{
	const struct chart *chart = series->chart;
	lxw_chart *drawn = workbook_add_chart(x->book,
		chart->kind == CHART_BAR ? LXW_CHART_COLUMN : LXW_CHART_LINE);
	const lxw_row_t last =
		(lxw_row_t)put_chart_figures(writer, sheet, series, *top, x);
	const lxw_col_t beside = CHART_SERIES_MAX + 2;

	if (drawn == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	chart_title_set_name(drawn, _(chart->title));
	for (size_t k = 0; k < chart->count; k++) {
		lxw_chart_series *line = chart_add_series(drawn, NULL, NULL);

		if (line == NULL)
			return err_set(
				err, ERR_MEMORY, _("memory is exhausted"));
		chart_series_set_categories(
			line, CHART_SHEET, *top + 1, 0, last, 0);
		chart_series_set_values(line, CHART_SHEET, *top + 1,
			(lxw_col_t)(k + 1), last, (lxw_col_t)(k + 1));
		chart_series_set_name(
			line, _(writer->columns[chart->values[k]].title));
	}
	worksheet_insert_chart(sheet, *top, beside, drawn);
	*top = (last > *top + CHART_ROWS ? last : *top + CHART_ROWS) + 2;
	return 0;
}

int
xlsx_charts_put(const struct writer *writer, struct xlsx *x, struct err *err)
{
	lxw_worksheet *sheet = NULL;
	lxw_row_t top = 0;

	for (size_t i = 0; i < writer->report->chart_count; i++) {
		if (x->series[i].groups.count == 0)
			continue;
		if (sheet == NULL)
			sheet = workbook_add_worksheet(x->book, CHART_SHEET);
		if (sheet == NULL)
			return err_set(
				err, ERR_MEMORY, _("memory is exhausted"));
		if (put_chart(writer, x, sheet, &x->series[i], &top, err) < 0)
			return -1;
	}
	if (sheet != NULL)
		worksheet_set_column(sheet, 0, CHART_SERIES_MAX, 16, NULL);
	return 0;
}
