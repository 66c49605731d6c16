#include "model/head.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void
write_gap(const struct head_gap *gap, struct buf *buf)
{
	buf_printf(buf, "gap %d %d %" PRId64 " %s\n", gap->from, gap->to,
		gap->seq, gap->hash);
	buf_printf(buf, "gap-proposed %d %s\n", gap->proposal, gap->proposer);
	buf_printf(buf, "gap-approved %s %s\n", gap->day, gap->approver);
	buf_printf(buf, "gap-because %s\n", gap->reason);
}

void
head_write(const struct head *head, struct buf *buf)
{
	buf_puts(buf, "yifen head 1\n");
	buf_printf(buf, "number %d\n", head->number);
	buf_printf(buf, "before %s\n", head->before);
	buf_printf(buf, "book %s\n", head->book);
	buf_printf(buf, "at %s\n", head->at);
	buf_printf(buf, "key %s %s\n", head->algorithm, head->key);
	buf_printf(buf, "event %" PRId64 " %s\n", head->seq, head->hash);
	if (head->gap.to > 0)
		write_gap(&head->gap, buf);
	buf_puts(buf, head->totals);
	for (size_t i = 0; i < head->files.count; i++)
		buf_printf(buf, "file %s  %s\n", head->files.at[i].digest,
			head->files.at[i].path);
	buf_puts(buf, "end\n");
}

bool
head_path_is_safe(const char *path)
{
	const char *part = path;

	if (path[0] == '\0' || path[0] == '/' ||
		strpbrk(path, "\r\n\\") != NULL)
		return false;
	for (;; part++) {
		const size_t len = strcspn(part, "/");

		if (len == 0 || part[0] == '.')
			return false;
		part += len;
		if (*part == '\0')
			return true;
	}
}

/* --- reading --- */

struct reader {
	char *rest; /* of the text, NULL after its last line */
	bool failed;
};

/* The next line that begins with ${word} and a blank: what follows.  It fails
 * for good if the line is another. */
static char *
line(struct reader *r, const char *word)
{
	const size_t len = strlen(word);
	char *at = r->rest, *end = strchr(at, '\n');

	if (r->failed || end == NULL || strncmp(at, word, len) != 0 ||
		at[len] != ' ') {
		r->failed = true;
		return r->rest + strlen(r->rest);
	}
	*end = '\0';
	r->rest = end + 1;
	return at + len + 1;
}

static bool
is_hex(const char *text)
{
	return strspn(text, "0123456789abcdef") == HEAD_HEX &&
		text[HEAD_HEX] == '\0';
}

/* Digits without a leading zero: one number, one text. */
static int64_t
number(struct reader *r, const char *text)
{
	const size_t len = strspn(text, "0123456789");

	if (len == 0 || len > 18 || text[len] != '\0' || text[0] == '0') {
		r->failed = true;
		return 0;
	}
	return strtoll(text, NULL, 10);
}

/* Cut ${text} at its first blank: the part behind it. */
static char *
cut(struct reader *r, char *text)
{
	char *blank = strchr(text, ' ');

	if (blank == NULL) {
		r->failed = true;
		return text + strlen(text);
	}
	*blank = '\0';
	return blank + 1;
}

/* A number that fits where heads and proposals are counted. */
static int
small_number(struct reader *r, const char *text)
{
	const int64_t n = number(r, text);

	r->failed |= n > INT_MAX;
	return (int)n;
}

static void
read_front(struct reader *r, struct head *head)
{
	char *text;

	if (strncmp(r->rest, "yifen head 1\n", 13) != 0) {
		r->failed = true;
		return;
	}
	r->rest += 13;
	head->number = small_number(r, line(r, "number"));
	head->before = line(r, "before");
	head->book = line(r, "book");
	head->at = line(r, "at");
	text = line(r, "key");
	head->key = cut(r, text);
	head->algorithm = text;
	text = line(r, "event");
	head->hash = cut(r, text);
	head->seq = number(r, text);
	r->failed |= !is_hex(head->before) || !is_hex(head->key) ||
		!is_hex(head->hash);
}

static void
read_gap(struct reader *r, struct head_gap *gap)
{
	char *text, *to, *seq;

	if (r->failed || strncmp(r->rest, "gap ", 4) != 0)
		return;
	text = line(r, "gap");
	to = cut(r, text);
	seq = cut(r, to);
	gap->hash = cut(r, seq);
	gap->from = small_number(r, text);
	gap->to = small_number(r, to);
	gap->seq = number(r, seq);
	text = line(r, "gap-proposed");
	gap->proposer = cut(r, text);
	gap->proposal = small_number(r, text);
	text = line(r, "gap-approved");
	gap->approver = cut(r, text);
	gap->day = text;
	gap->reason = line(r, "gap-because");
	r->failed |= !is_hex(gap->hash) || gap->from >= gap->to;
}

/* Control totals are kept as they are: whoever verifies makes them again. */
static int
read_totals(struct arena *arena, struct reader *r, struct head *head,
	struct err *err)
{
	static const char *const words[] = { "rows ", "run ", "closing " };
	const char *begin = r->rest;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		while (strncmp(r->rest, words[i], strlen(words[i])) == 0) {
			char *end = strchr(r->rest, '\n');

			if (end == NULL)
				break;
			r->rest = end + 1;
		}
	head->totals =
		arena_text(arena, begin, (size_t)(r->rest - begin), err);
	return head->totals == NULL ? -1 : 0;
}

static int
read_files(struct arena *arena, struct reader *r, struct head *head,
	struct err *err)
{
	while (!r->failed && strncmp(r->rest, "file ", 5) == 0) {
		char *digest = line(r, "file");
		const char *path = cut(r, digest);
		struct head_file *file;

		if (r->failed || !is_hex(digest) || path[0] != ' ' ||
			!head_path_is_safe(path + 1)) {
			r->failed = true;
			break;
		}
		file = vec_push(&head->files, arena, err);
		if (file == NULL)
			return -1;
		*file = (struct head_file){ digest, path + 1 };
	}
	return 0;
}

int
head_read(struct arena *arena, char *text, struct head *head, struct err *err)
{
	struct reader r = { .rest = text };

	*head = (struct head){ .number = 0 };
	read_front(&r, head);
	read_gap(&r, &head->gap);
	if (!r.failed && (read_totals(arena, &r, head, err) < 0 ||
				 read_files(arena, &r, head, err) < 0))
		return -1;
	if (!r.failed && strcmp(r.rest, "end\n") == 0)
		return 0;
	return err_set(err, ERR_AUDIT, _("not a head of the audit trail"));
}
