#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/certificate.h"
#include "io/cms.h"
#include "io/signer.h"
#include "scratch.h"

#include <stdint.h>
#include <sys/stat.h>

/* What openssl opens and refuses is tests/cli/handover.sh; here is what can
 * only be seen from inside. */

static struct signer *
make_signer(char folder[64])
{
	struct err err = ERR_INIT;
	struct signer *signer = NULL;

	scratch_make(folder);
	CHECK_INT(signer_make(folder, "test", &err), 0);
	CHECK_INT(signer_open(folder, &signer, &err), 0);
	CHECK_TEXT(err.message, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(signer);
	return signer;
}

/* A signer's certificate says that its key does not decrypt: a recipient needs
 * one of its own, which openssl makes. */
static struct certificate *
make_recipient(const char *folder, const char *kind)
{
	struct err err = ERR_INIT;
	struct certificate *certificate = NULL;
	char command[1024], path[256];

	scratch_path(folder, "to.pem", path);
	snprintf(command, sizeof(command),
		"openssl req -x509 -nodes -subj /CN=to %s -keyout %s/to.key"
		" -out %s 2> /dev/null",
		kind, folder, path);
	CHECK_INT(system(command), 0);
	CHECK_INT(certificate_open(path, &certificate, &err), 1);
	CHECK_TEXT(err.message, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(certificate);
	return certificate;
}

static void
made_once(void)
{
	char folder[64], key[256], pem[256], *before, *after;
	struct err err = ERR_INIT;
	struct signer *signer = make_signer(folder);
	struct buf text = BUF_INIT;
	struct stat st;
	size_t len;

	scratch_path(folder, "outbox.key", key);
	scratch_path(folder, "outbox.pem", pem);
	CHECK_INT(stat(key, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	CHECK_INT(signer_certificate(signer, &text, &err), 0);
	before = slurp(pem, &len);
	CHECK_TEXT(buf_text(&text), before);
	CHECK_INT(signer_make(folder, "test", &err), 0);
	after = slurp(pem, &len);
	CHECK_TEXT(after, before);
	free(after);
	/* A lost certificate is made again, of the same key. */
	CHECK_INT(unlink(pem), 0);
	signer_close(signer);
	CHECK_INT(signer_open(folder, &signer, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(signer_make(folder, "test", &err), 0);
	CHECK_INT(signer_open(folder, &signer, &err), 0);
	free(before);
	buf_release(&text);
	signer_close(signer);
	scratch_remove(folder);
}

static void
none_is_configured(void)
{
	struct err err = ERR_INIT;
	struct certificate *certificate = NULL;

	CHECK_INT(certificate_open("/nonexistent/sms.pem", &certificate, &err),
		0);
	CU_ASSERT_PTR_NULL(certificate);
	CHECK_TEXT(err.message, "");
	certificate_close(certificate);
}

static const char *const kinds[] = { "-newkey rsa:2048",
	"-newkey ec -pkeyopt ec_paramgen_curve:P-256" };

#ifdef __SANITIZE_ADDRESS__

/* Not all that is mapped may be read then, and little is given back. */
static void
wiped(void)
{
	puts("SKIPPED: memory cannot be searched under AddressSanitizer");
}

#else

/* How often ${text}, whose bytes are all one more than what is looked for,
 * stands in memory that this process may write. */
static int
count_in_memory(const char *text, size_t len)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512], perms[8];
	uintptr_t from, to;
	int found = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(maps);
	while (fgets(line, sizeof(line), maps) != NULL) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) != 3 ||
			perms[1] != 'w')
			continue;
		for (const char *at = (const char *)from;
			at + len <= (const char *)to; at++) {
			size_t same = 0;

			while (same < len && at[same] + 1 == text[same])
				same++;
			found += same == len;
		}
	}
	fclose(maps);
	return found;
}

/* Few enough for memory that is given back to stay with the process. */
#define ROWS 100

/* What was sealed is nowhere once its buffer is gone. */
static void
wiped(void)
{
	/* "CANARY-PIN-482913", each byte one more. */
	static const char canary[] = "DBOBSZ.QJO.593:24";
	const size_t len = sizeof(canary) - 1;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		char folder[64];
		struct err err = ERR_INIT;
		struct signer *signer = make_signer(folder);
		struct certificate *to = make_recipient(folder, kinds[k]);
		struct buf plain = BUF_SECRET, sealed = BUF_INIT;
		struct buf signature = BUF_SECRET;

		for (int i = 0; i < ROWS; i++) {
			for (size_t c = 0; c < len; c++)
				buf_putc(&plain, (char)(canary[c] - 1));
			buf_puts(&plain, ",some more of the row\n");
		}
		CHECK_INT(count_in_memory(canary, len), ROWS);
		/* What is signed holds it in clear, and nothing else does. */
		CHECK_INT(cms_sign(signer, buf_text(&plain), plain.len,
				  &signature, &err),
			0);
		CHECK_INT(count_in_memory(canary, len), 2 * ROWS);
		buf_release(&signature);
		CHECK_INT(count_in_memory(canary, len), ROWS);
		CHECK_INT(cms_seal(signer, to, buf_text(&plain), plain.len,
				  &sealed, &err),
			0);
		CU_ASSERT(sealed.len > plain.len);
		CHECK_INT(count_in_memory(canary, len), ROWS);
		buf_release(&plain);
		CHECK_INT(count_in_memory(canary, len), 0);
		buf_release(&sealed);
		certificate_close(to);
		signer_close(signer);
		scratch_remove(folder);
	}
}

#endif

/* An empty text can be sealed; twice the same text is never the same bytes. */
static void
sealed_afresh(void)
{
	char folder[64];
	struct err err = ERR_INIT;
	struct signer *signer = make_signer(folder);
	struct certificate *to = make_recipient(folder, kinds[0]);
	struct buf one = BUF_INIT, two = BUF_INIT, none = BUF_INIT;

	CHECK_INT(cms_seal(signer, to, "text", 4, &one, &err), 0);
	CHECK_INT(cms_seal(signer, to, "text", 4, &two, &err), 0);
	CHECK_INT(cms_seal(signer, to, "", 0, &none, &err), 0);
	CHECK_TEXT(err.message, "");
	CU_ASSERT(one.len > 1000 && none.len > 1000);
	CU_ASSERT(one.len != two.len ||
		memcmp(buf_text(&one), buf_text(&two), one.len) != 0);
	buf_release(&one);
	buf_release(&two);
	buf_release(&none);
	certificate_close(to);
	signer_close(signer);
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "the signer is made once, its certificate of its key", made_once },
	{ "no certificate is no failure", none_is_configured },
	{ "what was sealed is wiped from memory", wiped },
	{ "nothing is sealed twice the same way", sealed_afresh },
	{ NULL, NULL },
};

const struct suite test_cms = { "io/cms", tests };
