/*
 * camt.052, 053 and 054: small statements made from a template.
 */
#include "suite.h"

#include "camt_pieces.h"

#include "base/buf.h"
#include "base/err.h"
#include "format/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- statements from a template ---------------------------------------- */

/* One entry of 300.00 in a statement without balances: what it says. */
static const struct {
	const char *label, *entry, *want;
} entries[] = {
	{ "text status", NTRY(""),
		"entry 1 2026-11-23 30000 kind=payment marks=0 id= ref= name= "
		"account= original= remark=" },
	{ "debit is other",
		"<Ntry>" AMT("300.00") DEBIT BOOK ON("2026-11-23") "</Ntry>",
		"entry 1 2026-11-23 -30000 kind=other" },
	{ "choice of status",
		"<Ntry>" AMT("300") CREDIT
		"<Sts><Cd>BOOK</Cd></Sts>" ON("2026-11-23") "</Ntry>",
		"entry 1 2026-11-23 30000" },
	{ "no status is booked",
		"<Ntry>" AMT("300") CREDIT ON("2026-11-23") "</Ntry>",
		"entry 1 2026-11-23 30000" },
	{ "no booking day: value day",
		"<Ntry>" AMT("300") CREDIT
		"<ValDt><Dt>2026-11-24</Dt></ValDt></Ntry>",
		"entry 1 2026-11-24 30000" },
	{ "booking time",
		"<Ntry>" AMT("300") CREDIT
		"<BookgDt><DtTm>2026-11-23T10:20:30</DtTm></BookgDt></Ntry>",
		"entry 1 2026-11-23T10:20:30+08:00 30000" },
	{ "booking time of another zone",
		"<Ntry>" AMT("300") CREDIT
		"<BookgDt><DtTm>2026-11-23T20:00:00.000Z</DtTm></BookgDt>"
		"</Ntry>",
		"entry 1 2026-11-24T04:00:00+08:00 30000" },
	{ "booking day with a zone",
		"<Ntry>" AMT("300") CREDIT ON("2026-11-23+08:00") "</Ntry>",
		"entry 1 2026-11-23 30000" },
	{ "many places",
		"<Ntry>" AMT("8.85000") CREDIT ON("2026-11-23") "</Ntry>",
		"entry 1 2026-11-23 885 " },
	{ "one place",
		"<Ntry>" AMT("24045029.5") CREDIT ON("2026-11-23") "</Ntry>",
		"entry 1 2026-11-23 2404502950 " },
	{ "a reversal does not flip the sign", NTRY("<RvslInd>true</RvslInd>"),
		"entry 1 2026-11-23 30000 kind=payment marks=2" },
	{ "servicer's reference first",
		NTRY("<NtryRef>N1</NtryRef><AcctSvcrRef>A1</AcctSvcrRef>"),
		"id=A1 " },
	{ "else the entry's", NTRY("<NtryRef>N1</NtryRef>"), "id=N1 " },
	{ "a placeholder is none", NTRY("<AcctSvcrRef>NONREF</AcctSvcrRef>"),
		"id= " },
	{ "else the only detail's",
		NTRY(TX("<Refs><AcctSvcrRef>D1</AcctSvcrRef></Refs>")),
		"id=D1 " },
	{ "end-to-end id", NTRY(TX("<Refs><EndToEndId>E1</EndToEndId></Refs>")),
		"ref=E1 " },
	{ "no end-to-end id",
		NTRY(TX("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>")),
		"ref= " },
	{ "debtor",
		NTRY(TX("<RltdPties><Dbtr><Nm>甲公司</Nm></Dbtr><DbtrAcct>"
			"<Id><IBAN>DE1</IBAN></Id></DbtrAcct><Cdtr>"
			"<Nm>我</Nm></Cdtr></RltdPties>")),
		"name=甲公司 account=DE1 " },
	{ "party level",
		NTRY(TX("<RltdPties><Dbtr><Pty><Nm>甲公司</Nm></Pty></Dbtr>"
			"<DbtrAcct><Id><Othr><Id>62</Id></Othr></Id>"
			"</DbtrAcct></RltdPties>")),
		"name=甲公司 account=62 " },
	{ "an agent as debtor",
		NTRY(TX("<RltdPties><Dbtr><Agt><FinInstnId><Nm>乙银行</Nm>"
			"</FinInstnId></Agt></Dbtr></RltdPties>")),
		"name=乙银行 " },
	{ "ultimate debtor only without a debtor's name",
		NTRY(TX("<RltdPties><UltmtDbtr><Pty><Nm>丙</Nm></Pty>"
			"</UltmtDbtr></RltdPties>")),
		"name=丙 " },
	{ "a debtor's name wins",
		NTRY(TX("<RltdPties><Dbtr><Nm>甲</Nm></Dbtr><UltmtDbtr><Nm>丙"
			"</Nm></UltmtDbtr></RltdPties>")),
		"name=甲 " },
	{ "a reversal keeps the roles",
		NTRY("<RvslInd>true</RvslInd>" TX(
			"<RltdPties><Dbtr><Nm>我</Nm></Dbtr><Cdtr><Nm>甲</Nm>"
			"</Cdtr></RltdPties>")),
		"name=甲 " },
	{ "our own account is never the other side",
		NTRY(TX("<RltdPties><Dbtr><Nm>我</Nm></Dbtr><DbtrAcct><Id>"
			"<Othr><Id>6217</Id></Othr></Id></DbtrAcct><Cdtr><Nm>"
			"甲</Nm></Cdtr></RltdPties>")),
		"name=甲 account= " },
	{ "free texts, one a line, none twice",
		NTRY(TX("<RmtInf><Ustrd>货款  一</Ustrd><Ustrd>货款 一</Ustrd>"
			"<Ustrd>b</Ustrd><Strd><RfrdDocInf><Nb>D</Nb>"
			"</RfrdDocInf><CdtrRefInf><Ref>R</Ref></CdtrRefInf>"
			"<AddtlRmtInf>c</AddtlRmtInf></Strd></RmtInf>"
			"<AddtlTxInf>t</AddtlTxInf>") "<AddtlNtryInf>n"
						      "</AddtlNtryInf>"),
		"remark=货款 一\nb\nD\nR\nc\nt\nn\n" },
	{ "a return",
		NTRY(TX("<Refs><EndToEndId>E1</EndToEndId></Refs><RtrInf><Rsn>"
			"<Cd>AC01</Cd></Rsn><AddtlInf>账号</AddtlInf><AddtlInf>"
			"不符</AddtlInf></RtrInf>")),
		"marks=2 id= ref=E1 name= account= original=E1 "
		"remark=AC01 账号 不符\n" },
	{ "a return without a code",
		NTRY(TX("<RtrInf><AddtlInf>户名不符</AddtlInf></RtrInf>")),
		"marks=2 id= ref= name= account= original= remark=户名不符\n" },
	{ "charges by sub-family",
		NTRY("<BkTxCd><Domn><Cd>ACMT</Cd><Fmly><Cd>MDOP</Cd>"
		     "<SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd>"),
		"marks=1 " },
	{ "charges by proprietary code",
		NTRY("<BkTxCd><Prtry><Cd>NCHG+808</Cd></Prtry></BkTxCd>"),
		"marks=1 " },
	{ "wholly charges",
		NTRY("<Chrgs><TtlChrgsAndTaxAmt Ccy=\"CNY\">300.00"
		     "</TtlChrgsAndTaxAmt></Chrgs>"),
		"marks=1 " },
	{ "partly charges",
		NTRY("<Chrgs><TtlChrgsAndTaxAmt Ccy=\"CNY\">1.00"
		     "</TtlChrgsAndTaxAmt></Chrgs>"),
		"marks=0 " },
	{ "a batch that agrees on its payer",
		NTRY("<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>甲</Nm></Dbtr>"
		     "</RltdPties><Refs><EndToEndId>1</EndToEndId></Refs>"
		     "</TxDtls><TxDtls><RltdPties><Dbtr><Nm>甲</Nm></Dbtr>"
		     "</RltdPties><Refs><EndToEndId>2</EndToEndId></Refs>"
		     "</TxDtls></NtryDtls>"),
		"ref= name=甲 " },
	{ "a batch that does not",
		NTRY("<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>甲</Nm></Dbtr>"
		     "</RltdPties></TxDtls><TxDtls><RltdPties><Dbtr><Nm>乙"
		     "</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>"),
		"name= account=" },
};

