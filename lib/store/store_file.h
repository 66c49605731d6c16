#ifndef STORE_STORE_FILE_H
#define STORE_STORE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/entry.h"

/*
 * Files of bills and statements: their rows wait in a staging table of the
 * transaction until all of a file is known to be right, then those that are
 * new are stored.
 */

struct db;
struct db_copy;
struct err;

enum file_state { FILE_IMPORTED, FILE_DUPLICATE, FILE_QUARANTINED };

struct stored_file {
	int file_id, run_id;
	const char *name;
	const unsigned char *sha256, *content;	/* 32 bytes each */
	const char *format;
	enum source source;
	int account_id;		/* 0: unknown or several */
	int32_t day;		/* of a bill without rows, else DAY_NONE */
	long row_count;
	int64_t credit, debit;
	enum file_state state;
	const char *message;
};

/* What the store adds to an entry of a format. */
struct incoming {
	int64_t row;
	int statement;		/* number within the file, from 1 */
	const char *key;
	const unsigned char *codes;
	size_t codes_len;
	const unsigned char *digest;
	size_t digest_len;
};

/** store_file_known(db, sha256, name, known, err): whether these bytes are in
 * the book under this name already and say nothing new. */
int store_file_known(struct db *db, const unsigned char *sha256,
	const char *name, bool *known, struct err *err);

/** store_file_stage(db, copy, err): open the staging table for rows. */
int store_file_stage(struct db *db, struct db_copy **copy, struct err *err);

void store_file_row(struct db_copy *copy, const struct incoming *in,
	const struct entry *entry);

/** store_file_check(db, file, err): once its statements are stored:
 * ERR_CONFLICT names both rows if one contradicts another of its key; the
 * rows must be those that were parsed, by count, credit, debit and hash. */
int store_file_check(struct db *db, const struct stored_file *file,
	struct err *err);

/** store_file_next(db, file_id, err): the number of the next file. */
int store_file_next(struct db *db, int *file_id, struct err *err);

/** store_file_account(db, source, account, run, id, err) */
int store_file_account(struct db *db, enum source source, const char *account,
	int run_id, int *account_id, struct err *err);

/** store_file_add(db, file, err): the row of files. */
int store_file_add(struct db *db, const struct stored_file *file,
	struct err *err);

/** store_file_statement(db, file, no, account, st, hash, err): ${hash} is the
 * hash total of its rows as they were parsed. */
int store_file_statement(struct db *db, const struct stored_file *file, int no,
	int account_id, const struct statement *st, int64_t hash,
	struct err *err);

/** store_file_total(db, file, no, account, total, err): what the file says in
 * all; its ${no}th, from 1. */
int store_file_total(struct db *db, const struct stored_file *file, int no,
	int account_id, const struct bill_total *total, struct err *err);

/** store_file_take(db, file, err): the staged rows that are new. */
int store_file_take(struct db *db, const struct stored_file *file,
	struct err *err);

/** store_file_same(db, file, original, same_name, err): the imported file of
 * the same content, account and day, 0 if none. */
int store_file_same(struct db *db, const struct stored_file *file,
	int *original, bool *same_name, struct err *err);

/** store_file_refused_before(db, file, known, err) */
int store_file_refused_before(struct db *db, const struct stored_file *file,
	bool *known, struct err *err);

/** store_file_no_bill(db, account, day, run, err): a person states that there
 * is no bill for ${day}. */
int store_file_no_bill(struct db *db, int account_id, int32_t day, int run_id,
	struct err *err);

int store_file_has_no_bill(struct db *db, enum source source,
	const char *account, int32_t day, bool *known, struct err *err);

#endif
