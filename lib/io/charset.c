#include "io/charset.h"

#include "base/err.h"
#include "base/i18n.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GB18030 "GB18030"
#define LEAD_FIRST 0x81
#define LEAD_LAST 0xfe
#define TRAIL_FIRST 0x40
#define TRAIL_LAST 0xfe
#define LEADS (LEAD_LAST - LEAD_FIRST + 1)
#define TRAILS (TRAIL_LAST - TRAIL_FIRST + 1)
#define LONGEST 4 /* bytes of a character, in GB18030 and in UTF-8 */

struct charset {
	iconv_t iconv;
	bool has_pairs; /* it is GB18030 */
};

/* Two bytes in UTF-8: three bytes, or two and a NUL; NULs: ask iconv. */
static char pairs[LEADS][TRAILS][3];
static pthread_once_t pairs_once = PTHREAD_ONCE_INIT;

static size_t
step(iconv_t iconv_, const char **bytes, size_t *len, char **out, size_t *room)
{
	union {
		const char *in; /* iconv() does not write there, but says so */
		char *argument;
	} from = { .in = *bytes };
	const size_t got = iconv(iconv_, &from.argument, len, out, room);

	*bytes = from.in;
	return got;
}

/* Only what makes one character of two or three bytes; 0x7f is no trail. */
static void
fill_pair(iconv_t iconv_, int lead, int trail)
{
	const char raw[] = { (char)(lead + LEAD_FIRST),
		(char)(trail + TRAIL_FIRST) };
	const char *bytes = raw;
	char text[LONGEST], *out = text;
	size_t len = sizeof(raw), room = sizeof(text);

	if (step(iconv_, &bytes, &len, &out, &room) == (size_t)-1) {
		iconv(iconv_, NULL, NULL, NULL, NULL);
		return;
	}
	if (out - text <= 3)
		memcpy(pairs[lead][trail], text, (size_t)(out - text));
}

static void
fill_pairs(void)
{
	iconv_t iconv_ = iconv_open("UTF-8", GB18030);

	if (iconv_ == (iconv_t)-1)
		return;
	for (int lead = 0; lead < LEADS; lead++)
		for (int trail = 0; trail < TRAILS; trail++)
			fill_pair(iconv_, lead, trail);
	iconv_close(iconv_);
}

int
charset_open(const char *name, struct charset **charset, struct err *err)
{
	struct charset *c = malloc(sizeof(*c));

	*charset = NULL;
	if (c == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	c->has_pairs = strcmp(name, GB18030) == 0;
	c->iconv = iconv_open("UTF-8", name);
	if (c->iconv == (iconv_t)-1) {
		free(c);
		return err_errno(
			err, ERR_CONFIG, _("cannot convert from %s"), name);
	}
	if (c->has_pairs)
		pthread_once(&pairs_once, fill_pairs);
	*charset = c;
	return 0;
}

static const char *
find_pair(const char *bytes)
{
	const int lead = (unsigned char)bytes[0] - LEAD_FIRST;
	const int trail = (unsigned char)bytes[1] - TRAIL_FIRST;

	if (lead < 0 || lead >= LEADS || trail < 0 || trail >= TRAILS ||
		pairs[lead][trail][0] == '\0')
		return NULL;
	return pairs[lead][trail];
}

static bool
is_ascii(const char *bytes)
{
	uint64_t w;

	memcpy(&w, bytes, sizeof(w));
	return (w & UINT64_MAX / 255 * 0x80) == 0;
}

/* ASCII and pairs, up to what is neither, or might not fit. */
static void
convert_easy(const char **bytes, size_t *len, char **out, size_t *room)
{
	const char *from = *bytes, *const end = from + *len;
	char *to = *out, *const full = to + *room;

	while (from < end && full - to >= 8) {
		const char *pair;

		if (end - from >= 8 && is_ascii(from)) {
			memcpy(to, from, 8);
			from += 8;
			to += 8;
			continue;
		}
		if ((unsigned char)*from < 0x80) {
			*to++ = *from++;
			continue;
		}
		pair = end - from >= 2 ? find_pair(from) : NULL;
		if (pair == NULL)
			break;
		memcpy(to, pair, 3);
		from += 2;
		to += pair[2] != '\0' ? 3 : 2;
	}
	*len -= (size_t)(from - *bytes);
	*room -= (size_t)(to - *out);
	*bytes = from;
	*out = to;
}

static enum charset_end
reason(void)
{
	return errno == EILSEQ ? CHARSET_ILLEGAL
		: errno == E2BIG ? CHARSET_FULL
				 : CHARSET_CUT;
}

/* Beside the pairs iconv gets one character after the other, so that what
 * follows is looked up again. */
static enum charset_end
convert_pairs(struct charset *charset, const char **bytes, size_t *len,
	char **out, size_t *room)
{
	for (;;) {
		size_t some, before;

		convert_easy(bytes, len, out, room);
		if (*len == 0)
			return CHARSET_ALL;
		before = some = *len < LONGEST ? *len : LONGEST;
		if (step(charset->iconv, bytes, &some, out, room) ==
				(size_t)-1 &&
			some == before)
			return reason();
		*len -= before - some;
	}
}

enum charset_end
charset_convert(struct charset *charset, const char **bytes, size_t *len,
	char **out, size_t *room)
{
	if (charset->has_pairs)
		return convert_pairs(charset, bytes, len, out, room);
	if (step(charset->iconv, bytes, len, out, room) == (size_t)-1)
		return reason();
	return CHARSET_ALL;
}

void
charset_close(struct charset *charset)
{
	if (charset == NULL)
		return;
	iconv_close(charset->iconv);
	free(charset);
}