static void
test_entries(void)
{
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char text[8192], label[256];

		snprintf(text, sizeof(text), "%s%s%s", HEAD("02") ACCT,
			entries[i].entry, TAIL);
		if (heard_read(&format_camt053, text, strlen(text), 4096,
			    &heard, &err) < 0)
			CHECK_TEXT(err.message, entries[i].label);
		snprintf(label, sizeof(label), "%s: %.200s", entries[i].label,
			buf_text(&heard.text));
		CHECK_CASE(label,
			strstr(buf_text(&heard.text), entries[i].want) != NULL);
		CHECK_CASE(label,
			heard.entries == 1 && heard.ended == 1 &&
				heard.disagreed == 0);
		heard_forget(&heard);
	}
}

/* Whole statements: all that is heard. */
static const struct {
	const char *label, *text, *want, *disagree;
} statements[] = {
	{ "a chain",
		HEAD("08") ACCT BAL("OPBD", "10", CREDIT, "2026-11-23")
			BAL("CLBD", "310", CREDIT, "2026-11-23") NTRY("") TAIL,
		"end 1 +30000 -0 2026-11-23 2026-11-23 opening=1000 "
		"closing=31000",
		NULL },
	{ "from the previous closing",
		HEAD("10") ACCT BAL("PRCD", "10", CREDIT, "2026-11-20")
			BAL("CLBD", "310", CREDIT, "2026-11-23") NTRY("") TAIL,
		"end 1 +30000 -0 2026-11-23 2026-11-23 opening=1000 "
		"closing=31000",
		NULL },
	{ "no side of a balance is credit",
		HEAD("02") ACCT BAL("OPBD", "0", "", "2026-11-23")
			BAL("CLBD", "300", "", "2026-11-23") NTRY("") TAIL,
		"opening=0 closing=30000", NULL },
	{ "a balance in debt",
		HEAD("02") ACCT BAL("OPBD", "400", DEBIT, "2026-11-23")
			BAL("CLBD", "100", DEBIT, "2026-11-23") NTRY("") TAIL,
		"opening=-40000 closing=-10000", NULL },
	{ "both figures",
		HEAD("02") ACCT BAL("OPBD", "18.15", CREDIT, "2026-11-23")
			BAL("CLBD", "27.00", DEBIT, "2026-11-23") "<Ntry>" AMT(
				"8.85") CREDIT "</Ntry>" TAIL,
		"entry 1 2026-11-23 885",
		"opening 18.15 + movements 8.85 = 27.00, but the closing "
		"balance says -27.00" },
	{ "pending entries are not booked",
		HEAD("02") ACCT BAL("OPBD", "0", CREDIT, "2026-11-23") BAL(
			"CLBD", "300", CREDIT, "2026-11-23") "<Ntry>" AMT("5")
			CREDIT "<Sts>PDNG</Sts></Ntry>"
			       "<Ntry>" AMT("6") CREDIT
		"<Sts><Cd>INFO</Cd></Sts></Ntry>" NTRY("") TAIL,
		"entry 3 2026-11-23 30000", NULL },
	{ "no pair",
		HEAD("02") ACCT BAL("CLBD", "7", CREDIT, "2026-11-23") NTRY("")
			TAIL,
		"2026-11-23 2026-11-23 closing=700", NULL },
	{ "no entries", HEAD("02") ACCT TAIL, "end 0 +0 -0 - -\n", NULL },
	{ "an interim balance is not the closing one",
		HEAD("02") ACCT BAL("OPBD", "1", CREDIT, "2026-11-23")
			BAL("ITBD", "9", CREDIT, "2026-11-23") NTRY("") TAIL,
		"opening=100\n", NULL },
	{ "yen have no fen",
		HEAD("02") "<Id>J</Id><Acct><Id><IBAN>JP1</IBAN>"
			   "</Id><Ccy>JPY</Ccy></"
			   "Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd>"
			   "</CdOrPrtry></Tp><Amt "
			   "Ccy=\"JPY\">500.00</Amt></Bal><Bal><Tp>"
			   "<CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt "
			   "Ccy=\"JPY\">900"
			   "</Amt></Bal><Ntry><Amt Ccy=\"JPY\">300</Amt>" CREDIT
				   ON("2026-11-23") "</Ntry>" TAIL,
		"entry 1 2026-11-23 300 ",
		"opening 500 + movements 300 = 800, but the closing balance "
		"says 900" },
	{ "dinars have three places",
		HEAD("02") "<Acct><Id><IBAN>K</IBAN>"
			   "</Id></Acct><Ntry><Amt "
			   "Ccy=\"KWD\">1.234</Amt>" CREDIT ON(
				   "2026-11-23") "</Ntry>" TAIL,
		"entry 1 2026-11-23 1234 ", NULL },
	{ "two currencies are no sum",
		HEAD("02") ACCT "<Ntry><Amt Ccy=\"EUR\">1</Amt>" CREDIT ON(
			"2026-11-23") "</Ntry>" TAIL,
		"entry 1 2026-11-23 100 ",
		"amounts in EUR in the statement of an account in CNY" },
	{ "its period",
		HEAD("02") "<Id>P</Id><FrToDt><FrDtTm>2026-11-01"
			   "T00:00:00</FrDtTm><ToDtTm>2026-11-30T24:00:00</"
			   "ToDtTm>"
			   "</FrToDt>" ACCT NTRY("") TAIL,
		"begin 6217 CNY P 2026-11-01 2026-11-30", NULL },
	{ "a period to the next midnight",
		HEAD("02") "<FrToDt><FrDtTm>"
			   "2026-11-23T00:00:00</"
			   "FrDtTm><ToDtTm>2026-11-24T00:00:00"
			   "</ToDtTm></FrToDt>" ACCT BAL(
				   "CLBD", "0", "", "2026-11-23") TAIL,
		"begin 6217 CNY S1 2026-11-23 2026-11-23", NULL },
	{ "an entry of the statement's day",
		HEAD("02") "<CreDtTm>"
			   "2026-11-24T06:00:00</CreDtTm>" ACCT
			   "<Ntry>" AMT("1") CREDIT "</Ntry>" TAIL,
		"entry 1 2026-11-24 100", NULL },
	{ "a summary that fits",
		HEAD("02") ACCT
		"<TxsSummry><TtlNtries>"
		"<NbOfNtries>1</NbOfNtries><Sum>300</Sum></TtlNtries>"
		"<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>300.0</Sum>"
		"</TtlCdtNtries><TtlDbtNtries><NbOfNtries>0</NbOfNtries>"
		"<Sum>0</Sum></TtlDbtNtries></TxsSummry>" NTRY("") TAIL,
		"end 1", NULL },
	{ "a summary's count that does not",
		HEAD("02") ACCT
		"<TxsSummry>"
		"<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"
		"</TxsSummry>" NTRY("") TAIL,
		"end 1", "TtlNtries says 2 entries, but there are 1" },
	{ "a summary's sum that does not",
		HEAD("02") ACCT
		"<TxsSummry>"
		"<TtlCdtNtries><Sum>301</Sum></TtlCdtNtries></TxsSummry>" NTRY(
			"") TAIL,
		"end 1",
		"TtlCdtNtries says a sum of 301.00, but the entries add up "
		"to 300.00" },
	{ "a summary of several pages",
		HEAD("08") "<StmtPgntn><PgNb>1</PgNb>"
			   "<LastPgInd>false</LastPgInd></StmtPgntn>" ACCT
			   "<TxsSummry>"
			   "<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"
			   "</TxsSummry>" NTRY("") TAIL,
		"end 1", NULL },
	{ "an envelope",
		"<E><H/><Document xmlns=\"" SPACE "04\">"
		"<BkToCstmrStmt><Stmt>" ACCT NTRY("") TAIL "</E>",
		"end 1", NULL },
	{ "another prefix of the namespace",
		"<Document xmlns=\"ISO:camt.053.001.02:APC:STUZZA\">"
		"<BkToCstmrStmt><Stmt>" ACCT NTRY("") TAIL,
		"end 1", NULL },
};

