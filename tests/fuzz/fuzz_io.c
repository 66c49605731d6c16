/* Readers under the formats: lines of text, CSV, XML. */
#include "fuzz.h"

#include "io/csv.h"
#include "io/decode.h"
#include "io/xml.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

/* Both ways of being fed, of one reader, into ${said}. */
typedef int read_fn(struct audit *audit, const char *bytes, size_t len,
	const size_t *cuts, size_t count);

static read_fn read_xml;

static void
read_twice(read_fn *read, const char *bytes, size_t len)
{
	const struct fuzz_cuts cuts = fuzz_cut(bytes, len);
	struct audit whole = AUDIT_INIT, pieces = AUDIT_INIT;

	read(&whole, bytes, len, NULL, 0);
	read(&pieces, bytes, len, cuts.at, FUZZ_CUTS);
	fuzz_same(&whole, &pieces, read != read_xml);
	audit_release(&whole);
	audit_release(&pieces);
}

/* What the reader answered at its end. */
static int
say_outcome(struct audit *audit, int rc, const struct err *err)
{
	if (rc == 0)
		return 0;
	audit_failure(audit, err);
	return -1;
}

/* --- decoder ----------------------------------------------------------- */

static int
on_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct audit *audit = ctx;

	(void)err;
	if (strlen(text) != len)
		fuzz_fail("a line holds a NUL", text, NULL);
	audit_text(audit, "a line", text);
	buf_printf(&audit->said, "%ld [%s]\n", line, text);
	return 0;
}

static int
feed_decoder(void *ctx, const char *bytes, size_t len, struct err *err)
{
	return decoder_feed(ctx, bytes, len, err);
}

static int
decode(struct audit *audit, enum encoding encoding, const char *bytes,
	size_t len, const size_t *cuts, size_t count)
{
	struct decoder *decoder = NULL;
	struct err err = ERR_INIT;
	int rc = decoder_open(encoding, on_line, audit, &decoder, &err);

	if (rc == 0)
		rc = audit_pieces(
			bytes, len, cuts, count, feed_decoder, decoder, &err);
	if (rc == 0)
		rc = decoder_finish(decoder, &err);
	decoder_close(decoder);
	return say_outcome(audit, rc, &err);
}

static int
decode_utf8(struct audit *audit, const char *bytes, size_t len,
	const size_t *cuts, size_t count)
{
	return decode(audit, ENCODING_UTF8, bytes, len, cuts, count);
}

static int
decode_gb18030(struct audit *audit, const char *bytes, size_t len,
	const size_t *cuts, size_t count)
{
	return decode(audit, ENCODING_GB18030, bytes, len, cuts, count);
}

/* The lines of ${said} ("N [TEXT]") in the file's encoding, each ended by LF.
 */
static void
encode_lines(iconv_t back, const char *said, struct buf *out)
{
	while (*said != '\0') {
		const char *text = strchr(said, '[') + 1;
		const char *end = strstr(text, "]\n");
		char bytes[4096], *to = bytes;
		union {
			const char *in; /* iconv() does not write there */
			char *argument;
		} from = { .in = text };
		size_t left = (size_t)(end - text), room = sizeof(bytes);

		while (iconv(back, &from.argument, &left, &to, &room) ==
			(size_t)-1) {
			if (errno != E2BIG)
				fuzz_fail("not to be encoded", text, NULL);
			buf_add(out, bytes, (size_t)(to - bytes));
			to = bytes;
			room = sizeof(bytes);
		}
		buf_add(out, bytes, (size_t)(to - bytes));
		buf_putc(out, '\n');
		said = end + 2;
	}
}

/* Bytes as encode_lines() writes them: no mark, LF at every line's end. */
static void
plain_lines(const char *mark, const char *bytes, size_t len, struct buf *out)
{
	const size_t skip = strlen(mark);

	if (len >= skip && memcmp(bytes, mark, skip) == 0) {
		bytes += skip;
		len -= skip;
	}
	for (size_t i = 0; i < len; i++)
		if (bytes[i] != '\r' || i + 1 == len || bytes[i + 1] != '\n')
			buf_putc(out, bytes[i]);
	if (len > 0 && bytes[len - 1] == '\r')
		out->s[out->len - 1] = '\n';
	else if (len > 0 && bytes[len - 1] != '\n')
		buf_putc(out, '\n');
}

/* Bytes that were taken as GB18030 are those that come of the text again
 * (reliability.md G22). */
