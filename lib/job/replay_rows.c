#include "job/replay_rows.h"

#include "base/i18n.h"
#include "model/day.h"
#include "report/writer.h"

static const struct column columns[] = {
	{ "order_no", N_("order"), COLUMN_TEXT },
	{ "ca", N_("CA"), COLUMN_TEXT },
	{ "created_at", N_("created at"), COLUMN_TEXT },
	{ "due_fen", N_("due"), COLUMN_FEN },
	{ "new_due_fen", N_("new due"), COLUMN_FEN },
	{ "verdict", N_("verdict"), COLUMN_TEXT },
	{ "new_verdict", N_("new verdict"), COLUMN_TEXT },
	{ "entries", N_("entries"), COLUMN_TEXT },
	{ "note", N_("note"), COLUMN_NOTE },
};
#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

static struct field
due_of(const struct order *order)
{
	return order->now.price.priced ? field_int(order->now.price.due)
				       : field_null();
}

int
replay_rows_print(const struct differences *differences, const char *format,
	FILE *out, struct err *err)
{
	struct writer writer = { .kind = NULL };
	int rc = writer_open(&writer, format, columns, COLUMN_COUNT, out, err);

	for (size_t i = 0; i < differences->count && rc == 0; i++) {
		const struct difference *d = &differences->at[i];
		char created[MOMENT_TEXT_SIZE];
		const struct field fields[COLUMN_COUNT] = {
			field_text(d->before->order_no),
			field_text(d->before->ca),
			field_text(moment_text(d->before->created, created)),
			due_of(d->before),
			due_of(d->after),
			field_text(verdict_names[d->before->now.verdict]),
			field_text(verdict_names[d->after->now.verdict]),
			field_text(d->entries),
			field_text(d->note),
		};

		rc = writer_row(&writer, fields, err);
	}
	if (rc == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	return rc;
}