static void
test_statements(void)
{
	for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
		const char *text = statements[i].text;
		const char *want = statements[i].disagree;
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char label[512];

		if (heard_read(&format_camt053, text, strlen(text), 7, &heard,
			    &err) < 0)
			CHECK_TEXT(err.message, statements[i].label);
		snprintf(label, sizeof(label), "%s: %.400s",
			statements[i].label, buf_text(&heard.text));
		CHECK_CASE(label,
			strstr(buf_text(&heard.text), statements[i].want) !=
				NULL);
		CHECK_TEXT(heard.message, want != NULL ? want : "");
		heard_forget(&heard);
	}
}

/* What is refused, and the words that say so. */
static const struct {
	const char *text, *want;
} bad[] = {
	{ "", "1:1: the file is empty" },
	{ "hello", "1:1: not well-formed XML" },
	{ "<a/>", "no Document of ISO 20022" },
	{ "<Document/>", "no BkToCstmrStmt/Stmt in it" },
	{ "<Document xmlns='" SPACE "02'/>", "no BkToCstmrStmt/Stmt in it" },
	{ "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.052.001.02'/>",
		"an intraday report (camt.052), not a bank statement" },
	{ "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.02'/>",
		"a notice of bookings (camt.054), not a bank statement" },
	{ "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.029.001.02'/>",
		"another message of cash management (camt), not a bank "
		"statement" },
	{ "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'/>",
		"a payment order (pain.001), not a bank statement" },
	{ "<Document xmlns='urn:example'/>",
		"an XML file of another kind, not a bank statement" },
	{ "<!DOCTYPE a><a/>", "a DOCTYPE is not accepted" },
	{ HEAD("02") "<Id>1</Id>" TAIL, "Stmt: Acct is missing" },
	{ HEAD("02") "<Acct><Ccy>CNY</Ccy></Acct>" TAIL,
		"Stmt: Acct/Id is missing" },
	{ HEAD("02") ACCT "\n<Ntry>" CREDIT "</Ntry>" TAIL,
		"2:6: Ntry: Amt is missing" },
	{ HEAD("02") ACCT "\n<Ntry>" AMT("1") "</Ntry>" TAIL,
		"2:6: Ntry: CdtDbtInd is missing" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1") CREDIT "</Ntry>" TAIL,
		"Ntry: BookgDt is missing" },
	{ HEAD("02") ACCT "<Ntry>" AMT("-1") CREDIT "</Ntry>" TAIL,
		"Amt: \"-1\": an amount has no sign" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1e2") CREDIT "</Ntry>" TAIL,
		"Amt: \"1e2\" is not an amount" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1,300.00") CREDIT "</Ntry>" TAIL,
		"is not an amount" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1.001") CREDIT "</Ntry>" TAIL,
		"Amt: \"1.001\" has more than 2 decimal places" },
	{ HEAD("02") ACCT "<Ntry>" AMT("99999999999999999999") CREDIT
		"</Ntry>" TAIL,
		"too large" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1") AMT("1") CREDIT "</Ntry>" TAIL,
		"Amt: it is there twice" },
	{ HEAD("02") ACCT
		"<Ntry>" AMT("1") "<CdtDbtInd>C</CdtDbtInd></Ntry>" TAIL,
		"CdtDbtInd: \"C\" is neither CRDT nor DBIT" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1") CREDIT
		"<Sts>MAYBE</Sts></Ntry>" TAIL,
		"Sts: \"MAYBE\" is not BOOK, PDNG, INFO or FUTR" },
	{ HEAD("02") ACCT "<Ntry>" AMT("1")
			CREDIT ON("2026-02-30") "</Ntry>" TAIL,
		"Dt: " },
	{ HEAD("02") ACCT "<Ntry><Amt Ccy=\"yuan\">1</Amt>" CREDIT
			  "</Ntry>" TAIL,
		"\"yuan\" is not a currency" },
	{ HEAD("02") ACCT BAL("OPBD", "1", "", "2026-11-23")
			BAL("OPBD", "2", "", "2026-11-23") TAIL,
		"two balances OPBD with different amounts" },
	{ HEAD("02") ACCT "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>"
			  "</Bal>" TAIL,
		"Bal: Amt is missing" },
	{ HEAD("02") ACCT NTRY("") "</Stmt></BkToCstmrStmt>",
		"not well-formed XML" },
	{ HEAD("02") ACCT NTRY("&x;") TAIL, "not well-formed XML" },
	{ HEAD("02") ACCT NTRY("<AddtlNtryInf>&#x202E;</AddtlNtryInf>") TAIL,
		"a control, invisible or private character" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char label[1200];
		int rc;

		rc = heard_read(&format_camt053, bad[i].text,
			strlen(bad[i].text), 1, &heard, &err);
		snprintf(label, sizeof(label), "%s: got \"%.900s\"",
			bad[i].want, err.message);
		CHECK_CASE(label, rc == -1);
		CHECK_CASE(label, strstr(err.message, bad[i].want) != NULL);
		CHECK_CASE(
			label, err.message[0] >= '1' && err.message[0] <= '9');
		heard_forget(&heard);
	}
}

