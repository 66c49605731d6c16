#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

/*
 * A growing, bounded, NUL-terminated string of bytes on the heap.
 *
 * Adders never fail visibly: after the first failure (memory, or more than
 * ${max} bytes) the buffer ignores what is added, and buf_check() reports it.
 * So a text is built by a run of calls and checked once.
 */

struct buf {
	char *s;	/* never NULL after the first add; use buf_text() */
	size_t len;
	size_t size;
	size_t max;	/* 0: 1 GiB */
	int failed;	/* 0, or an enum err_code */
	int secret;	/* old memory is wiped before it is given back */
};

#define BUF_INIT { .s = NULL }
#define BUF_SECRET { .s = NULL, .secret = 1 }

struct err;

void buf_add(struct buf *buf, const char *bytes, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_int(struct buf *buf, int64_t number);
void buf_printf(struct buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** buf_room(buf, most): where up to ${most} bytes can be written by hand; NULL
 * after a failure.  buf_fill(buf, end) then says how far that went. */
char *buf_room(struct buf *buf, size_t most);
void buf_fill(struct buf *buf, const char *end);

/** buf_text(buf): what was added, "" if nothing was. */
const char *buf_text(const struct buf *buf);

/** buf_clear(buf): empty it, keep its memory, forget a failure. */
void buf_clear(struct buf *buf);

/** buf_check(buf, err): 0, or -1 with the first failure in ${err}. */
int buf_check(const struct buf *buf, struct err *err);

void buf_release(struct buf *buf);

#endif
