#ifndef IO_CERTIFICATE_H
#define IO_CERTIFICATE_H

#include <stddef.h>

/*
 * The certificate (X.509) of somebody who gets files of ours.  It is trusted
 * because it lies where only the operator can put it, so no chain is followed.
 */

struct certificate;
struct err;

#define CERTIFICATE_PRINT_SIZE 32 /* SHA-256 */

/** certificate_open(path, certificate, err): read the one certificate of a PEM
 * file.  1 if it is there and can be encrypted to; 0 if there is no file.
 *
 * Refused: a file that others may write, anything but one certificate, one
 * that is not valid now, whose key usage forbids encipherment, whose key is
 * neither RSA of 2048 bits or more nor EC of 256 or more. */
int certificate_open(
	const char *path, struct certificate **certificate, struct err *err);
void certificate_close(struct certificate *certificate);

/** certificate_print(certificate): its fingerprint, CERTIFICATE_PRINT_SIZE
 * bytes, SHA-256 of its DER. */
const unsigned char *certificate_print(const struct certificate *certificate);

#endif
