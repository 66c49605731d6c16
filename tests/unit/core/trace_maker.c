#include "trace_maker.h"

#include "base/buf.h"
#include "core/trace.h"
#include "model/note.h"
#include "suite.h"

static void
print_candidate(
	struct buf *buf, const struct maker *m, const struct trace_candidate *c)
{
	char day[DAY_TEXT_SIZE];

	buf_puts(buf, c->fits ? "\n + " : "\n - ");
	if (c->what.order != NOBODY)
		buf_puts(buf, m->book.orders.at[c->what.order].order_no);
	if (c->what.attempt != 0)
		buf_printf(buf, "#%d", c->what.attempt);
	if (c->what.entry_id != 0)
		buf_printf(buf, "E%lld", (long long)c->what.entry_id);
	if (c->what.day != NULL)
		buf_puts(buf, day_text(c->what.day->day, day));
	buf_puts(buf, ": ");
	note_render(buf, c->note, false);
}

const char *
trace_listen(struct maker *m, const char *external_id)
{
	struct trace trace = { .entry_id =
				       maker_find_entry(m, external_id)->id };
	struct buf buf = BUF_INIT;
	const char *text;

	m->book.trace = &trace;
	maker_decide(m);
	m->book.trace = NULL;
	CU_ASSERT(trace.err.code == ERR_NONE);
	for (size_t i = 0; i < trace.rules.count; i++) {
		const struct trace_rule *rule = &trace.rules.at[i];

		buf_printf(&buf, "%s%s: %s", i > 0 ? "\n" : "", rule->id,
			trace_outcome_names[rule->outcome]);
		if (rule->note[0] != '\0')
			buf_puts(&buf, ", ");
		note_render(&buf, rule->note, false);
		for (size_t k = 0; k < rule->candidates.count; k++)
			print_candidate(&buf, m, &rule->candidates.at[k]);
	}
	text = arena_text(&m->arena, buf_text(&buf), buf.len, &m->err);
	buf_release(&buf);
	return text;
}
