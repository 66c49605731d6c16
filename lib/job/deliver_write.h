#ifndef JOB_DELIVER_WRITE_H
#define JOB_DELIVER_WRITE_H

#include "job/deliver_file.h"

/*
 * The files of a batch on disk: NNNNNN.xml and .csv in clear, or encrypted as
 * NNNNNN.xml.p7m and .csv.p7m with a signed NNNNNN.manifest.p7m.
 */

struct arena;
struct certificate;
struct err;
struct signer;

struct deliver_place {
	const char *home, *book;
	const struct signer *signer;
	const struct certificate *recipient; /* NULL: in clear */
};

/** deliver_write(place, arena, d, file, err): each whole or not at all, the
 * one that tells that all are there last: the manifest; in clear the file that
 * the digest is of.  What an earlier try left of this batch goes first. */
int deliver_write(const struct deliver_place *place, struct arena *arena,
	const struct outbox_delivery *d, const struct deliver_file *file,
	struct err *err);

/** deliver_write_signer(place, arena, err): HOME/outbox/signer.pem, by which
 * recipients check signatures; nothing if it is there as it should be. */
int deliver_write_signer(const struct deliver_place *place, struct arena *arena,
	struct err *err);

#endif