/* A batch of very many details must not make one endless remark. */
static void
test_long_batch(void)
{
	struct heard heard = { .begun = 0 };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;

	buf_puts(&text,
		HEAD("02") ACCT "<Ntry>" AMT("1")
			CREDIT ON("2026-11-23") "<NtryDtls>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text,
			"<TxDtls><RmtInf><Ustrd>detail %d</Ustrd>"
			"</RmtInf></TxDtls>",
			i);
	buf_puts(&text, "</NtryDtls></Ntry>" TAIL);
	CHECK_INT(heard_read(&format_camt053, text.s, text.len, 65536, &heard,
			  &err),
		0);
	CU_ASSERT(heard.text.len > 10000 && heard.text.len < 20000);
	buf_release(&text);
	heard_forget(&heard);
}

/* A sink's refusal comes back unchanged, and nothing follows it. */
static int
refuse_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	(void)st, (void)entry;
	++*(long *)ctx;
	return err_set(err, ERR_CONFLICT, "no more");
}

static int
nothing(void *ctx, const struct statement *st, struct err *err)
{
	(void)ctx, (void)st, (void)err;
	return 0;
}

static void
test_sink_refuses(void)
{
	const char *text = HEAD("02") ACCT NTRY("") NTRY("") TAIL;
	struct err err = ERR_INIT;
	long count = 0;
	const struct sink sink = { .ctx = &count,
		.begin = nothing,
		.entry = refuse_entry,
		.end = nothing };
	struct parser *parser =
		format_camt053.open(&format_camt053, &sink, &err);

	CU_ASSERT_PTR_NOT_NULL_FATAL(parser);
	CHECK_INT(format_camt053.feed(parser, text, strlen(text), &err), -1);
	CHECK_INT(err.code, ERR_CONFLICT);
	CHECK_TEXT(err.message, "no more");
	err = (struct err)ERR_INIT;
	CHECK_INT(format_camt053.finish(parser, &err), -1);
	CHECK_TEXT(err.message, "no more");
	CHECK_INT(count, 1);
	format_camt053.close(parser);
}

static const struct test tests[] = {
	{ "an entry says who, when, how much and why", test_entries },
	{ "a statement is what its entries add up to", test_statements },
	{ "what is not a statement is refused with its place", test_bad },
	{ "a batch of many details stays small", test_long_batch },
	{ "the sink's refusal ends the reading", test_sink_refuses },
	{ NULL, NULL },
};

const struct suite test_format_camt = { "format/camt", tests };
