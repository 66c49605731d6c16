#include "handout/manifest.h"

#include "base/buf.h"
#include "model/day.h"

void
manifest_begin(struct buf *out, const struct manifest *m)
{
	char day[DAY_TEXT_SIZE];

	buf_printf(out,
		"manifest 1\nbook %s\nfolder %s\nbatch %06d\nday %s\n"
		"items %lld\namount_fen %lld\n",
		m->book, m->folder, m->batch_no, day_text(m->day, day),
		(long long)m->count, (long long)m->amount);
	if (m->repeats > 0)
		buf_printf(out, "repeats %06d\n", m->repeats);
}

void
manifest_file(
	struct buf *out, const char *name, size_t size, const char *sha256)
{
	buf_printf(out, "file %s %zu %s\n", name, size, sha256);
}
