#ifndef STORE_STORE_REFERENCE_H
#define STORE_STORE_REFERENCE_H

#include <stdbool.h>

#include "base/map.h"
#include "model/calendar.h"
#include "model/terms.h"

/* Loads of reference data: which file, and its rows. */

struct arena;
struct db;
struct err;

struct stored_load {
	int load_id, run_id;
	const char *kind, *name;
	const unsigned char *sha256;	/* 32 bytes */
	long rows;
};

/** store_reference_same(db, kind, sha256, same, err): whether the last load of
 * ${kind} was of the same bytes. */
int store_reference_same(struct db *db, const char *kind,
	const unsigned char *sha256, bool *same, struct err *err);

/** store_reference_add(db, load, err): fills in load_id. */
int store_reference_add(struct db *db, struct stored_load *load,
	struct err *err);

int store_reference_fees(struct db *db, const struct stored_load *load,
	const struct fees *fees, struct err *err);
int store_reference_policies(struct db *db, const struct stored_load *load,
	const struct policies *policies, struct err *err);
int store_reference_channels(struct db *db, const struct stored_load *load,
	const struct channels *channels, struct err *err);
int store_reference_calendar(struct db *db, const struct stored_load *load,
	const struct calendar *calendar, struct err *err);
int store_reference_taxes(struct db *db, const struct stored_load *load,
	const struct taxes *taxes, struct err *err);

/** store_reference_cas(db, arena, cas, err): the CAs that policies name. */
int store_reference_cas(struct db *db, struct arena *arena, struct map *cas,
	struct err *err);

#endif