static void
decode_and_back(const char *bytes, size_t len)
{
	static iconv_t back;
	struct audit audit = AUDIT_INIT;
	struct buf again = BUF_INIT, plain = BUF_INIT;

	if (back == NULL)
		back = iconv_open("GB18030", "UTF-8");
	if (decode_gb18030(&audit, bytes, len, NULL, 0) == 0) {
		encode_lines(back, buf_text(&audit.said), &again);
		plain_lines("\x84\x31\x95\x33", bytes, len, &plain);
		if (again.len != plain.len ||
			memcmp(buf_text(&again), buf_text(&plain), again.len))
			fuzz_fail("other bytes than were read",
				buf_text(&again), buf_text(&plain));
	}
	buf_release(&again);
	buf_release(&plain);
	audit_release(&audit);
}

void
fuzz_decode(const char *name, const char *bytes, size_t len)
{
	(void)name;
	(void)decode_guess(bytes, len);
	read_twice(decode_utf8, bytes, len);
	read_twice(decode_gb18030, bytes, len);
	decode_and_back(bytes, len);
}

/* --- CSV --------------------------------------------------------------- */

/* Rows as canonical CSV: every field quoted, so that the reader can be asked
 * whether it reads its own rows. */
static int
on_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	struct audit *audit = ctx;

	(void)line, (void)err;
	for (size_t i = 0; i < count; i++) {
		if (strlen(fields[i].text) != fields[i].len)
			fuzz_fail("a field holds a NUL", fields[i].text, NULL);
		buf_puts(&audit->said, i > 0 ? ",\"" : "\"");
		for (const char *p = fields[i].text; *p != '\0'; p++) {
			if (*p == '"')
				buf_putc(&audit->said, '"');
			buf_putc(&audit->said, *p);
		}
		buf_putc(&audit->said, '"');
	}
	buf_putc(&audit->said, '\n');
	return 0;
}

static int
feed_csv(void *ctx, const char *bytes, size_t len, struct err *err)
{
	return csv_reader_feed(ctx, bytes, len, err);
}

static int
read_csv(struct audit *audit, const char *bytes, size_t len, const size_t *cuts,
	size_t count)
{
	struct csv_reader *reader = NULL;
	struct err err = ERR_INIT;
	int rc = csv_reader_open(on_row, audit, &reader, &err);

	if (rc == 0)
		rc = audit_pieces(
			bytes, len, cuts, count, feed_csv, reader, &err);
	if (rc == 0)
		rc = csv_reader_finish(reader, &err);
	csv_reader_close(reader);
	return say_outcome(audit, rc, &err);
}

void
fuzz_csv(const char *name, const char *bytes, size_t len)
{
	struct audit rows = AUDIT_INIT, again = AUDIT_INIT;
	size_t size;

	(void)name;
	read_twice(read_csv, bytes, len);
	/* Quoting makes a row longer, perhaps over the limit of 64 kB. */
	if (read_csv(&rows, bytes, len, NULL, 0) == 0 &&
		rows.said.len < (size_t)64 * 1024) {
		size = rows.said.len;
		read_csv(&again, buf_text(&rows.said), size, NULL, 0);
		fuzz_same(&rows, &again, true);
	}
	audit_release(&rows);
	audit_release(&again);
}

/* --- XML --------------------------------------------------------------- */

static int
on_start(void *ctx, const char *space, const char *element,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct audit *audit = ctx;

	(void)err;
	audit_text(audit, "a namespace", space);
	audit_text(audit, "an element", element);
	buf_printf(
		&audit->said, "%ld:%ld <%s:%s", line, column, space, element);
	for (size_t i = 0; i < count; i++) {
		const struct xml_attribute *a = &attributes[i];

		audit_text(audit, "an attribute's name", a->name);
		if (strlen(a->value) != a->len)
			fuzz_fail("an attribute holds a NUL", a->value, NULL);
		buf_printf(&audit->said, " %s=[%s]", a->name, a->value);
	}
	buf_puts(&audit->said, ">\n");
	return 0;
}

static int
on_end(void *ctx, const char *element, const char *text, long line, long column,
	struct err *err)
{
	struct audit *audit = ctx;

	(void)err;
	buf_printf(&audit->said, "%ld:%ld [%s]</%s>\n", line, column, text,
		element);
	return 0;
}

static int
feed_xml(void *ctx, const char *bytes, size_t len, struct err *err)
{
	return xml_reader_feed(ctx, bytes, len, err);
}

static int
read_xml(struct audit *audit, const char *bytes, size_t len, const size_t *cuts,
	size_t count)
{
	const struct xml_handler handler = { audit, on_start, on_end };
	struct xml_reader *reader = NULL;
	struct err err = ERR_INIT;
	int rc = xml_reader_open(&handler, &reader, &err);

	if (rc == 0)
		rc = audit_pieces(
			bytes, len, cuts, count, feed_xml, reader, &err);
	if (rc == 0)
		rc = xml_reader_finish(reader, &err);
	xml_reader_close(reader);
	return say_outcome(audit, rc, &err);
}

void
fuzz_xml(const char *name, const char *bytes, size_t len)
{
	(void)name;
	read_twice(read_xml, bytes, len);
}
