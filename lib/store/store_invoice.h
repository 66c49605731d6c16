#ifndef STORE_STORE_INVOICE_H
#define STORE_STORE_INVOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/invoice.h"
#include "model/tax.h"

/*
 * Invoices (docs/invoices.md): read from views, written by the functions of
 * 0014_invoice.sql, which refuse whoever is not of finance.  ${ca} may be
 * NULL: all of them.  Texts lie in the arena.
 */

struct arena;
struct buf;
struct db;
struct err;

/** store_invoice_begin(db, err): refused if this person may not work on
 * invoices. */
int store_invoice_begin(struct db *db, struct err *err);

/** store_invoice_candidates(db, arena, ca, orders, err): orders on which money
 * stands, whose buyer wants an invoice and has none. */
int store_invoice_candidates(struct db *db, struct arena *arena, const char *ca,
	struct invoice_orders *orders, struct err *err);

int store_invoice_taxes(struct db *db, struct arena *arena,
	struct tax_table *taxes, struct err *err);

/** store_invoice_request(db, day, orders, made, err): the planned ones; how
 * many invoices it made. */
int store_invoice_request(struct db *db, int32_t day,
	const struct invoice_orders *orders, int64_t *made, struct err *err);

struct invoice_stale {
	const char *serial, *state, *orders;
};

struct invoice_stales {
	VEC(struct invoice_stale);
};

/** store_invoice_stale(db, arena, ca, stales, err): requests that are not what
 * they should be any more. */
int store_invoice_stale(struct db *db, struct arena *arena, const char *ca,
	struct invoice_stales *stales, struct err *err);

int store_invoice_withdraw(
	struct db *db, const char *serial, const char *reason, struct err *err);

/* An invoice that waits to be exported. */
struct invoice_waiting {
	const char *ca;
	int64_t id;
	int lines;
};

struct invoice_waitings {
	VEC(struct invoice_waiting);
};

int store_invoice_waiting(struct db *db, struct arena *arena, const char *ca,
	struct invoice_waitings *waiting, struct err *err);

/** store_invoice_export(db, ca, format, day, items, export_no, err): ${items}
 * is a line "INVOICE_ID FILE_NO" for each. */
int store_invoice_export(struct db *db, const char *ca, const char *format,
	int32_t day, const struct buf *items, int *export_no, struct err *err);

/* A file of an export. */
struct invoice_file {
	int export_no, no; /* the number among its files, from 1 */
	const char *ca, *format;
	int32_t day;
};

struct invoice_files {
	VEC(struct invoice_file);
};

/** store_invoice_unwritten(db, arena, files, err): that may not lie in their
 * place. */
int store_invoice_unwritten(struct db *db, struct arena *arena,
	struct invoice_files *files, struct err *err);

int store_invoice_items(struct db *db, struct arena *arena,
	const struct invoice_file *file, struct invoice_items *items,
	struct err *err);

/** store_invoice_written(db, file, name, sha256, items, err): it lies whole in
 * its place, under that name. */
int store_invoice_written(struct db *db, const struct invoice_file *file,
	const char *name, const unsigned char *sha256,
	const struct invoice_items *items, struct err *err);

/** store_invoice_state(db, arena, serial, state, err): NULL if there is no
 * such invoice. */
int store_invoice_state(struct db *db, struct arena *arena, const char *serial,
	const char **state, struct err *err);

/** store_invoice_holder(db, arena, number, serial, err): whose number it is;
 * NULL if nobody has it. */
int store_invoice_holder(struct db *db, struct arena *arena, const char *number,
	const char **serial, struct err *err);

int store_invoice_issue(struct db *db, const char *serial, const char *number,
	int32_t day, struct err *err);

struct invoice_lines {
	VEC(struct invoice_line);
};

int store_invoice_lines(struct db *db, struct arena *arena, const char *serial,
	struct invoice_lines *lines, struct err *err);

/** store_invoice_reverse(db, serial, number, day, reason, lines, err):
 * ${lines} is a line "LINE_NO GROSS TAX" for each that is reversed. */
int store_invoice_reverse(struct db *db, const char *serial, const char *number,
	int32_t day, const char *reason, const struct buf *lines,
	struct err *err);

#endif
