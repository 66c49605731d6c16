#include "verify_maker.h"

#include "suite.h"

/* szca: outbound, the PIN travels in it; bjca: outbound, only a code; inca:
 * inbound; trca: the transfer of the fee. */
void
verify_start(struct maker *m)
{
	static const struct {
		const char *ca;
		enum verify_mode mode;
		enum pin_channel pin;
	} rows[] = {
		{ "szca", VERIFY_OUTBOUND, PIN_BANK_REMARK },
		{ "bjca", VERIFY_OUTBOUND, PIN_SMS_HANDLER },
		{ "inca", VERIFY_INBOUND, PIN_SMS_HANDLER },
		{ "trca", VERIFY_TRANSFER, PIN_SMS_HANDLER },
	};

	maker_start(m, "2026-11-16");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct policy *p = maker_policy(m, rows[i].ca);

		p->verify_mode = rows[i].mode;
		p->pin_channel = rows[i].pin;
		p->own_account_required = rows[i].mode == VERIFY_TRANSFER;
		maker_fee(m, rows[i].ca, "new", 28000);
	}
}

/* An order paid by WeChat, so that nothing waits for money. */
struct order *
verify_paid(struct maker *m, const char *ca, const char *no)
{
	struct order *o = maker_order(m, ca, no);

	o->pay_refs = no;
	o->claimed = true;
	o->claimed_fen = 28000;
	o->claimed_at = o->created;
	maker_channel_entry(m, SOURCE_WECHAT, no, no, 28000);
	return o;
}

/* Monday: paid, queued and handed over; the day is Tuesday the 17th. */
struct order *
verify_start_sent(struct maker *m, const char *ca)
{
	verify_start(m);
	verify_paid(m, ca, "A1");
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_next(m, "2026-11-17");
	return maker_find_order(m, "A1");
}

struct order *
verify_start_booked(struct maker *m, const char *ca)
{
	struct order *o = verify_start_sent(m, ca);

	maker_show_code(m, maker_own_entry(m, "out1", -1, o, "附言"), o);
	maker_decide(m);
	CHECK_TEXT(maker_attempt(m, "A1"), "outbound 1 booked");
	return o;
}

struct order *
verify_start_inbound(struct maker *m)
{
	struct order *o;

	verify_start(m);
	o = verify_paid(m, "inca", "A1");
	maker_give_code(m, o);
	return o;
}
