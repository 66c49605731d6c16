/*
 * pain.002: small reports, and where it is there the corpus of real files.
 */
#include "suite.h"

#include "parse.h"

#include <stdlib.h>
#include <string.h>

#define CORPUS "../shared/corpus/"
#define SPACE "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
#define HEAD(v) "<Document xmlns='" SPACE v "'><CstmrPmtStsRpt>"
#define TAIL "</CstmrPmtStsRpt></Document>"
#define GROUP(inner)                                                           \
	"<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId>" inner                 \
	"</OrgnlGrpInfAndSts>"
#define BLOCK(inner)                                                           \
	"\n<OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>" inner         \
	"</OrgnlPmtInfAndSts>"
#define PAYMENT(inner) "\n<TxInfAndSts>" inner "</TxInfAndSts>"
#define ID(id) "<OrgnlEndToEndId>" id "</OrgnlEndToEndId>"
#define REASON(inner) "<StsRsnInf>" inner "</StsRsnInf>"
#define CODE(code) "<Rsn><Cd>" code "</Cd></Rsn>"

extern const struct format format_pain002;

/* All that is heard of a report. */
static const struct {
	const char *label, *text, *want;
} good[] = {
	{ "the whole message", HEAD("03") GROUP("<GrpSts>ACTC</GrpSts>") TAIL,
		"1 status M1 - - ACTC - []\n" },
	{ "why it was rejected",
		HEAD("10") GROUP("<GrpSts>RJCT</GrpSts>" REASON(CODE(
			"AM10") "<AddtlInf>a</AddtlInf><AddtlInf>b</AddtlInf>"))
			TAIL,
		"1 status M1 - - RJCT AM10 [a b]\n" },
	{ "a reason without a status",
		HEAD("03") GROUP(REASON("<Rsn><Prtry>X1</Prtry></Rsn>")) TAIL,
		"1 status M1 - - - X1 []\n" },
	{ "nothing is said", HEAD("11") GROUP("") TAIL, "" },
	{ "a block",
		HEAD("03") GROUP("") BLOCK("<PmtInfSts>ACCP</PmtInfSts>") TAIL,
		"2 status M1 P1 - ACCP - []\n" },
	{ "a block before its payments",
		HEAD("03") GROUP("") BLOCK(
			"<PmtInfSts>PART</PmtInfSts>" PAYMENT(
				ID("E1") "<TxSts>RJCT</TxSts>" REASON(
					CODE("AC01") "<AddtlInf>t</AddtlInf>"))
				PAYMENT(ID("E2") "<TxSts>PDNG</TxSts>")) TAIL,
		"2 status M1 P1 - PART - []\n"
		"3 status M1 P1 E1 RJCT AC01 [t]\n"
		"4 status M1 P1 E2 PDNG - []\n" },
	{ "a block that says nothing itself",
		HEAD("03") GROUP("")
			BLOCK(PAYMENT(ID("E1") "<TxSts>ACSP</TxSts>")) TAIL,
		"3 status M1 P1 E1 ACSP - []\n" },
	{ "two blocks",
		HEAD("03") GROUP("") BLOCK(PAYMENT(
			ID("E1"))) "<OrgnlPmtInfAndSts><OrgnlPmtInfId>P2</"
				   "OrgnlPmtInfId>" PAYMENT(ID("E2")) "</"
								      "OrgnlPmt"
								      "InfAndSt"
								      "s>" TAIL,
		"3 status M1 P1 E1 - - []\n4 status M1 P2 E2 - - []\n" },
	{ "no end-to-end id: the instruction's",
		HEAD("03") GROUP("") BLOCK(PAYMENT(
			"<OrgnlInstrId>I1</OrgnlInstrId>" ID("NOTPROVIDED")))
			TAIL,
		"3 status M1 P1 I1 - - []\n" },
	{ "several reasons",
		HEAD("03") GROUP("") BLOCK(PAYMENT(ID("E1") REASON(CODE("AC01"))
				REASON(CODE("NARR")))) TAIL,
		"3 status M1 P1 E1 - AC01 NARR []\n" },
	{ "version 02, which has no blocks",
		"<Document xmlns='" SPACE
		"02'><pain.002.001.02>" GROUP("<GrpSts>PART</GrpSts>")
			PAYMENT("<OrgnlPmtInfId>P9</OrgnlPmtInfId>" ID(
				"E1") "<TxSts>RJCT</TxSts>" REASON("<StsRsn><"
								   "Cd>AC04</"
								   "Cd></"
								   "StsRsn>"
								   "<AddtlStsRs"
								   "nInf>x</"
								   "AddtlStsRsn"
								   "Inf>")) "</"
									    "pa"
									    "in"
									    ".0"
									    "02"
									    ".0"
									    "01"
									    ".0"
									    "2>"
									    "</"
									    "Do"
									    "cu"
									    "me"
									    "nt"
									    ">",
		"1 status M1 - - PART - []\n"
		"2 status M1 P9 E1 RJCT AC04 [x]\n" },
	{ "no namespace",
		"<Document><CstmrPmtStsRpt>" GROUP("<GrpSts>RCVD</GrpSts>")
			TAIL,
		"1 status M1 - - RCVD - []\n" },
};

static void
test_good(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct buf heard = BUF_INIT;
		struct err err = ERR_INIT;

		parse_dump(&format_pain002, good[i].text, strlen(good[i].text),
			3, &heard, &err);
		CHECK_CASE(good[i].label, err.code == ERR_NONE);
		CHECK_TEXT(buf_text(&heard), good[i].want);
		buf_release(&heard);
	}
}

