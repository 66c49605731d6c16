#include "job/redact.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/runs.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* How much of a text goes. */
enum depth {
	KNOWN,	/* codes that are known */
	ALL,	/* all that could be one, too */
	WHOLE	/* a known one that is the whole of an identifier's digits */
};

/* A text while it is read. */
struct reading {
	const struct redactor *redactor;
	struct arena *arena;
	const char *text;
	size_t len;
	struct glyphs glyphs;
	enum depth depth;
	bool *cut;	/* bytes of the text that go; NULL: none yet */
	struct redact_codes *codes;	/* NULL: nobody asks */
};

/* --- cutting ----------------------------------------------------------- */

static int
cut(struct reading *r, size_t from, size_t to, struct err *err)
{
	if (r->cut == NULL)
		r->cut = arena_alloc(r->arena, r->len + 1, err);
	if (r->cut == NULL)
		return -1;
	/* Two fields stay two. */
	for (size_t i = from; i < to; i++)
		r->cut[i] = r->text[i] != '\n';
	return 0;
}

static const char *
rest_of(const struct reading *r, struct err *err)
{
	char *out, *p;

	if (r->cut == NULL)
		return r->text;
	out = arena_alloc(
		r->arena, sizeof(REDACT_MARK) * (r->len + 1), err);
	if (out == NULL)
		return NULL;
	p = out;
	for (size_t i = 0; i < r->len; i++) {
		if (!r->cut[i])
			*p++ = r->text[i];
		else if (i == 0 || !r->cut[i - 1])
			p = stpcpy(p, REDACT_MARK);
	}
	*p = '\0';
	return out;
}

/* What is known is kept even when there is no place for more. */
static void
keep(struct redact_codes *codes, const unsigned char *digest, bool known)
{
	for (size_t i = 0; i < codes->len; i += SEAL_DIGEST_SIZE)
		if (seal_same(codes->at + i, digest, SEAL_DIGEST_SIZE))
			return;
	if (codes->len == sizeof(codes->at)) {
		if (!known)
			return;
		codes->len -= SEAL_DIGEST_SIZE;
	}
	memcpy(codes->at + codes->len, digest, SEAL_DIGEST_SIZE);
	codes->len += SEAL_DIGEST_SIZE;
}

/* --- what goes --------------------------------------------------------- */

/* "YF12A1", "YF12T2": an end-to-end id that we gave a transfer (core/verify.c)
 * comes back with it, and its number is nobody's code. */
static bool
is_own_id(const char *text, size_t len)
{
	static const char digits[] = "0123456789";
	size_t n;

	if (len < 5 || text[0] != 'Y' || text[1] != 'F')
		return false;
	n = 2 + strspn(text + 2, digits);
	if (n == 2 || n >= len || (text[n] != 'A' && text[n] != 'T'))
		return false;
	n++;
	return n < len && n + strspn(text + n, digits) == len;
}

/* Whether ${run} goes because of what it looks like.  Letters only where they
 * stand for themselves: a word of four letters is in many others. */
static bool
looks_like_code(const struct run *run)
{
	return run->letters ? run->alone && run->folded &&
			!is_own_id(run->text, strlen(run->text))
			    : true;
}

static int
on_run(void *ctx, const struct run *run, struct err *err)
{
	struct reading *r = ctx;
	const bool looks = r->depth == ALL && looks_like_code(run);
	unsigned char digest[SEAL_DIGEST_SIZE];
	bool known;

	if (r->depth == WHOLE && !run->alone)
		return 0;
	if (seal_digest(r->redactor->keys, run->text, run->end - run->first,
		    digest, err) < 0)
		return -1;
	known = code_set_has(&r->redactor->known, digest);
	if (!known && !looks)
		return 0;
	if (r->codes != NULL)
		keep(r->codes, digest, known);
	return cut(r, r->glyphs.at[run->first].from,
		r->glyphs.at[run->end - 1].to, err);
}

static const char *
redact(const struct redactor *redactor, struct arena *arena, const char *text,
	enum depth depth, struct redact_codes *codes, struct err *err)
{
	struct reading r = { .redactor = redactor,
		.arena = arena,
		.text = text,
		.len = strlen(text),
		.depth = depth,
		.codes = codes };

	if (r.len < RUN_MIN)
		return text;
	if (runs_read(arena, text, r.len, &r.glyphs, err) < 0 ||
		runs_each(&r.glyphs, depth == WHOLE, on_run, &r, err) < 0)
		return NULL;
	return rest_of(&r, err);
}

const char *
redact_text(const struct redactor *redactor, struct arena *arena,
	const char *text, struct err *err)
{
	return redact(redactor, arena, text, KNOWN, NULL, err);
}

/* --- entries ----------------------------------------------------------- */

static bool
is_micro_deposit(const struct entry *entry)
{
	return entry->amount == 1 || entry->amount == -1;
}

