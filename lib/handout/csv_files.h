#ifndef HANDOUT_CSV_FILES_H
#define HANDOUT_CSV_FILES_H

/*
 * The CSV files of the outbox: RFC 4180, UTF-8 without BOM, a header row,
 * lines that end in LF.  They are read by programs (the bank's, the sender's
 * of messages): a value is never altered, not even one that a spreadsheet
 * would take for a formula.
 */

struct buf;
struct collection;
struct message;
struct transfer;

/** Header rows of the three kinds. */
void csv_files_begin_transfers(struct buf *out);
void csv_files_begin_messages(struct buf *out);
void csv_files_begin_collections(struct buf *out);

/** Rows. */
void csv_files_transfer(struct buf *out, const struct transfer *transfer);
void csv_files_message(struct buf *out, const struct message *message);
void csv_files_collection(struct buf *out, const struct collection *item);

#endif
