/*
 * camt.052, 053 and 054: which of them a file is, and what reports and notices
 * have that statements have not.
 */
#include "suite.h"

#include "camt_pieces.h"

/* Which of the three takes a file that begins so: "052", "" none. */
static const struct {
	const char *head, *want;
} heads[] = {
	{ "<Document xmlns=\"" SPACE "02\">", "053" },
	{ "\xef\xbb\xbf \n<?xml version='1.0'?><n:Document xmlns:n='" SPACE
	  "08'>",
		"053" },
	{ "<Document xmlns='urn:x:camt.052.001.02'>", "052" },
	{ "<Document xmlns='urn:x:camt.054.001.99'>", "054" },
	{ "<Document><BkToCstmrAcctRpt>", "052" },
	{ "<a:Document><a:BkToCstmrStmt>", "053" },
	{ "<Document>\n<BkToCstmrDbtCdtNtfctnV01>", "054" },
	/* The element tells, whatever else is named. */
	{ "<E about='camt.052.001.02'><Document xmlns='camt.054.001.02'>"
	  "<BkToCstmrDbtCdtNtfctn>",
		"054" },
	{ "<Document>", "" },
	{ "<Document xmlns='urn:x:camt.029.001.02'>", "" },
	{ "<html><body>", "" },
	{ "交易时间,camt.053.001.02", "" },
	{ "", "" },
};

static void
test_probe(void)
{
	static const struct format *const three[] = { &format_camt052,
		&format_camt053, &format_camt054 };

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		for (size_t k = 0; k < 3; k++)
			CHECK_CASE(heads[i].head,
				three[k]->probe(three[k], heads[i].head,
					strlen(heads[i].head)) ==
					(strcmp(three[k]->name + 4,
						 heads[i].want) == 0
							? PROBE_YES
							: PROBE_NO));
}

#define REPORT "<BkToCstmrAcctRpt><Rpt>" ACCT
#define REPORT_END "</Rpt></BkToCstmrAcctRpt></Document>"
#define NOTICE(header) "<BkToCstmrDbtCdtNtfctn>" header "<Ntfctn>" ACCT
#define NOTICE_END "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
#define BARE "<Ntry>" AMT("1") CREDIT "</Ntry>"
#define MADE "<GrpHdr><CreDtTm>2026-11-25T06:00:00</CreDtTm></GrpHdr>"

