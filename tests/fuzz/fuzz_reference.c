/* Reference data (yifen load): any bytes as such a file. */
#include "fuzz.h"

#include "io/csv.h"
#include "model/reference.h"

#include <stdlib.h>
#include <string.h>

static enum reference_kind
kind_of(const char *name)
{
	for (int i = 0; i < REFERENCE_KIND_COUNT; i++)
		if (strcmp(reference_names[i], name) == 0)
			return (enum reference_kind)i;
	abort();
}

static int
on_order(void *ctx, const struct order_row *order, struct err *err)
{
	struct audit *audit = ctx;

	(void)err;
	audit_text(audit, "order_no", order->order_no);
	audit_text(audit, "ca", order->ca);
	audit_text(audit, "applicant_name", order->applicant_name);
	audit_text(audit, "account_no", order->account_no);
	audit_text(audit, "pay_refs", order->pay_refs);
	buf_printf(&audit->said, "%ld %s %s %d %lld\n", order->line,
		order->order_no, order->ca, order->years,
		(long long)order->claimed_fen);
	return 0;
}

static int
feed_csv(void *ctx, const char *bytes, size_t len, struct err *err)
{
	return csv_reader_feed(ctx, bytes, len, err);
}

static void
say_problems(struct audit *audit, const struct reference *ref)
{
	for (size_t i = 0; i < ref->problems.count; i++) {
		const struct problem *p = &ref->problems.at[i];

		audit_text(audit, "a problem", p->message);
		if (p->line < 1 || p->column < 1 || p->message[0] == '\0')
			fuzz_fail(
				"a problem without a place", p->message, NULL);
		buf_printf(&audit->said, "%ld:%ld: %s%s\n", p->line, p->column,
			p->warning ? "warning: " : "", p->message);
	}
	buf_printf(&audit->said, "%ld rows, %ld refused, %ld errors\n",
		ref->rows, ref->refused, ref->problems.errors);
}

static void
load(struct audit *audit, enum reference_kind kind, const char *bytes,
	size_t len, const size_t *cuts, size_t count)
{
	struct arena arena = ARENA_INIT;
	struct csv_reader *reader = NULL;
	struct reference ref;
	struct err err = ERR_INIT;
	int rc;

	reference_open(&ref, kind, &arena);
	ref.on_order = on_order;
	ref.on_order_ctx = audit;
	rc = csv_reader_open(reference_row, &ref, &reader, &err);
	if (rc == 0)
		rc = audit_pieces(
			bytes, len, cuts, count, feed_csv, reader, &err);
	if (rc == 0)
		rc = csv_reader_finish(reader, &err);
	if (rc == 0)
		rc = reference_finish(&ref, &err);
	csv_reader_close(reader);
	say_problems(audit, &ref);
	if (rc < 0)
		audit_failure(audit, &err);
	reference_release(&ref);
	arena_release(&arena);
}

void
fuzz_reference(const char *name, const char *bytes, size_t len)
{
	const enum reference_kind kind = kind_of(name);
	const struct fuzz_cuts cuts = fuzz_cut(bytes, len);
	struct audit whole = AUDIT_INIT, pieces = AUDIT_INIT;

	load(&whole, kind, bytes, len, NULL, 0);
	load(&pieces, kind, bytes, len, cuts.at, FUZZ_CUTS);
	fuzz_same(&whole, &pieces, true);
	audit_release(&whole);
	audit_release(&pieces);
}
