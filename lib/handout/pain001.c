#include "handout/pain001.h"

#include "base/buf.h"
#include "handout/item.h"
#include "io/utf8.h"
#include "io/xml_escape.h"
#include "model/day.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
#define UNKNOWN "NOTPROVIDED"

/* The most characters that the schema allows. */
enum { MAX_ACCOUNT = 34, MAX_ID = 35, MAX_NAME = 140 };

/* --- texts --- */

/* At most ${max} characters of ${text}. */
static void
add_text(struct buf *out, const char *text, int max)
{
	const size_t all = strlen(text);
	size_t len = 0;

	for (int i = 0; i < max && len < all; i++) {
		uint32_t c;
		const size_t size = utf8_char(text + len, all - len, &c);

		len += size == 0 ? 1 : size;
	}
	xml_escape(out, text, len);
}

static void
add_element(struct buf *out, const char *name, const char *text, int max)
{
	buf_printf(out, "<%s>", name);
	add_text(out, text, max);
	buf_printf(out, "</%s>", name);
}

static void
add_known(struct buf *out, const char *name, const char *text, int max)
{
	if (*text != '\0')
		add_element(out, name, text, max);
}

/* --- parts of the message --- */

static void
add_sums(struct buf *out, const struct pain001 *head)
{
	char total[MONEY_TEXT_SIZE];

	buf_printf(out, "<NbOfTxs>%lld</NbOfTxs><CtrlSum>%s</CtrlSum>\n",
		(long long)head->count, money_text(head->total, total));
}

/* Unique among all that this bank gets of us: day and batch. */
static void
add_id(struct buf *out, const char *name, const struct pain001 *head)
{
	int year, month, day;

	day_split(head->day, &year, &month, &day);
	buf_printf(out, "<%s>YF%04d%02d%02d-%06d</%s>\n", name, year, month,
		day, head->batch_no, name);
}

static void
add_account(struct buf *out, const char *name, const char *account)
{
	buf_printf(out, "<%s><Id><Othr>", name);
	add_element(
		out, "Id", *account == '\0' ? UNKNOWN : account, MAX_ACCOUNT);
	buf_printf(out, "</Othr></Id></%s>\n", name);
}

/* The agent of whom nothing else is known. */
#define UNKNOWN_BANK                                                           \
	"<FinInstnId><Othr><Id>" UNKNOWN "</Id></Othr></FinInstnId>"

static void
add_bank(struct buf *out, const struct transfer *t)
{
	buf_puts(out, "<CdtrAgt>");
	if (*t->bank_code == '\0' && *t->bank_name == '\0') {
		buf_puts(out, UNKNOWN_BANK "</CdtrAgt>\n");
		return;
	}
	buf_puts(out, "<FinInstnId>");
	if (*t->bank_code != '\0') {
		buf_puts(out,
			"<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>");
		add_element(out, "MmbId", t->bank_code, MAX_ID);
		buf_puts(out, "</ClrSysMmbId>");
	}
	add_known(out, "Nm", t->bank_name, MAX_NAME);
	buf_puts(out, "</FinInstnId></CdtrAgt>\n");
}

static void
add_header(struct buf *out, const struct pain001 *head, const char *day)
{
	buf_puts(out, "<GrpHdr>\n");
	add_id(out, "MsgId", head);
	buf_printf(out, "<CreDtTm>%sT00:00:00+08:00</CreDtTm>\n", day);
	add_sums(out, head);
	buf_puts(out, "<InitgPty>");
	add_known(out, "Nm", head->party, MAX_NAME);
	buf_puts(out, "</InitgPty>\n</GrpHdr>\n");
}

void
pain001_begin(struct buf *out, const struct pain001 *head)
{
	char day[DAY_TEXT_SIZE];

	day_text(head->day, day);
	buf_puts(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<Document xmlns=\"" NAMESPACE "\">\n<CstmrCdtTrfInitn>\n");
	add_header(out, head, day);
	buf_puts(out, "<PmtInf>\n");
	add_id(out, "PmtInfId", head);
	buf_puts(out, "<PmtMtd>TRF</PmtMtd>\n");
	add_sums(out, head);
	buf_printf(out, "<ReqdExctnDt><Dt>%s</Dt></ReqdExctnDt>\n", day);
	buf_puts(out, "<Dbtr>");
	add_known(out, "Nm", head->party, MAX_NAME);
	buf_puts(out, "</Dbtr>\n");
	add_account(out, "DbtrAcct", head->account);
	buf_puts(out, "<DbtrAgt>" UNKNOWN_BANK "</DbtrAgt>\n");
}

void
pain001_add(struct buf *out, const struct transfer *t)
{
	char amount[MONEY_TEXT_SIZE];

	buf_puts(out, "<CdtTrfTxInf>\n<PmtId>");
	add_element(out, "EndToEndId", t->end_to_end_id, MAX_ID);
	buf_printf(out,
		"</PmtId>\n<Amt><InstdAmt Ccy=\"CNY\">%s</InstdAmt></Amt>\n",
		money_text(t->amount, amount));
	add_bank(out, t);
	buf_puts(out, "<Cdtr>");
	add_known(out, "Nm", t->name, MAX_NAME);
	buf_puts(out, "</Cdtr>\n");
	add_account(out, "CdtrAcct", t->account);
	buf_puts(out, "<RmtInf>");
	add_known(out, "Ustrd", t->remark, MAX_NAME);
	buf_puts(out, "</RmtInf>\n</CdtTrfTxInf>\n");
}

void
pain001_end(struct buf *out)
{
	buf_puts(out, "</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n");
}
