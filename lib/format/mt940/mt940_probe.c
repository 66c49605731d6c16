#include "format/mt940/mt940.h"

#include <string.h>

/* What lines begin with, blanks and control characters before it aside. */
enum sign {
	SIGN_REFERENCE,
	SIGN_ACCOUNT,
	SIGN_BALANCE,
	SIGN_INTERIM,
	SIGN_MOVEMENT,
	SIGN_COUNT
};

static const struct {
	const char *begin;
	enum sign sign;
} signs[] = {
	{ ":20:", SIGN_REFERENCE },
	{ ":25:", SIGN_ACCOUNT },
	{ ":60F:", SIGN_BALANCE },
	{ ":60M:", SIGN_BALANCE },
	{ ":13D:", SIGN_INTERIM },
	{ ":34F:", SIGN_INTERIM },
	{ ":61:", SIGN_MOVEMENT },
};

/* The block that names the message. */
static const struct {
	const char *text;
	bool interim;
} blocks[] = {
	{ "{2:I940", false },
	{ "{2:O940", false },
	{ "{2:I942", true },
	{ "{2:O942", true },
};

/* The signs of a line, in the order in which a message has them. */
static void
look(const char *line, size_t len, bool found[SIGN_COUNT])
{
	while (len > 0 &&
		(*line == ' ' || *line == '\t' || *line == '\x1a' ||
			*line == '\x01')) {
		line++;
		len--;
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		const size_t own = strlen(signs[i].begin);

		if (len >= own && memcmp(line, signs[i].begin, own) == 0 &&
			(signs[i].sign != SIGN_ACCOUNT ||
				found[SIGN_REFERENCE]))
			found[signs[i].sign] = true;
	}
}

enum probe
mt940_probe(bool interim, const char *head, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";
	const size_t bom_len = sizeof(bom) - 1;
	bool found[SIGN_COUNT] = { false };
	size_t at = 0;

	if (len >= bom_len && memcmp(head, bom, bom_len) == 0)
		at = bom_len;
	for (size_t end; at < len; at = end + 1) {
		for (end = at;
			end < len && head[end] != '\n' && head[end] != '\r';
			end++)
			continue;
		look(head + at, end - at, found);
	}
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (found[SIGN_REFERENCE] &&
			memmem(head, len, blocks[i].text,
				strlen(blocks[i].text)) != NULL)
			return blocks[i].interim == interim ? PROBE_YES
							    : PROBE_NO;
	if (interim != (found[SIGN_INTERIM] && !found[SIGN_BALANCE]))
		return PROBE_NO;
	if (found[SIGN_ACCOUNT] && (interim || found[SIGN_BALANCE]))
		return PROBE_YES;
	return found[SIGN_ACCOUNT] || found[SIGN_BALANCE] ||
			(interim && found[SIGN_MOVEMENT])
		? PROBE_MAYBE
		: PROBE_NO;
}
