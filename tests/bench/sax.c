/*
 * What libxml2 alone takes for a file: its SAX2 push parser, with handlers
 * that only count.  The bench compares how we read camt with it.
 *
 * usage: sax FILE
 */
#include <libxml/parser.h>

#include <stdio.h>
#include <string.h>

struct counts {
	unsigned long elements, letters;
};

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *space, int space_count, const xmlChar **spaces,
	int count, int defaulted, const xmlChar **attributes)
{
	struct counts *counts = ctx;

	(void)name, (void)prefix, (void)space, (void)space_count;
	(void)spaces, (void)count, (void)defaulted, (void)attributes;
	counts->elements++;
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct counts *counts = ctx;

	(void)text;
	counts->letters += (unsigned long)len;
}

static int
read_all(FILE *file, struct counts *counts)
{
	static char piece[64 * 1024];
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.characters = on_text };
	xmlParserCtxtPtr parser =
		xmlCreatePushParserCtxt(&sax, counts, NULL, 0, NULL);
	size_t got;
	int rc = -1;

	if (parser == NULL)
		return -1;
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		if (xmlParseChunk(parser, piece, (int)got, 0) != XML_ERR_OK)
			break;
	if (got == 0 && !ferror(file) &&
		xmlParseChunk(parser, NULL, 0, 1) == XML_ERR_OK)
		rc = 0;
	xmlFreeParserCtxt(parser);
	return rc;
}

int
main(int argc, char **argv)
{
	struct counts counts = { 0, 0 };
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	int rc;

	if (file == NULL) {
		fprintf(stderr, "usage: sax FILE\n");
		return 2;
	}
	rc = read_all(file, &counts);
	fclose(file);
	if (rc < 0) {
		fprintf(stderr, "%s: not well-formed\n", argv[1]);
		return 3;
	}
	printf("%lu elements, %lu bytes of text\n", counts.elements,
		counts.letters);
	return 0;
}