/* Reports and notices: what differs from statements. */
static const struct {
	const struct format *format;
	const char *label, *text, *want;
} others[] = {
	{ &format_camt052, "a report without balances",
		"<Document xmlns='x:camt.052.001.02'>" REPORT NTRY("")
			REPORT_END,
		"end 1 +30000 -0 2026-11-23 2026-11-23\n" },
	{ &format_camt052, "a report without a namespace",
		"<Document>" REPORT NTRY("") REPORT_END, "end 1 +30000" },
	{ &format_camt052, "version 01",
		"<Document xmlns='x:camt.052.001.01'><BkToCstmrAcctRptV01>"
		"<Rpt><Acct><Id><PrtryAcct><Id>62</Id></PrtryAcct></Id></Acct>"
		"<Ntry>" AMT("300") CREDIT ON(
			"2026-11-23") "<TxDtls><Refs><EndToEndId>E1</"
				      "EndToEndId></Refs></TxDtls>"
				      "</Ntry></Rpt></BkToCstmrAcctRptV01></"
				      "Document>",
		"kind=payment marks=0 id= ref=E1 " },
	{ &format_camt052, "pending entries are none",
		"<Document xmlns='x:camt.052.001.08'>" REPORT "<Ntry>" AMT("5")
			CREDIT "<Sts><Cd>PDNG</Cd></Sts></Ntry>" REPORT_END,
		"end 0 +0 -0 - -\n" },
	{ &format_camt052, "an opening balance alone closes nothing",
		"<Document xmlns='x:camt.052.001.04'>" REPORT BAL(
			"OPBD", "10", CREDIT, "2026-11-23") BAL("ITBD", "11",
			CREDIT, "2026-11-23") NTRY("") REPORT_END,
		"opening=1000\n" },
	{ &format_camt054, "a notice",
		"<Document xmlns='x:camt.054.001.08'>" NOTICE("") NTRY("")
			NOTICE_END,
		"entry 1 2026-11-23 30000 kind=payment" },
	{ &format_camt054, "dated by nothing but the message",
		"<Document xmlns='x:camt.054.001.04'>" NOTICE(MADE)
			BARE NOTICE_END,
		"entry 1 2026-11-25 100 " },
	{ &format_camt054, "a notice's own day comes before the message's",
		"<Document xmlns='x:camt.054.001.04'>" NOTICE(
			MADE) "<CreDtTm>2026-11-24T06:00:00</CreDtTm>" BARE
			NOTICE_END,
		"entry 1 2026-11-24 100 " },
	{ &format_camt054, "both notices of a message are dated by it",
		"<Document xmlns='x:camt.054.001.04'>" NOTICE(MADE) BARE
		"</Ntfctn><Ntfctn>" ACCT BARE BARE NOTICE_END,
		"entry 2 2026-11-25 100 " },
	{ &format_camt054, "a batch is one movement",
		"<Document xmlns='x:camt.054.001.04'>" NOTICE(MADE) NTRY(
			"<NtryDtls><TxDtls><Amt Ccy=\"CNY\">100.00</Amt>"
			"</TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"CNY\">200"
			"</Amt></TxAmt></AmtDtls><CdtDbtInd>DBIT</CdtDbtInd>"
			"</TxDtls></NtryDtls>") NOTICE_END,
		"end 1 +30000 -0" },
	{ &format_camt054, "an account in euro, a detail in yen",
		"<Document xmlns='x:camt.054.001.04'><BkToCstmrDbtCdtNtfctn>"
		"<Ntfctn><Acct><Id><IBAN>D</IBAN></Id></Acct><Ntry><Amt "
		"Ccy=\"EUR\">1.50</Amt>" CREDIT ON(
			"2026-11-23") "<NtryDtls><TxDtls><AmtDtls><InstdAmt><"
				      "Amt Ccy=\"JPY\">250"
				      "</Amt></InstdAmt></AmtDtls></TxDtls></"
				      "NtryDtls></Ntry>" NOTICE_END,
		"begin D EUR" },
	{ &format_camt054, "a return with no more than a text",
		"<Document xmlns='x:camt.054.001.08'>" NOTICE("")
			NTRY("<RvslInd>true</RvslInd>" TX(
				"<RtrInf><AddtlInf>户名不符</AddtlInf>"
				"</RtrInf>")) NOTICE_END,
		"entry 1 2026-11-23 30000 kind=payment marks=2 id= ref= name= "
		"account= original= remark=户名不符\n" },
	{ &format_camt053, "a later version", HEAD("14") ACCT NTRY("") TAIL,
		"end 1 +30000" },
	{ &format_camt053, "milliseconds after a colon",
		HEAD("02") "<CreDtTm>2026-11-24T06:00:11:735</CreDtTm>" ACCT
			BARE TAIL,
		"entry 1 2026-11-24 100 " },
};

static void
test_others(void)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char label[1024];
		int rc;

		rc = heard_read(others[i].format, others[i].text,
			strlen(others[i].text), 5, &heard, &err);
		snprintf(label, sizeof(label), "%s: %.300s %.500s",
			others[i].label, err.message, buf_text(&heard.text));
		CHECK_CASE(label, rc == 0 && heard.disagreed == 0);
		CHECK_CASE(label,
			strstr(buf_text(&heard.text), others[i].want) != NULL);
		heard_forget(&heard);
	}
}

static const struct test tests[] = {
	{ "the head of a file tells the format", test_probe },
	{ "a report or notice is read as a statement is", test_others },
	{ NULL, NULL },
};

const struct suite test_camt_message = { "format/camt_message", tests };
