#ifndef HANDOUT_PAIN001_H
#define HANDOUT_PAIN001_H

#include <stdint.h>

/*
 * Transfers as ISO 20022 pain.001.001.09: one message with one payment
 * information block, which debits one account of ours.
 *
 * Texts are escaped; a character that XML 1.0 forbids, or a byte that is not
 * UTF-8, becomes U+FFFD.  Names and remarks are cut at the 140 characters
 * that the schema allows: one too long would make the bank refuse all of
 * them.  What is not known is left out, or "NOTPROVIDED" where the schema
 * wants something.
 */

struct buf;
struct transfer;

struct pain001 {
	int32_t day;	     /* of execution; the message is of its midnight */
	int batch_no;	     /* > 0; makes the message's id with the day */
	const char *party;   /* who orders it: our name */
	const char *account; /* that is debited, "" if unknown */
	int64_t count;	     /* of the transfers that follow */
	int64_t total;	     /* of their amounts, fen */
};

/** pain001_begin(out, head): all that stands before the first transfer. */
void pain001_begin(struct buf *out, const struct pain001 *head);

/** pain001_add(out, transfer): one of them. */
void pain001_add(struct buf *out, const struct transfer *transfer);

/** pain001_end(out): all that stands after the last. */
void pain001_end(struct buf *out);

#endif
