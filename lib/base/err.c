#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* How many bytes of a character of UTF-8 begin so; 0 if none does. */
static size_t
promised(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

void
err_mend(char *text)
{
	char *to = text;

	for (const char *p = text; *p != '\0';) {
		const size_t want = promised((unsigned char)*p);
		size_t have = 1;

		while (have < want && ((unsigned char)p[have] & 0xc0) == 0x80)
			have++;
		if (have == want) {
			memmove(to, p, want);
			if (*to == '\n' || *to == '\r')
				*to = ' ';
			to += want;
		}
		p += have;
	}
	*to = '\0';
}

static void __attribute__((format(printf, 3, 0)))
fill(struct err *err, enum err_code code, const char *format, va_list args)
{
	err->code = code;
	err->sqlstate[0] = '\0';
	err->hint[0] = '\0';
	vsnprintf(err->message, sizeof(err->message), format, args);
	err_mend(err->message);
}

/* Put ${text} before the message, cutting the message's end if need be. */
static void
prefix(struct err *err, const char *text)
{
	char old[sizeof(err->message)];

	memcpy(old, err->message, sizeof(old));
	snprintf(err->message, sizeof(err->message), "%.500s%.523s", text, old);
	err_mend(err->message);
}

int
err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, code, format, args);
	va_end(args);
	return -1;
}

int
err_at(struct err *err, enum err_code code, long line, long column,
	const char *format, ...)
{
	char place[64];
	va_list args;

	va_start(args, format);
	fill(err, code, format, args);
	va_end(args);
	if (column > 0)
		snprintf(place, sizeof(place), "%ld:%ld: ", line, column);
	else
		snprintf(place, sizeof(place), "%ld: ", line);
	prefix(err, place);
	return -1;
}

/* Whether a message begins with "LINE:". */
static int
begins_with_place(const char *message)
{
	const size_t digits = strspn(message, "0123456789");

	return digits > 0 && message[digits] == ':';
}

int
err_within(struct err *err, const char *format, ...)
{
	char text[512];
	size_t len;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text) - 3, format, args);
	va_end(args);
	len = strlen(text);
	if (len > 0 && text[len - 1] != ':')
		memcpy(text + len, ": ", 3);
	else if (len > 0 && !begins_with_place(err->message))
		memcpy(text + len, " ", 2);
	prefix(err, text);
	return -1;
}

int
err_hint(struct err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(err->hint, sizeof(err->hint), format, args);
	err_mend(err->hint);
	va_end(args);
	return -1;
}

int
err_errno(struct err *err, enum err_code code, const char *format, ...)
{
	const int why = errno;
	size_t len;
	va_list args;

	va_start(args, format);
	fill(err, code, format, args);
	va_end(args);
	len = strlen(err->message);
	snprintf(err->message + len, sizeof(err->message) - len, ": %s",
		strerror(why));
	return -1;
}

int
err_status(enum err_code code)
{
	static const int status[] = {
		0,
#define ERR(name, status, meaning) status,
#include "base/err.def"
#undef ERR
	};

	return status[code];
}
