/* Statements: any bytes, as if --as had named the format. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Every format is asked about the beginning, as for a file without --as; that
 * it is nobody's needs words, too. */
static void
probe(const char *bytes, size_t len)
{
	const size_t head = len < FORMAT_HEAD ? len : FORMAT_HEAD;
	struct audit audit = AUDIT_INIT;
	struct err err = ERR_INIT;
	char *copy = malloc(head > 0 ? head : 1);

	if (copy == NULL)
		abort();
	if (head > 0)
		memcpy(copy, bytes, head);
	if (format_probe(copy, head, &err) == NULL)
		audit_failure(&audit, &err);
	free(copy);
	fuzz_check(&audit);
	audit_release(&audit);
}

/* libxml2 looks ahead as far as its piece goes. */
static bool
is_xml(const char *bytes, size_t len)
{
	static const char before[] = "\xef\xbb\xbf \t\r\n";

	while (len > 0 && *bytes != '\0' && strchr(before, *bytes) != NULL) {
		bytes++;
		len--;
	}
	return len > 0 && *bytes == '<';
}

/* At once and in pieces it is the same. */
static void
whole_and_pieces(const struct format *format, const char *bytes, size_t len)
{
	const struct fuzz_cuts cuts = fuzz_cut(bytes, len);
	struct audit whole = AUDIT_INIT, pieces = AUDIT_INIT;

	audit_parse(&whole, format, bytes, len, NULL, 0);
	audit_parse(&pieces, format, bytes, len, cuts.at, FUZZ_CUTS);
	fuzz_same(&whole, &pieces, !is_xml(bytes, len));
	audit_release(&whole);
	audit_release(&pieces);
}

/* Whoever takes the rows has enough at one of the first of them; 0: never. */
static void
once(const struct format *format, const char *bytes, size_t len,
	int refuse_after)
{
	struct audit audit = AUDIT_INIT;

	audit.refuse_after = refuse_after;
	audit_parse(&audit, format, bytes, len, NULL, 0);
	fuzz_check(&audit);
	audit_release(&audit);
}

/* One way for each input, so that an hour tries more of them: a mutation of
 * it, which most likely comes, takes another. */
void
fuzz_format(const char *name, const char *bytes, size_t len)
{
	const struct format *format = format_find(name);
	const unsigned number = fuzz_number(bytes, len);

	switch (number % 8) {
	case 0:
		probe(bytes, len);
		break;
	case 1:
	case 2:
		whole_and_pieces(format, bytes, len);
		break;
	case 3:
		once(format, bytes, len, 1 + (int)(number >> 3) % 16);
		break;
	default:
		once(format, bytes, len, 0);
	}
}
