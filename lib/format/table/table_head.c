/*
 * What the head of a file tells: its layout, and how well a profile fits.
 */
#include "format/table/table.h"

#include "base/err.h"

#include <string.h>

#define HEADER_WITHIN 40 /* rows in which the header must stand */

/* The search for a header in a head, under one layout. */
struct search {
	const struct profile *profile;
	struct arena *arena;
	int rows;
	struct table_fit best;
};

static int
look_at_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	struct search *search = ctx;
	struct table_fit fit;

	(void)line;
	if (++search->rows > HEADER_WITHIN)
		return -1;
	if (table_header_fit(search->profile, fields, count, search->arena,
		    &fit, err) < 0)
		return -1;
	if (fit.found > search->best.found ||
		(fit.found == search->best.found && fit.found > 0 &&
			fit.unknown < search->best.unknown))
		search->best = fit;
	return 0;
}

/* The first lines with so many bytes beyond ASCII decide, not all of the head:
 * what is illegal in a movement is then told with its place. */
#define TELLING ((size_t)12)

enum encoding
table_head_encoding(const char *head, size_t len)
{
	size_t wide = 0, i;

	for (i = 0; i < len && (wide < TELLING || head[i] != '\n'); i++)
		wide += (unsigned char)head[i] > 0x7f;
	return decode_guess(head, i);
}

/* What is wrong with a head that was cut does not matter here. */
static void
search_header(struct search *search, enum table_layout layout, const char *head,
	size_t len)
{
	struct table_source *source;
	struct err ignored = ERR_INIT;
	int rc = 0;

	if (table_source_open(layout, table_head_encoding(head, len),
		    look_at_row, search, &source, &ignored) < 0)
		return;
	/* Line by line, so that what is illegal in one hides none before. */
	while (rc == 0 && len > 0) {
		const char *lf = memchr(head, '\n', len);
		const size_t width = lf != NULL ? (size_t)(lf - head) + 1 : len;

		rc = table_source_feed(source, head, width, &ignored);
		head += width;
		len -= width;
	}
	if (rc == 0)
		table_source_finish(source, &ignored);
	table_source_close(source);
}

enum table_layout
table_head_layout(const struct profile *profile, struct arena *arena,
	const char *head, size_t len, struct table_fit *fit)
{
	enum table_layout found = LAYOUT_COUNT;

	*fit = (struct table_fit){ 0 };
	for (enum table_layout l = 0; l < LAYOUT_XML; l++) {
		struct search search = { .profile = profile, .arena = arena };

		if (!profile->layouts[l])
			continue;
		search_header(&search, l, head, len);
		if (found != LAYOUT_COUNT && search.best.found <= fit->found)
			continue;
		found = l;
		*fit = search.best;
	}
	return found;
}

bool
table_head_is_xml(const char *head, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";

	if (len >= 3 && memcmp(head, bom, 3) == 0) {
		head += 3;
		len -= 3;
	}
	while (len > 0 &&
		(*head == ' ' || *head == '\t' || *head == '\r' ||
			*head == '\n')) {
		head++;
		len--;
	}
	return len > 0 && *head == '<';
}
