/*
 * What must hold of every format: walks formats[] and fixtures/statements.
 */
#include "suite.h"

#include "audit.h"
#include "parse.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define ROOT "fixtures/statements"
#define SMALL ((size_t)250) /* bytes: every change of every byte is tried */

/* A fixture in memory. */
struct fixture {
	const struct format *format;
	const char *path;
	const char *bytes;
	size_t len;
	bool ok; /* from the folder ok, not bad */
};

typedef void fixture_fn(const struct fixture *fixture);

static bool
is_fixture(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && dot != NULL && strcmp(dot, ".expect") != 0;
}

static int
walk_folder(const struct format *format, bool ok, fixture_fn *run)
{
	char folder[256], path[1024];
	DIR *dir;
	const struct dirent *item;
	int count = 0;

	snprintf(folder, sizeof(folder), ROOT "/%s/%s", format->name,
		ok ? "ok" : "bad");
	dir = opendir(folder);
	if (dir == NULL)
		return 0;
	while ((item = readdir(dir)) != NULL) {
		struct fixture fixture = { format, path, NULL, 0, ok };
		char *bytes;

		if (!is_fixture(item->d_name))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, item->d_name);
		bytes = slurp(path, &fixture.len);
		CHECK_CASE(path, bytes != NULL);
		fixture.bytes = bytes;
		if (bytes != NULL)
			run(&fixture);
		free(bytes);
		count++;
	}
	closedir(dir);
	return count;
}

/* All fixtures; a format without an ok and a bad one is an error. */
static void
walk(fixture_fn *run)
{
	for (const struct format *const *f = formats; *f != NULL; f++) {
		CHECK_CASE((*f)->name, walk_folder(*f, true, run) > 0);
		CHECK_CASE((*f)->name, walk_folder(*f, false, run) > 0);
	}
}

/* Totals that disagree refuse the file, as where it is stored. */
static struct sink
strict(void)
{
	struct sink sink = sink_indifferent;

	sink.disagree = parse_refuse;
	return sink;
}

static void
parse_as_expected(const struct fixture *f)
{
	struct err err = ERR_INIT;
	const struct sink sink = strict();
	int rc = parse_bytes(f->format, f->bytes, f->len, 0, &sink, &err);

	if (f->ok && rc < 0)
		CHECK_TEXT(err.message, "");
	if (f->ok)
		return;
	CHECK_CASE(f->path, rc < 0);
	CHECK_CASE(f->path, rc == 0 || err_status(err.code) == 3);
	CHECK_CASE(f->path, rc == 0 || err.message[0] != '\0');
}

static void
test_fixtures(void)
{
	walk(parse_as_expected);
}

/* What a format says of a file, good or bad, keeps the promises of format.h
 * and entry.h, to a sink that fails, too. */
static void
audit_fixture(const struct fixture *f)
{
	struct audit whole = AUDIT_INIT;
	int calls;

	audit_parse(&whole, f->format, f->bytes, f->len, NULL, 0);
	if (whole.broken[0] != '\0')
		CHECK_TEXT(whole.broken, f->path);
	calls = whole.calls;
	audit_release(&whole);
	for (int at = 1; at <= calls; at++) {
		struct audit refused = { .refuse_after = at };

		audit_parse(&refused, f->format, f->bytes, f->len, NULL, 0);
		if (refused.broken[0] != '\0')
			CHECK_TEXT(refused.broken, f->path);
		CHECK_CASE(f->path, refused.failed);
		audit_release(&refused);
	}
}

static void
test_promises(void)
{
	walk(audit_fixture);
}

static void
probe_own(const struct fixture *f)
{
	const size_t head = f->len < FORMAT_HEAD ? f->len : FORMAT_HEAD;
	struct err err = ERR_INIT;

	if (f->ok)
		CHECK_CASE(f->path,
			format_probe(f->bytes, head, &err) == f->format);
	for (const struct format *const *o = formats; *o != NULL; o++)
		CHECK_CASE(f->path,
			*o == f->format ||
				(*o)->probe(*o, f->bytes, head) < PROBE_YES);
}

static void
test_probe(void)
{
	walk(probe_own);
}

static void
feed_bytewise(const struct fixture *f)
{
	static const size_t pieces[] = { 1, 7, 64 };
	struct buf whole = BUF_INIT, other = BUF_INIT;
	struct err err = ERR_INIT;

	parse_dump(f->format, f->bytes, f->len, 0, &whole, &err);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		parse_dump(
			f->format, f->bytes, f->len, pieces[i], &other, &err);
		CHECK_TEXT(buf_text(&other), buf_text(&whole));
	}
	buf_release(&whole);
	buf_release(&other);
}

static void
test_pieces(void)
{
	walk(feed_bytewise);
}

