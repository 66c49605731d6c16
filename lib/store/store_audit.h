#ifndef STORE_STORE_AUDIT_H
#define STORE_STORE_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/head.h"

/*
 * The chain of events (0011_audit.sql), and what of it no longer agrees with
 * the facts.  Events are written by the book itself; here they are read.
 */

struct arena;
struct buf;
struct db;
struct err;

/** store_audit_may(db, may, err): whether this role may read the chain. */
int store_audit_may(struct db *db, bool *may, struct err *err);

/** store_audit_tip(db, seq, hash, err): the last event; 0 if there is none. */
int store_audit_tip(struct db *db, int64_t *seq, char hash[HEAD_HEX + 1],
	struct err *err);

struct audit_event {
	int64_t seq;
	const char *prev, *hash;	/* HEAD_HEX digits; until the next event */
	bool is_whole;	/* its hash is that of what it says */
	bool has_rows;	/* it covers all rows of a run in a table */
	int run_id;	/* 0: none */
	const char *table;
};

typedef int store_audit_event_fn(void *ctx, const struct audit_event *event,
	struct err *err);

/** store_audit_chain(db, after, fn, ctx, err): the events after ${after}. */
int store_audit_chain(struct db *db, int64_t after, store_audit_event_fn *fn,
	void *ctx, struct err *err);

/** store_audit_totals(db, after, seq, lines, err): control totals of what came
 * after event ${after} up to ${seq}, as a head states them. */
int store_audit_totals(struct db *db, int64_t after, int64_t seq,
	struct buf *lines, struct err *err);

/* A folder of YIFEN_HOME, and what the names of the files begin with. */
struct audit_place {
	const char *folder, *prefix;
};

struct audit_places {
	VEC(struct audit_place);
};

/** store_audit_places(db, arena, after, seq, places, err): where the files of
 * these events lie. */
int store_audit_places(struct db *db, struct arena *arena, int64_t after,
	int64_t seq, struct audit_places *places, struct err *err);

/* The rows of a run in a table: as the event says, and now. */
struct audit_rows {
	bool same;
	int64_t then, now;
	int piece;	/* of 1,024 rows, the first that differs, from 0 */
	const char *first, *last;	/* keys of its rows; "" if it has none */
};

/** store_audit_rows(db, arena, seq, rows, err): of an event that has rows. */
int store_audit_rows(struct db *db, struct arena *arena, int64_t seq,
	struct audit_rows *rows, struct err *err);

/* Something that does not agree; 0 and "" for what does not apply. */
struct audit_fault {
	int64_t seq;
	int run_id;
	const char *table, *subject;
	int64_t count, facts;
	bool flag;
};

typedef int store_audit_fault_fn(void *ctx, const struct audit_fault *fault,
	struct err *err);

/** store_audit_single_rows(db, fn, ctx, err): events of one row (subject: its
 * key) that is gone (flag) or is another now. */
int store_audit_single_rows(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err);

/** store_audit_strays(db, fn, ctx, err): ${count} rows that no event covers;
 * flag: their run is not over. */
int store_audit_strays(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err);

/** store_audit_closings(db, fn, ctx, err): figures of closed days (subject:
 * "DAY ACCOUNT FIGURE") that say ${count} where the facts say ${facts}. */
int store_audit_closings(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err);

/** store_audit_guards(db, fn, ctx, err): triggers (subject) that are missing
 * or switched off. */
int store_audit_guards(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err);

/** store_audit_functions(db, fn, ctx, err): functions of the book (subject)
 * whose text is in none of this program's migrations. */
int store_audit_functions(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err);

/* What two people accepted: the SHA-256 of the last head that is given up. */
struct audit_gap {
	struct head_gap gap;
	const char *to_digest;	/* HEAD_HEX digits */
};

struct audit_gaps {
	VEC(struct audit_gap);
};

int store_audit_gaps(struct db *db, struct arena *arena,
	struct audit_gaps *gaps, struct err *err);

struct audit_file {
	const unsigned char *sha256;	/* 32 bytes */
	const char *name;
	int run_id;
};

struct audit_files {
	VEC(struct audit_file);
};

/** store_audit_archived(db, arena, files, err): of which there is a copy. */
int store_audit_archived(struct db *db, struct arena *arena,
	struct audit_files *files, struct err *err);

#endif
