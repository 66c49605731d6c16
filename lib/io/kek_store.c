#include "io/kek.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"
#include "io/seal.h"
#include "io/secret_file.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/store.h>
#include <openssl/ui.h>

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define WRAPPED_MAX 2048 /* RSA of 16384 bits */
#define RSA_BITS_MIN 3072

/* A URI is kept and shown: no PIN may stand in it. */
static int
check_uri(const char *uri, struct err *err)
{
	if (strcasestr(uri, "pin-value") == NULL)
		return 0;
	err_set(err, ERR_CONFIG, "%s",
		_("YIFEN_KEK: a PIN stands in the URI, where others see it"));
	return err_hint(
		err, "%s", _("Name a file that holds it with pin-source."));
}

/* The file of a private key, if that is what the URI names. */
static int
check_file(const char *uri, struct err *err)
{
	const char *path = uri;
	struct stat st;

	if (strncmp(uri, "file:", 5) == 0)
		path = strncmp(uri, "file://", 7) == 0 ? uri + 7 : uri + 5;
	else if (uri[0] != '/' && uri[0] != '.' && strchr(uri, ':') != NULL)
		return 0;
	if (stat(path, &st) < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	if (!(st.st_mode & (S_IRWXG | S_IRWXO)))
		return 0;
	err_set(err, ERR_CONFIG, _("%s: others may read it"), path);
	return err_hint(
		err, _("Take their rights away with chmod go= %s."), path);
}

/* The first private key of the store.  Nobody is there to be asked for a
 * passphrase: a key behind one is not found. */
static EVP_PKEY *
load_key(OSSL_STORE_CTX *store)
{
	EVP_PKEY *key = NULL;

	while (key == NULL && !OSSL_STORE_eof(store)) {
		OSSL_STORE_INFO *info = OSSL_STORE_load(store);

		if (info == NULL && OSSL_STORE_error(store))
			break;
		if (info != NULL &&
			OSSL_STORE_INFO_get_type(info) == OSSL_STORE_INFO_PKEY)
			key = OSSL_STORE_INFO_get1_PKEY(info);
		OSSL_STORE_INFO_free(info);
	}
	return key;
}

static EVP_PKEY *
open_store(const char *uri, struct err *err)
{
	OSSL_STORE_CTX *store;
	EVP_PKEY *key = NULL;

	if (check_uri(uri, err) < 0 || check_file(uri, err) < 0)
		return NULL;
	store = OSSL_STORE_open(uri, UI_null(), NULL, NULL, NULL);
	if (store != NULL) {
		key = load_key(store);
		OSSL_STORE_close(store);
	}
	if (key == NULL)
		err_set(err, ERR_CONFIG,
			_("%s: no private key is found there"), uri);
	return key;
}

/* OAEP with SHA-256 for RSA; SM2 has no choice; nothing else encrypts. */
static bool
set_padding(EVP_PKEY *key, EVP_PKEY_CTX *ctx)
{
	if (EVP_PKEY_is_a(key, "SM2"))
		return true;
	return EVP_PKEY_is_a(key, "RSA") &&
		EVP_PKEY_get_bits(key) >= RSA_BITS_MIN &&
		EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 &&
		EVP_PKEY_CTX_set_rsa_oaep_md(ctx, EVP_sha256()) > 0 &&
		EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha256()) > 0;
}

static int
encrypt(const char *uri, const unsigned char *plain,
	unsigned char wrapped[WRAPPED_MAX], size_t *len, struct err *err)
{
	EVP_PKEY *key = open_store(uri, err);
	EVP_PKEY_CTX *ctx;
	int rc = 0;

	if (key == NULL)
		return -1;
	*len = WRAPPED_MAX;
	ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
	if (ctx == NULL || EVP_PKEY_encrypt_init(ctx) <= 0 ||
		!set_padding(key, ctx) ||
		EVP_PKEY_encrypt(ctx, wrapped, len, plain, CIPHER_KEY_SIZE) <=
			0) {
		rc = err_set(err, ERR_CONFIG,
			_("%s: that key does not encrypt"), uri);
		err_hint(err,
			_("It must be RSA of %d bits or more, or SM2."),
			RSA_BITS_MIN);
	}
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	return rc;
}

static int
make_wrapped(const struct kek *kek, const char *path, struct err *err)
{
	unsigned char key[CIPHER_KEY_SIZE], wrapped[WRAPPED_MAX];
	size_t len;
	int rc = -1;

	if (RAND_priv_bytes(key, sizeof(key)) != 1)
		return err_set(err, ERR_CRYPTO, _("no random bytes are left"));
	if (encrypt(kek->locator, key, wrapped, &len, err) == 0)
		rc = file_create(path, 0600, wrapped, len, err);
	seal_wipe(key, sizeof(key));
	return rc < 0 ? -1 : 0;
}

static int
decrypt(const struct kek *kek, const unsigned char *wrapped, size_t len,
	unsigned char out[CIPHER_KEY_SIZE], struct err *err)
{
	EVP_PKEY *key = open_store(kek->locator, err);
	unsigned char plain[WRAPPED_MAX];
	size_t size = sizeof(plain);
	EVP_PKEY_CTX *ctx;
	int rc = 0;

	if (key == NULL)
		return -1;
	ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
	if (ctx == NULL || EVP_PKEY_decrypt_init(ctx) <= 0 ||
		!set_padding(key, ctx) ||
		EVP_PKEY_decrypt(ctx, plain, &size, wrapped, len) <= 0 ||
		size != CIPHER_KEY_SIZE)
		rc = err_set(err, ERR_CRYPTO,
			_("%s: that key does not open what it should"),
			kek->locator);
	else
		memcpy(out, plain, CIPHER_KEY_SIZE);
	seal_wipe(plain, sizeof(plain));
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	return rc;
}

static int
open_wrapped(const struct kek *kek, const char *path,
	unsigned char key[CIPHER_KEY_SIZE], struct err *err)
{
	unsigned char wrapped[WRAPPED_MAX];
	size_t len;

	if (secret_file_folder(kek->folder, err) < 0 ||
		secret_file_read(path, S_IRWXG | S_IRWXO, wrapped,
			sizeof(wrapped), &len, err) < 0)
		return -1;
	return decrypt(kek, wrapped, len, key, err);
}

const struct kek_provider kek_store = { "store", .takes_locator = true,
	.keeps_file = true, .check = check_uri, .make = make_wrapped,
	.open = open_wrapped };