/* A code goes out in a transfer of 0.01, and comes back in one.  In any other
 * line an identifier that looks like one is what it says it is. */
static int
redact_identifiers(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct entry *clean,
	struct redact_codes *codes, struct err *err)
{
	const struct {
		const char **text;
		enum depth depth;
	} fields[] = {
		{ &clean->ref, KNOWN },
		{ &clean->original, KNOWN },
		{ &clean->account, WHOLE },
		{ &clean->txn, WHOLE },
		{ &clean->external_id, WHOLE },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		const char **const text = fields[i].text;

		if (is_own_id(*text, strlen(*text)))
			continue;
		*text = redact(redactor, arena, *text, fields[i].depth, codes,
			err);
		if (*text == NULL)
			return -1;
	}
	/* Half a serial is no serial: the line gets a key of our own. */
	if (clean->external_id != entry->external_id)
		clean->external_id = "";
	return 0;
}

int
redact_entry(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct entry *clean,
	struct redact_codes *codes, struct err *err)
{
	const bool micro = is_micro_deposit(entry);

	*clean = *entry;
	codes->len = 0;
	clean->remark = redact(redactor, arena, entry->remark,
		micro ? ALL : KNOWN, codes, err);
	clean->name = redact(redactor, arena, entry->name, KNOWN, codes, err);
	if (clean->remark == NULL || clean->name == NULL)
		return -1;
	return micro ? redact_identifiers(
			       redactor, arena, entry, clean, codes, err)
		     : 0;
}

int
redact_bill(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct entry *clean, struct err *err)
{
	*clean = *entry;
	clean->remark = redact_text(redactor, arena, entry->remark, err);
	clean->name = redact_text(redactor, arena, entry->name, err);
	return clean->remark == NULL || clean->name == NULL ? -1 : 0;
}

/* --- messages ---------------------------------------------------------- */

#define LEFT_QUOTE "\xe2\x80\x9c"
#define RIGHT_QUOTE "\xe2\x80\x9d"

/* The lengths at which formats cut what they quote, less a character that
 * would not fit whole. */
static bool
may_be_cut_off(size_t len)
{
	return (len > 40 - 4 && len <= 40) || (len > 60 - 4 && len <= 60);
}

/* The length of the quotation mark at ${text}, 0 if none is there. */
static size_t
quote_at(const char *text, const char *ascii, const char *wide)
{
	if (*text == *ascii)
		return 1;
	return strncmp(text, wide, strlen(wide)) == 0 ? strlen(wide) : 0;
}

/* The last letters and digits of the quotation [begin, end), as many as a
 * code may have. */
static int
cut_end(struct reading *r, size_t begin, size_t end, struct err *err)
{
	const struct glyph *const at = r->glyphs.at;
	size_t last = r->glyphs.count, first;

	while (last > 0 && at[last - 1].from >= end)
		last--;
	for (first = last; first > 0 && last - first < RUN_MAX; first--)
		if (at[first - 1].c == '*' || at[first - 1].from < begin)
			break;
	return first == last
		? 0
		: cut(r, at[first].from, at[last - 1].to, err);
}

/* A quotation may have been cut off amid a code, which no digest can tell. */
static int
cut_ends(struct reading *r, struct err *err)
{
	size_t begin = 0;
	bool inside = false;

	for (size_t i = 0; i < r->len; i++) {
		const size_t open = quote_at(r->text + i, "\"", LEFT_QUOTE);
		const size_t close = quote_at(r->text + i, "\"", RIGHT_QUOTE);

		if (!inside && open > 0) {
			inside = true;
			begin = i + open;
		} else if (inside && close > 0) {
			inside = false;
			if (may_be_cut_off(i - begin) &&
				cut_end(r, begin, i, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int
redact_message(const struct redactor *redactor, struct arena *arena, char *text,
	size_t size, struct err *err)
{
	struct reading r = { .redactor = redactor,
		.arena = arena,
		.text = text,
		.len = strlen(text),
		.depth = KNOWN };
	const char *rest;

	if (runs_read(arena, text, r.len, &r.glyphs, err) < 0 ||
		runs_each(&r.glyphs, false, on_run, &r, err) < 0 ||
		cut_ends(&r, err) < 0)
		return -1;
	rest = rest_of(&r, err);
	if (rest == NULL)
		return -1;
	if (rest != text) {
		snprintf(text, size, "%s", rest);
		err_mend(text);
	}
	return 0;
}

int
redact_failure(const struct redactor *redactor, struct arena *arena,
	const char *name, struct err *failure, struct err *err)
{
	const size_t len = strlen(name);
	char *text = failure->message;

	if (strncmp(text, name, len) == 0)
		text += len;
	text += strspn(text, "0123456789:");
	if (redact_message(redactor, arena, text,
		    sizeof(failure->message) -
			    (size_t)(text - failure->message),
		    err) < 0)
		return -1;
	return redact_message(redactor, arena, failure->hint,
		sizeof(failure->hint), err);
}
