#include "job/redact.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/fold.h"

#include <stdbool.h>
#include <string.h>

#define CODE_MIN 4

/* One line of free text: what each of its characters folds to, and where it
 * stands in the original. */
struct glyph {
	char c;			/* 0-9 A-Z; '*' any other letter */
	bool after_mark;	/* something that folds to nothing is before */
	size_t from, to;	/* bytes of the original */
};

struct line {
	struct glyph *glyphs;
	size_t count;
	bool *cut;	/* bytes of the original that go */
};

static size_t
utf8_len(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Fold one character by itself; digits in any dress become 0-9. */
static int
read_glyphs(struct arena *arena, const char *text, size_t len,
	struct line *line, struct err *err)
{
	bool mark = false;

	line->glyphs = arena_alloc(arena, (len + 1) * 4 * sizeof(struct glyph),
		err);
	line->cut = arena_alloc(arena, len + 1, err);
	if (line->glyphs == NULL || line->cut == NULL)
		return -1;
	line->count = 0;
	for (size_t at = 0; at < len;) {
		size_t n = utf8_len((unsigned char)text[at]);
		char one[8] = "";
		const char *folded;

		n = n > len - at ? len - at : n;
		memcpy(one, text + at, n);
		folded = fold_text(arena, one, err);
		if (folded == NULL)
			return -1;
		mark = mark || folded[0] == '\0';
		for (size_t i = 0; folded[i] != '\0' && i < 4; i++) {
			const bool plain = (unsigned char)folded[i] < 0x80;

			line->glyphs[line->count++] = (struct glyph){
				.c = plain ? folded[i] : '*',
				.after_mark = mark,
				.from = at,
				.to = at + n
			};
			mark = false;
			if (!plain)
				break;
		}
		at += n;
	}
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z');
}

/* Digest glyphs [a, b); cut them and keep the digest if they are to go. */
static int
judge(const struct redactor *redactor, struct line *line, size_t a, size_t b,
	bool any, struct redacted *out, struct err *err)
{
	unsigned char digest[SEAL_DIGEST_SIZE];
	char text[CODE_MAX + 1];
	bool known;

	if (b - a < CODE_MIN || b - a > CODE_MAX)
		return 0;
	for (size_t i = a; i < b; i++)
		text[i - a] = line->glyphs[i].c;
	if (seal_digest(redactor->keys, text, b - a, digest, err) < 0)
		return -1;
	seal_wipe(text, sizeof(text));
	known = map_get(&redactor->known, (const char *)digest,
			sizeof(digest)) != NULL;
	if (!known && !any)
		return 0;
	for (size_t i = line->glyphs[a].from; i < line->glyphs[b - 1].to; i++)
		line->cut[i] = true;
	for (size_t i = 0; i < out->codes_len; i += SEAL_DIGEST_SIZE)
		if (seal_same(out->codes + i, digest, SEAL_DIGEST_SIZE))
			return 0;
	if (out->codes_len + SEAL_DIGEST_SIZE <= sizeof(out->codes)) {
		memcpy(out->codes + out->codes_len, digest, SEAL_DIGEST_SIZE);
		out->codes_len += SEAL_DIGEST_SIZE;
	}
	return 0;
}

/* Runs of glyphs of one class, across marks or split at them. */
static int
judge_runs(const struct redactor *redactor, struct line *line,
	bool (*of_class)(char), bool split, bool any, struct redacted *out,
	struct err *err)
{
	size_t a = 0;

	while (a < line->count) {
		size_t b = a;

		while (b < line->count && of_class(line->glyphs[b].c) &&
			!(split && b > a && line->glyphs[b].after_mark))
			b++;
		if (b == a)
			b++;
		else if (judge(redactor, line, a, b, any, out, err) < 0)
			return -1;
		a = b;
	}
	return 0;
}

static void
write_rest(const struct line *line, const char *text, size_t len,
	struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		if (!line->cut[i])
			buf_putc(out, text[i]);
		else if (i == 0 || !line->cut[i - 1])
			buf_puts(out, REDACT_MARK);
	}
}

static int
redact_line(const struct redactor *redactor, struct arena *arena,
	const char *text, size_t len, bool any, struct redacted *out,
	struct err *err)
{
	struct line line;

	if (read_glyphs(arena, text, len, &line, err) < 0)
		return -1;
	if (judge_runs(redactor, &line, is_digit, false, any, out, err) < 0 ||
		judge_runs(redactor, &line, is_digit, true, any, out, err) <
			0 ||
		judge_runs(redactor, &line, is_alnum, false, false, out, err) <
			0 ||
		judge_runs(redactor, &line, is_alnum, true, false, out, err) <
			0)
		return -1;
	write_rest(&line, text, len, &out->remark);
	return 0;
}

int
redact_entry(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct redacted *out, struct err *err)
{
	const char *text = entry->remark;
	const bool any = entry->amount == 1 || entry->amount == -1;

	buf_clear(&out->remark);
	out->codes_len = 0;
	while (*text != '\0') {
		const size_t len = strcspn(text, "\n");

		if (redact_line(redactor, arena, text, len, any, out, err) < 0)
			return -1;
		text += len;
		if (*text == '\n')
			buf_putc(&out->remark, *text++);
	}
	return buf_check(&out->remark, err);
}
