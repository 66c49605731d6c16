#ifndef UNIT_CORE_VERIFY_MAKER_H
#define UNIT_CORE_VERIFY_MAKER_H

#include "book_maker.h"

/* Books for tests of verification. */

/** Four CAs, 280 yuan.  szca: outbound, the PIN travels in it; bjca: outbound,
 * only a code; inca: inbound; trca: the transfer of the fee. */
void verify_start(struct maker *m);

/** An order paid by WeChat, so that nothing waits for money. */
struct order *verify_paid(struct maker *m, const char *ca, const char *no);

/** A1, on Monday paid, queued and handed over; the day is Tuesday the 17th. */
struct order *verify_start_sent(struct maker *m, const char *ca);

/** A1, its 0.01 booked on Tuesday the 17th. */
struct order *verify_start_booked(struct maker *m, const char *ca);

/** A1 of inca, with a code of the hall. */
struct order *verify_start_inbound(struct maker *m);

#endif
