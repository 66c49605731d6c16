#include "suite.h"

#include "base/buf.h"
#include "handout/manifest.h"
#include "model/day.h"

#include <string.h>

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

static void
of_a_repetition(void)
{
	static const struct manifest m = { .book = "yifen",
		.folder = "sms",
		.batch_no = 13,
		.count = 1,
		.repeats = 12 };
	struct buf out = BUF_INIT;

	manifest_begin(&out, &m);
	CHECK_INT(strstr(buf_text(&out), "\nbatch 000013\n") != NULL, 1);
	CHECK_INT(strstr(buf_text(&out), "\namount_fen 0\nrepeats 000012\n") !=
			NULL,
		1);
	buf_release(&out);
}

static const struct test tests[] = {
	{ "a manifest, line by line", each_line },
	{ "one that says another again names it", of_a_repetition },
	{ NULL, NULL },
};

const struct suite test_manifest = { "handout/manifest", tests };