/* Parse what need not make sense: 0, or an input error with a message. */
static void
survive(const struct fixture *f, const char *bytes, size_t len)
{
	struct err err = ERR_INIT;
	const struct sink sink = strict();
	int rc = parse_bytes(f->format, bytes, len, 0, &sink, &err);

	if (rc < 0 && (err_status(err.code) != 3 || err.message[0] == '\0'))
		CHECK_CASE(f->path, false);
}

/* Where it is slow, under sanitizers or counters, every seventh place of a
 * fixture is tried; everywhere else, and with EVERY_PLACE set, all are. */
static size_t
step(void)
{
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
	return getenv("EVERY_PLACE") != NULL ? 1 : 7;
#else
	return 1;
#endif
}

static void
cut_everywhere(const struct fixture *f)
{
	char *copy;

	/* Its own memory each time, so that reading past it is seen. */
	for (size_t len = f->len % step(); len < f->len; len += step()) {
		copy = malloc(len + 1);
		if (len > 0)
			memcpy(copy, f->bytes, len);
		survive(f, copy, len);
		free(copy);
	}
}

static void
test_prefixes(void)
{
	walk(cut_everywhere);
	CU_PASS("survived");
}

static void
change_everywhere(const struct fixture *f)
{
	static const char marks[] = { '\0', '\n', ',', '`', '\xff', '0' };
	char *copy = malloc(f->len + 1);

	memcpy(copy, f->bytes, f->len);
	for (size_t i = f->len % step(); i < f->len; i += step()) {
		const char was = copy[i];

		if (f->len <= SMALL) {
			for (int c = 0; c < 256; c++) {
				copy[i] = (char)c;
				survive(f, copy, f->len);
			}
		} else {
			copy[i] = (char)(was ^ 1);
			survive(f, copy, f->len);
			copy[i] = marks[i % sizeof(marks)];
			survive(f, copy, f->len);
		}
		copy[i] = was;
	}
	free(copy);
}

static void
test_changes(void)
{
	walk(change_everywhere);
	CU_PASS("survived");
}

static void
test_names(void)
{
	for (const struct format *const *f = formats; *f != NULL; f++) {
		CHECK_CASE((*f)->name, format_find((*f)->name) == *f);
		CHECK_CASE((*f)->name, (*f)->title[0] != '\0');
		CHECK_CASE((*f)->name, (*f)->variants[0] != '\0');
	}
	CU_ASSERT(format_find("camt") == NULL);
	CU_ASSERT(format_find("") == NULL);
}

static void
test_mistakes(void)
{
	static const struct {
		const char *head;
		size_t len;
		const char *said;
	} cases[] = {
#define CASE(text, said) { (text), sizeof(text) - 1, (said) }
		CASE("", "empty"),
		CASE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", ".xls"),
		CASE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0E\0n\0c\0r\0y\0p\0"
		     "t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0\0",
			"a workbook with a password"),
		CASE("<?xml version=\"1.0\"?><Workbook xmlns="
		     "\"urn:schemas-microsoft-com:office:spreadsheet\">",
			"an Excel workbook in XML of 2003"),
		CASE("PK\x03\x04\x14\0", ".xlsx"),
		CASE("%PDF-1.7", "PDF"),
		CASE("\x1f\x8b\x08", "gzip"),
		CASE("\xef\xbb\xbf\r\n <!DOCTYPE HTML>", "HTML"),
		CASE("<TABLE border=1>", "HTML"),
		CASE("<?xml version=\"1.0\"?><a/>", "XML"),
		CASE("{\"code\":\"NO_STATEMENT_EXIST\"}", "JSON"),
		CASE("<xml><return_code>FAIL", "answer"),
		CASE("\xff\xfe\x24\x4e", "UTF-16"),
		CASE("a,b,c\n1,2,3\n", "not a format"),
		CASE("\0\0\0", "not a format"),
#undef CASE
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;

		CHECK_CASE(cases[i].said,
			format_probe(cases[i].head, cases[i].len, &err) ==
				NULL);
		CHECK_CASE(cases[i].said,
			strstr(err.message, cases[i].said) != NULL);
		CHECK_CASE(cases[i].said, err.code == ERR_INPUT);
		CHECK_CASE(cases[i].said, err.hint[0] != '\0');
	}
}

static const struct test tests[] = {
	{ "each ok fixture parses, each bad one is refused", test_fixtures },
	{ "what formats say is what their headers promise", test_promises },
	{ "no format claims another's fixture", test_probe },
	{ "pieces of any size give the same as the whole", test_pieces },
	{ "every prefix of a fixture is survived", test_prefixes },
	{ "changed bytes of a fixture are survived", test_changes },
	{ "formats are found by their names", test_names },
	{ "files handed in by mistake are named", test_mistakes },
	{ NULL, NULL },
};

const struct suite test_format = { "format/format", tests };
