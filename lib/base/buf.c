#include "base/buf.h"

#include "base/burn.h"
#include "base/err.h"
#include "base/i18n.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX ((size_t)1 << 30)

/* A secret is never left behind in memory that was given back. */
static void
give_back(const struct buf *buf)
{
	if (buf->secret && buf->s != NULL)
		explicit_bzero(buf->s, buf->size);
	free(buf->s);
}

static char *
widen(const struct buf *buf, size_t size)
{
	char *s;

	if (!buf->secret)
		return realloc(buf->s, size);
	s = malloc(size);
	if (s == NULL)
		return NULL;
	if (buf->len > 0)
		memcpy(s, buf->s, buf->len + 1);
	give_back(buf);
	return s;
}

static size_t
limit(const struct buf *buf)
{
	return buf->max > 0 ? buf->max : DEFAULT_MAX;
}

static int
grow(struct buf *buf, size_t more)
{
	const size_t max = limit(buf);
	size_t size = buf->size > 0 ? buf->size : 64;
	char *s;

	if (buf->failed)
		return -1;
	if (more > max || buf->len > max - more) {
		buf->failed = ERR_LIMIT;
		return -1;
	}
	while (size <= buf->len + more)
		size *= 2;
	s = widen(buf, size);
	if (s == NULL) {
		buf->failed = ERR_MEMORY;
		return -1;
	}
	buf->s = s;
	buf->size = size;
	return 0;
}

/* Make room for ${more} bytes and a NUL.  Return 0, or -1 and remember. */
static inline int
reserve(struct buf *buf, size_t more)
{
	if (buf->failed == 0 && more < buf->size - buf->len &&
		more <= limit(buf) - buf->len)
		return 0;
	return grow(buf, more);
}

void
buf_add(struct buf *buf, const char *bytes, size_t len)
{
	if (reserve(buf, len) < 0)
		return;
	if (len > 0)
		memcpy(buf->s + buf->len, bytes, len);
	buf->len += len;
	buf->s[buf->len] = '\0';
}

void
buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_putc(struct buf *buf, char c)
{
	if (reserve(buf, 1) < 0)
		return;
	buf->s[buf->len++] = c;
	buf->s[buf->len] = '\0';
}

void
buf_int(struct buf *buf, int64_t number)
{
	/* As unsigned, so that no value overflows; from the last digit on. */
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	char text[24];
	size_t at = sizeof(text);

	do {
		text[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		text[--at] = '-';
	buf_add(buf, text + at, sizeof(text) - at);
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0 || reserve(buf, (size_t)len) < 0)
		return;
	va_start(args, format);
	vsnprintf(buf->s + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

char *
buf_room(struct buf *buf, size_t most)
{
	return reserve(buf, most) < 0 ? NULL : buf->s + buf->len;
}

void
buf_fill(struct buf *buf, const char *end)
{
	buf->len = (size_t)(end - buf->s);
	buf->s[buf->len] = '\0';
}

const char *
buf_text(const struct buf *buf)
{
	return buf->s != NULL ? buf->s : "";
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->failed = 0;
	if (buf->s != NULL)
		buf->s[0] = '\0';
}

int
buf_check(const struct buf *buf, struct err *err)
{
	if (buf->failed == ERR_LIMIT)
		return err_set(err, ERR_LIMIT, _("a text is too long"));
	if (buf->failed != 0)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return 0;
}

void
buf_release(struct buf *buf)
{
	give_back(buf);
	if (buf->secret)
		burn_traces();
	*buf = (struct buf){ .max = buf->max, .secret = buf->secret };
}
