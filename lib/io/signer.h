#ifndef IO_SIGNER_H
#define IO_SIGNER_H

/*
 * Who signs what leaves the house: a private key (EC, P-256) and a
 * certificate that it has signed itself, files "outbox.key" (mode 0600) and
 * "outbox.pem" of YIFEN_HOME/keys.  Recipients trust that certificate.
 */

struct buf;
struct err;
struct signer;

/** signer_make(folder, name, err): make what is missing of the two, the
 * certificate in the name of ${name}, for SIGNER_YEARS. */
#define SIGNER_YEARS 10
int signer_make(const char *folder, const char *name, struct err *err);

/** signer_open(folder, signer, err): both; refused if others may read the key
 * or write the certificate, if they are no pair, or it is not valid now. */
int signer_open(const char *folder, struct signer **signer, struct err *err);
void signer_close(struct signer *signer);

/** signer_certificate(signer, out, err): append the certificate as PEM. */
int signer_certificate(
	const struct signer *signer, struct buf *out, struct err *err);

#endif
