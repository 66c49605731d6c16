#include "suite.h"

#include "base/buf.h"
#include "handout/manifest.h"
#include "model/day.h"

static void
each_line(void)
{
	static const struct manifest m = { .book = "yifen",
		.folder = "micro-deposit",
		.batch_no = 12,
		.count = 31,
		.amount = 31 };
	struct manifest dated = m;
	struct buf out = BUF_INIT;

	dated.day = day_of(2026, 11, 16);
	manifest_begin(&out, &dated);
	manifest_file(&out, "000012.csv.p7m", 5312, "00ff");
	manifest_file(&out, "000012.xml.p7m", 0, "11ee");
	CHECK_TEXT(buf_text(&out),
		"manifest 1\n"
		"book yifen\n"
		"folder micro-deposit\n"
		"batch 000012\n"
		"day 2026-11-16\n"
		"items 31\n"
		"amount_fen 31\n"
		"file 000012.csv.p7m 5312 00ff\n"
		"file 000012.xml.p7m 0 11ee\n");
	buf_release(&out);
}

static const struct test tests[] = {
	{ "a manifest, line by line", each_line },
	{ NULL, NULL },
};

const struct suite test_manifest = { "handout/manifest", tests };
