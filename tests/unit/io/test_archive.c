#include "suite.h"

#include "base/err.h"
#include "io/archive.h"
#include "io/file.h"
#include "io/seal.h"
#include "keys_maker.h"
#include "scratch.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#define CHUNK ((size_t)65536)
#define SEALED (CHUNK + SEAL_OVERHEAD)

/* A folder with keys and one archived file of ${size} bytes. */
struct place {
	char folder[64], file[256], archive[256], copy[512];
	struct keys *keys;
	unsigned char digest[DIGEST_SIZE];
};

static void
place_make(struct place *place, size_t size)
{
	char path[256], hex[2 * DIGEST_SIZE + 1];
	char *bytes = malloc(size + 1);
	struct err err = ERR_INIT;

	CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)('a' + i / 1000 % 26);
	scratch_make(place->folder);
	scratch_path(place->folder, "keys", path);
	place->keys = keys_maker(path, "aes");
	scratch_put(place->folder, "bill.csv", bytes, size, place->file);
	free(bytes);
	scratch_path(place->folder, "archive", place->archive);
	CHECK_INT(digest_file(place->file, place->digest, &err), 0);
	digest_hex(place->digest, hex);
	snprintf(place->copy, sizeof(place->copy), "%s/%.2s/%s", place->archive,
		hex, hex);
}

static void
place_remove(struct place *place)
{
	keys_close(place->keys);
	scratch_remove(place->folder);
}

static int
put(struct place *place)
{
	struct err err = ERR_INIT;

	return archive_put(
		place->archive, place->keys, place->file, place->digest, &err);
}

static int
check(struct place *place)
{
	struct err err = ERR_INIT;

	return archive_check(place->archive, place->keys, place->digest, &err);
}

static const size_t sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK,
	3 * CHUNK + 5 };

static void
test_put(void)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct place place;
		struct stat st, again;
		char *sealed;
		size_t len;

		place_make(&place, sizes[i]);
		CHECK_INT(check(&place), -1);
		CHECK_INT(put(&place), 0);
		CHECK_INT(stat(place.copy, &st), 0);
		CHECK_INT(st.st_mode & 07777, 0600);
		CHECK_INT(st.st_size,
			sizes[i] + (sizes[i] / CHUNK + 1) * SEAL_OVERHEAD);
		CHECK_INT(check(&place), 0);
		CHECK_INT(put(&place), 0);
		CHECK_INT(stat(place.copy, &again), 0);
		CHECK_INT(again.st_ino, st.st_ino);
		sealed = slurp(place.copy, &len);
		if (sizes[i] > 100)
			CU_ASSERT_PTR_NULL(memmem(sealed, len, "aaaaaaaa", 8));
		free(sealed);
		place_remove(&place);
	}
}

/* Write ${len} bytes over the copy; whether it is still accepted. */
static bool
is_accepted(struct place *place, const char *bytes, size_t len)
{
	FILE *file = fopen(place->copy, "wb");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL(fwrite(bytes, 1, len, file), len);
	fclose(file);
	return check(place) == 0;
}

static void
test_changed(void)
{
	struct place place;
	char *sealed, *other;
	size_t len;

	place_make(&place, 2 * CHUNK + 100);
	CHECK_INT(put(&place), 0);
	sealed = slurp(place.copy, &len);
	other = malloc(2 * len);
	CU_ASSERT_PTR_NOT_NULL_FATAL(other);
	CU_ASSERT_TRUE(is_accepted(&place, sealed, len));
	for (size_t at = 0; at < len; at += 997) {
		memcpy(other, sealed, len);
		other[at] ^= 4;
		CU_ASSERT_FALSE(is_accepted(&place, other, len));
	}
	/* Cut off, at chunks and elsewhere; something after it. */
	CU_ASSERT_FALSE(is_accepted(&place, sealed, 0));
	CU_ASSERT_FALSE(is_accepted(&place, sealed, SEALED));
	CU_ASSERT_FALSE(is_accepted(&place, sealed, 2 * SEALED));
	CU_ASSERT_FALSE(is_accepted(&place, sealed, len - 1));
	memcpy(other, sealed, len);
	memcpy(other + len, sealed, len);
	CU_ASSERT_FALSE(is_accepted(&place, other, 2 * len));
	CU_ASSERT_FALSE(is_accepted(&place, other, len + 1));
	/* Chunks exchanged, and the first one left out. */
	memcpy(other, sealed + SEALED, SEALED);
	memcpy(other + SEALED, sealed, SEALED);
	CU_ASSERT_FALSE(is_accepted(&place, other, len));
	CU_ASSERT_FALSE(is_accepted(&place, sealed + SEALED, len - SEALED));
	free(other);
	free(sealed);
	place_remove(&place);
}

static void
test_refused(void)
{
	struct place place;
	struct err err = ERR_INIT;

	place_make(&place, 10);
	place.digest[0] ^= 1;
	CHECK_INT(archive_put(place.archive, place.keys, place.file,
			  place.digest, &err),
		-1);
	CU_ASSERT(strstr(err.message, "changed while it was read") != NULL);
	CHECK_INT(check(&place), -1);
	place.digest[0] ^= 1;
	CHECK_INT(unlink(place.file), 0);
	CHECK_INT(archive_put(place.archive, place.keys, place.file,
			  place.digest, &err),
		-1);
	CHECK_INT(err.code, ERR_IO);
	CU_ASSERT_FALSE(file_exists(place.copy));
	place_remove(&place);
}

/* The key that a copy was sealed with is gone with the transaction that drew
 * it; or the copy was spoilt: it is made anew, and only then. */
static void
test_mended(void)
{
	struct keys_wrap wrap;
	struct place place;
	struct err err = ERR_INIT;

	place_make(&place, CHUNK + 5);
	CHECK_INT(put(&place), 0);
	CHECK_INT(keys_draw(place.keys, 1, &wrap, &err), 0);
	CHECK_INT(keys_use(place.keys, 1, &err), 0);
	CHECK_INT(check(&place), -1);
	CHECK_INT(put(&place), 0);
	CHECK_INT(check(&place), 0);
	/* With a later key in use the copy still opens with its own. */
	CHECK_INT(keys_draw(place.keys, 2, &wrap, &err), 0);
	CHECK_INT(keys_use(place.keys, 2, &err), 0);
	CHECK_INT(check(&place), 0);
	place_remove(&place);
}

static const struct test tests[] = {
	{ "archive_put keeps a sealed copy, once", test_put },
	{ "archive_check finds every change of a copy", test_changed },
	{ "archive_put mends a copy that nothing opens", test_mended },
	{ "archive_put refuses what the digest does not name", test_refused },
	{ NULL, NULL },
};

const struct suite test_archive = { "io/archive", tests };
