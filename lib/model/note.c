#include "model/note.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"

#include <stdarg.h>
#include <string.h>

#define ARGUMENTS_MAX 9

const char *
note_make(struct arena *arena, struct err *err, const char *sentence,
	size_t count, ...)
{
	struct buf buf = BUF_INIT;
	const char *note = NULL;
	va_list args;

	buf_puts(&buf, sentence);
	va_start(args, count);
	for (size_t i = 0; i < count; i++) {
		const char *text = va_arg(args, const char *);

		buf_putc(&buf, '\t');
		for (; *text != '\0'; text++)
			buf_putc(&buf, strchr("\t\r\n", *text) ? ' ' : *text);
	}
	va_end(args);
	if (buf_check(&buf, err) == 0)
		note = arena_text(arena, buf_text(&buf), buf.len, err);
	buf_release(&buf);
	return note;
}

void
note_render(struct buf *buf, const char *note, bool translated)
{
	const char *arguments[ARGUMENTS_MAX + 1];
	size_t lengths[ARGUMENTS_MAX + 1], count = 0;
	char sentence[512];
	const char *p;

	for (p = note; p != NULL && count <= ARGUMENTS_MAX; count++) {
		const char *tab = strchr(p, '\t');

		arguments[count] = p;
		lengths[count] = tab ? (size_t)(tab - p) : strlen(p);
		p = tab ? tab + 1 : NULL;
	}
	if (lengths[0] == 0 || lengths[0] >= sizeof(sentence)) {
		buf_add(buf, arguments[0], lengths[0]);
		return;
	}
	memcpy(sentence, arguments[0], lengths[0]);
	sentence[lengths[0]] = '\0';
	for (p = translated ? gettext(sentence) : sentence; *p; p++) {
		const size_t n = *p == '%' ? (size_t)(p[1] - '0') : 0;

		if (n >= 1 && n < count)
			buf_add(buf, arguments[n], lengths[n]), p++;
		else
			buf_putc(buf, *p);
	}
}