static const struct {
	const char *text, *want;
} bad[] = {
	{ "<a/>", "no Document of ISO 20022" },
	{ HEAD("03") TAIL, "no CstmrPmtStsRpt/OrgnlGrpInfAndSts in it" },
	{ HEAD("03") "<OrgnlGrpInfAndSts></OrgnlGrpInfAndSts>" TAIL,
		"1: OrgnlGrpInfAndSts/OrgnlMsgId is missing" },
	{ HEAD("03") BLOCK("<PmtInfSts>ACCP</PmtInfSts>") TAIL,
		"2: OrgnlGrpInfAndSts/OrgnlMsgId is missing" },
	{ HEAD("03") GROUP("") "\n<OrgnlPmtInfAndSts><PmtInfSts>RJCT"
			       "</PmtInfSts></OrgnlPmtInfAndSts>" TAIL,
		"2: OrgnlPmtInfAndSts/OrgnlPmtInfId is missing" },
	{ HEAD("03") GROUP("") BLOCK(PAYMENT("<TxSts>RJCT</TxSts>")) TAIL,
		"3: TxInfAndSts/OrgnlEndToEndId is missing" },
	{ HEAD("03") GROUP("") BLOCK(PAYMENT(
		  ID("E1") "<TxSts>RJCT</TxSts><TxSts>ACCP</TxSts>")) TAIL,
		"TxInfAndSts/TxSts: it is there twice" },
	{ "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'/>",
		"a payment order (pain.001), not a payment status report" },
	{ "<!DOCTYPE a><a/>", "a DOCTYPE is not accepted" },
	{ HEAD("03") GROUP(""), "not well-formed XML" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct buf heard = BUF_INIT;
		struct err err = ERR_INIT;
		int rc = parse_dump(&format_pain002, bad[i].text,
			strlen(bad[i].text), 0, &heard, &err);

		CHECK_CASE(bad[i].want, rc == -1);
		CHECK_CASE(
			err.message, strstr(err.message, bad[i].want) != NULL);
		CHECK_CASE(err.message,
			err.message[0] >= '1' && err.message[0] <= '9');
		buf_release(&heard);
	}
}

/* Who does not want it is not told, and what is wrong is still found. */
static void
test_not_wanted(void)
{
	const char *text = HEAD("03") GROUP("<GrpSts>ACTC</GrpSts>") TAIL;
	const struct sink sink = { .status = NULL };
	struct err err = ERR_INIT;

	CHECK_INT(parse_bytes(
			  &format_pain002, text, strlen(text), 0, &sink, &err),
		0);
	text = HEAD("03") GROUP("") BLOCK(PAYMENT("")) TAIL;
	CHECK_INT(parse_bytes(
			  &format_pain002, text, strlen(text), 0, &sink, &err),
		-1);
}

/* --- the corpus -------------------------------------------------------- */

static long
count(const char *text, const char *word)
{
	long n = 0;

	while ((text = strstr(text, word)) != NULL) {
		text += strlen(word);
		n++;
	}
	return n;
}

static void
check_report(const char *name, const char *text, size_t len)
{
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;
	const char *heard_text;

	CHECK_CASE(name, format_probe(text, len, &err) == &format_pain002);
	CHECK_CASE(name,
		parse_dump(&format_pain002, text, len, 100, &heard, &err) == 0);
	heard_text = buf_text(&heard);
	CHECK_CASE(name,
		count(heard_text, " status ") ==
			count(text, "<GrpSts>") + count(text, "<PmtInfSts>") +
				count(text, "<TxInfAndSts>"));
	CHECK_CASE(name, count(heard_text, " RJCT ") == count(text, ">RJCT<"));
	CHECK_CASE(name, count(heard_text, " AC01 ") == count(text, ">AC01<"));
	CHECK_CASE(name,
		count(heard_text, " - []") ==
			count(heard_text, " status ") -
				count(text, "<StsRsnInf>"));
	buf_release(&heard);
}

static void
check_order(const char *name, const char *text, size_t len)
{
	struct err err = ERR_INIT;

	CHECK_CASE(name,
		format_probe(text, len < FORMAT_HEAD ? len : FORMAT_HEAD,
			&err) == NULL);
	CHECK_TEXT(err.message, "a payment order (pain.001), not a statement");
	CHECK_CASE(name, err.hint[0] != '\0');
}

static void
test_corpus(void)
{
	int reports = 0, orders = 0;
	size_t len;
	char *index = slurp(CORPUS "INDEX.tsv", &len), *save = NULL, *line;

	if (index == NULL) {
		puts("SKIPPED: format_pain002 corpus: " CORPUS
		     "INDEX.tsv is not there");
		CU_PASS("skipped");
		return;
	}
	for (line = strtok_r(index, "\n", &save); line != NULL;
		line = strtok_r(NULL, "\n", &save)) {
		const bool report = strncmp(line, "pain.002", 8) == 0;
		char path[1024], *text;

		if (!report && strncmp(line, "pain.001", 8) != 0)
			continue;
		snprintf(path, sizeof(path), CORPUS "%.*s",
			(int)strcspn(line, "\t"), line);
		text = slurp(path, &len);
		CHECK_CASE(path, text != NULL);
		if (text == NULL)
			continue;
		(report ? check_report : check_order)(path, text, len);
		reports += report;
		orders += !report;
		free(text);
	}
	CU_ASSERT(reports >= 10);
	CU_ASSERT(orders >= 14);
	free(index);
}

static const struct test tests[] = {
	{ "a report says what became of payments", test_good },
	{ "what is no report is refused with its place", test_bad },
	{ "a sink that wants no statuses is not told", test_not_wanted },
	{ "real reports are read, real orders refused", test_corpus },
	{ NULL, NULL },
};

const struct suite test_format_pain002 = { "format/pain002", tests };
