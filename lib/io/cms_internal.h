#ifndef IO_CMS_INTERNAL_H
#define IO_CMS_INTERNAL_H

#include <stdbool.h>
#include <sys/types.h>

/* What cms.c, certificate.c and signer.c share. */

struct buf;
struct err;
struct evp_pkey_st;
struct x509_st;

struct certificate {
	struct x509_st *x509;
	unsigned char print[32];
};

struct signer {
	struct evp_pkey_st *key;
	struct x509_st *x509;
};

/** certificate_read(path, forbidden, text, err): a small file of ours: 1, or 0
 * if there is none.  Refused when it has a mode bit of ${forbidden}. */
int certificate_read(
	const char *path, mode_t forbidden, struct buf *text, struct err *err);

/** certificate_parse(text, x509, err): the one certificate of a PEM text, valid
 * now. */
int certificate_parse(
	const struct buf *text, struct x509_st **x509, struct err *err);

#endif
