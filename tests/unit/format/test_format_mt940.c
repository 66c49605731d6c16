/*
 * MT940 and MT942: messages made from a template.  Real files are those of
 * test_mt940_corpus.c.
 */
#include "suite.h"

#include "base/err.h"
#include "heard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct format format_mt940;
extern const struct format format_mt942;

/* --- movements --------------------------------------------------------- */

#define HEAD ":20:R1\n:25:62170000000000018\n:28C:7/1\n:60F:C261122CNY1000,00\n"
#define MOVE(tail) ":61:2611231123C300,00NTRF" tail "\n"
#define INFO(text) MOVE("NONREF//B1") ":86:" text "\n"

/* What one movement says. */
static const struct {
	const char *label, *text, *want;
} movements[] = {
	{ "a plain one", MOVE("NONREF"),
		"entry 5 2026-11-23 30000 kind=payment marks=0 id= ref= name= "
		"account= original= remark=\n" },
	{ "a debit", ":61:2611231123D300,00NTRFNONREF\n",
		" -30000 kind=other" },
	{ "a funds letter", ":61:2611231123CY300,00NTRFNONREF\n", " 30000 " },
	{ "DR is a debit with a letter", ":61:2611231123DR6,00NTRFNONREF\n",
		" -600 kind=other marks=0 " },
	{ "RD is money in", ":61:2611231123RD6,00NTRFORD1//B1\n",
		" 600 kind=payment marks=2 id=B1 ref=ORD1 name= account= "
		"original=ORD1 " },
	{ "RC is money out", ":61:2611231123RC6,00NTRFNONREF\n",
		" -600 kind=other marks=2 " },
	{ "RC with a letter", ":61:2611231123RCR204,88NRTINONREF\n",
		" -20488 kind=other marks=2 " },
	{ "expected money is not there",
		":61:2611231123EC6,00NTRFNONREF\n" MOVE("NONREF"),
		"entry 6 2026-11-23 30000 " },
	{ "expected money did not go",
		":61:2611231123ED6,00NTRFNONREF\n" MOVE("NONREF"),
		"entry 6 2026-11-23 30000 " },
	{ "no entry day", ":61:261123C1,00NTRFNONREF\n", " 2026-11-23 100 " },
	{ "blanks for an entry day", ":61:261123    C1,00NTRFNONREF\n",
		" 2026-11-23 100 " },
	{ "the entry day counts", ":61:2611231124C1,00NTRFNONREF\n",
		" 2026-11-24 100 " },
	{ "next year's entry day", ":61:2612310102C1,00NTRFNONREF\n",
		" 2027-01-02 100 " },
	{ "last year's entry day", ":61:2701021231C1,00NTRFNONREF\n",
		" 2026-12-31 100 " },
	{ "a leap day of the year after", ":61:2312310229C1,00NTRFNONREF\n",
		" 2024-02-29 100 " },
	{ "30 February as value day", ":61:2602300301C1,00NTRFNONREF\n",
		" 2026-03-01 100 " },
	{ "the last century", ":61:991231C1,00NTRFNONREF\n",
		" 1999-12-31 100 " },
	{ "no places", ":61:261123C1234,NTRFNONREF\n", " 123400 " },
	{ "nothing before the comma", ":61:261123C,50NTRFNONREF\n", " 50 " },
	{ "one place", ":61:261123C1,5NTRFNONREF\n", " 150 " },
	{ "no comma, filled up", ":61:261123C000000000500NTRFNONREF\n",
		" 50000 " },
	{ "a point", ":61:261123C12.34NTRFNONREF\n", " 1234 " },
	{ "zeros past the fen", ":61:261123C8,85000NTRFNONREF\n", " 885 " },
	{ "zero", ":61:261123C0,00NMSCNONREF\n", " 0 kind=other" },
	{ "charges", ":61:261123D1,00NCHGNONREF\n",
		" -100 kind=other marks=1" },
	{ "commission", ":61:261123D1,00NCOMNONREF\n", "marks=1 " },
	{ "a returned item", ":61:261123C1,00NRTINONREF\n", "marks=2 " },
	{ "a type with blanks", ":61:261123D1,00S   X\n", "ref=X " },
	{ "a type and no reference", ":61:261123D1,00NMSC\n", "ref= " },
	{ "both references", MOVE("ORD-1//BANK 7"), "id=BANK 7 ref=ORD-1 " },
	{ "the bank's own slashes", MOVE("NONREF//O/341//2"), "id=O/341//2 " },
	{ "no reference of the bank", MOVE("01916//NONREF"), "id= ref=01916 " },
	{ "nothing behind the slashes", MOVE("NONREF//"), "id= ref= " },
	{ "where the reference is", MOVE("EREF//B1"), "id=B1 ref= " },
	{ "a second line", MOVE("NONREF//B1\n911 TRANSAKCJA"),
		"remark=911 TRANSAKCJA\n" },
	{ "a name behind a filled reference", MOVE("0900000001      甲公司"),
		"ref=0900000001 name= account= original= remark=甲公司\n" },
	{ "cut in the amount", ":61:2611231123C30\n0,00NTRFR1//B1\nmore\n",
		" 30000 kind=payment marks=0 id=B1 ref=R1 name= account= "
		"original= remark=more\n" },
	{ "cut in the days", ":61:26112\n31123C3,00NTRFR1\n", " 300 " },
	{ "cut in the mark", ":61:2611231123R\nD3,00NTRFR1\n",
		" 300 kind=payment marks=2" },
	{ "cut in the type", ":61:2611231123C3,00NT\nRFR1\n", "ref=R1 " },
};

/* What the texts of one movement say. */
static const struct {
	const char *label, *text, *want;
} texts[] = {
	{ "free text, a line each", INFO("甲  乙\n丙"), "remark=甲 乙\n丙\n" },
	{ "several texts, none twice", INFO("甲") ":86:乙\n:86:甲\n",
		"remark=甲\n乙\n" },
	{ "a full line goes on",
		INFO("1234567890123456789012345678901234567890123456789012345"
		     "6789012345\n678\n9"),
		"9012345678\n9\n" },
	{ "empty", INFO(""), "remark=\n" },
	{ "German codes",
		INFO("166?00GUTSCHRIFT?109310?20HD1?21HD2?30BLZ?31622?32甲"
		     "?33公司?34000?60三?70四"),
		"ref= name=甲公司 account=622 original= "
		"remark=GUTSCHRIFT\n四\nHD1\nHD2\n三\n" },
	{ "a code at the line break", INFO("166?2\n0HD1?3\n1622"),
		"account=622 original= remark=HD1\n" },
	{ "a blank before the business code", INFO(" 020?00A?20B"),
		"remark=A\nB\n" },
	{ "full pieces go on",
		INFO("166?20EREF+12345678901234567890AB?21CD?22SVWZ+HD1"),
		"ref=12345678901234567890ABCD name= account= original= "
		"remark=HD1\n" },
	{ "a keyword across pieces",
		INFO("166?20EREF+1?21MREF+ 12345678901 CRED+ 123?22X S?23V"
		     "WZ+HD1"),
		"ref=1 " },
	{ "all keywords",
		INFO("166?20EREF+E?21KREF+K?22MREF+M?23CRED+C?24DEBT+D?25"
		     "SVWZ+S?26ABWA+A?27ABWE+B"),
		"ref=E name= account= original= remark=S\nA\nB\n" },
	{ "text behind an id is not lost",
		INFO("166?20EREF+E?21MTLG:a?22CRED+C?23b"),
		"ref=E name= account= original= remark=MTLG:a\nb\n" },
	{ "KREF where there is no EREF",
		INFO("166?20EREF+NOTPROVIDED?21KREF+K1?22SVWZ+S"), "ref=K1 " },
	{ "an IBAN instead of a number", INFO("166?311?38PL99?32A"),
		"account=PL99 " },
	{ "no IBAN", INFO("166?311?38 ?32A"), "account=1 " },
	{ "a returned debit", INFO("109?20EREF+E1"),
		"marks=2 id=B1 ref=E1 name= account= original=E1 " },
	{ "a returned transfer", INFO("159?20EREF+E1"), "marks=2 " },
	{ "an unknown code is text", INFO("166?20A?96B"), "remark=A?96B\n" },
	{ "a question is text", INFO("谁付的?20元"), "remark=谁付的?20元\n" },
	{ "two equal texts say a name once",
		INFO("166?32甲?33乙") ":86:166?32甲?33乙\n", "name=甲乙 " },
	{ ">nn", INFO("000>100987654321\n>20A>21B\n>31622>32甲"),
		"name=甲 account=622 original= remark=A\nB\n" },
	{ "<nn", INFO("<00A<20B<30102<31622<32甲<38PL1"),
		"name=甲 account=PL1 original= remark=A\nB\n" },
	{ "our own account is not the other side",
		INFO("166?3162170000000000018?32甲"), "name=甲 account= " },
	{ "/CODE/", INFO("/TRTP/SEPA/IBAN/NL1/BIC/X/NAME/甲/REMI/HD1/EREF/E1"),
		"ref=E1 name=甲 account=NL1 original= remark=SEPA\nHD1\n" },
	{ "/CODE/ at the line break",
		INFO("/EREF/E1/ORDP//NAME/甲\n公司/RE\nMI/HD1/2"),
		"ref=E1 name=甲公司 account= original= remark=HD1/2\n" },
	{ "a party without NAME", INFO(" /ORDP/甲\n /REMI/HD1"),
		"name=甲 account= original= remark=HD1\n" },
	{ "/CNTP/",
		INFO("/EREF/NOTPROVIDED//CNTP/NL1/YFIB/甲/镇//REMI/USTD//HD1"
		     "//PURP/X/"),
		"ref= name=甲 account=NL1 original= remark=HD1\n" },
	{ "an empty /CNTP/", INFO("/CNTP////REMI/USTD//HD1/"),
		"name= account= original= remark=HD1\n" },
	{ "codes that share a slash", INFO("/REMI/NAME/甲"),
		"name=甲 account= original= remark=\n" },
	{ "/RTRN/", INFO("/RTRN/AC01/EREF/E1"),
		"marks=2 id=B1 ref=E1 name= account= original=E1 remark=AC01" },
	{ "Citi's codes", INFO("/PT/FT/PY/HD1\n   2"), "remark=FT\nHD1 2\n" },
	{ "a text before the first code", INFO("/X/1/REMI/HD1"),
		"remark=X/1\nHD1\n" },
	{ "Polish labels",
		INFO("911 A; Z RACH.: \n56; OD: 甲  街; TYT.: HD1  ; \nTNR: 1"),
		"name=甲 account=56 original= remark=911 A\nHD1\n" },
	{ ":NS:",
		MOVE("NONREF") ":NS:01HD1\n02二\n15甲\n16乙\n17汇\n18k\n33b\n"
			       "34622\n自由\n99备\n",
		"name=甲乙 account=622 original= remark=HD1\n二\n汇\n自由\n"
		"备\n" },
	{ "a dash", INFO("甲\n-\n乙"), "remark=甲\n-\n乙\n" },
	{ "a dash at the end", INFO("甲\n-") ":62F:C261123CNY1300,\n",
		"remark=甲\n-\n" },
	{ "a dash and a text", INFO("甲\n-乙\n- 丙"),
		"remark=甲\n-乙\n- 丙\n" },
	{ "minutes that look like a tag", INFO("甲 16\n:20:05 乙\n9\n:25:59"),
		"remark=甲 16\n:20:05 乙\n9\n:25:59\n" },
	{ "a time that looks like a tag", INFO("T13\n:12:11"),
		"remark=T13\n:12:11\n" },
};

static void
check_movement(const char *label, const char *text, const char *want)
{
	struct heard heard = { .begun = 0 };
	struct err err = ERR_INIT;
	char file[4096], shown[600];

	snprintf(file, sizeof(file), "%s%s", HEAD, text);
	if (heard_read(&format_mt940, file, strlen(file), 4096, &heard, &err) <
		0)
		CHECK_TEXT(err.message, label);
	snprintf(shown, sizeof(shown), "%s: %.500s", label,
		buf_text(&heard.text));
	CHECK_CASE(shown, strstr(buf_text(&heard.text), want) != NULL);
	CHECK_CASE(shown, heard.entries == 1 && heard.ended == 1);
	heard_forget(&heard);
}

static void
test_movements(void)
{
	for (size_t i = 0; i < sizeof(movements) / sizeof(*movements); i++)
		check_movement(movements[i].label, movements[i].text,
			movements[i].want);
}

static void
test_texts(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check_movement(texts[i].label, texts[i].text, texts[i].want);
}

/* --- statements -------------------------------------------------------- */

#define PAGE(number, opening, body, closing)                                   \
	":20:R1\n:25:62\n:28C:" number "\n" opening "\n" body closing "\n-\n"
#define INTERIM ":20:I1\n:25:62\n:28C:1/1\n:34F:CNYD0,\n:13D:2611231530+0800\n"

/* Whole files: a part of what is heard, and how many statements. */
static const struct {
	const char *label;
	const struct format *format;
	const char *text, *want;
	long statements, disagreed;
} files[] = {
	{ "a chain", &format_mt940,
		HEAD MOVE("NONREF") ":62F:C261123CNY1300,00\n-\n",
		"end 1 +30000 -0 2026-11-23 2026-11-23 opening=100000 "
		"closing=130000\n",
		1, 0 },
	{ "both figures", &format_mt940,
		HEAD MOVE("NONREF") ":62F:D261123CNY1300,01\n-\n",
		"disagree 6:6: :62F: opening 1000.00 + movements 300.00 = "
		"1300.00, but the closing balance says -1300.01\n",
		1, 1 },
	{ "one day", &format_mt940,
		PAGE("1", ":60F:C261123CNY1,", "", ":62F:C261123CNY1,"),
		"begin 62 CNY R1 - -\nend 0 +0 -0 2026-11-23 2026-11-23 ", 1,
		0 },
	{ "days after the opening balance", &format_mt940,
		PAGE("1", ":60F:C261120CNY1,", "", ":62F:C261123CNY1,"),
		" 2026-11-21 2026-11-23 ", 1, 0 },
	{ "a closing balance without a currency", &format_mt940,
		PAGE("1", ":60F:C261123CNY1,", "", ":62F:C2611231,00"),
		"closing=100\n", 1, 0 },
	{ "31 November in a balance", &format_mt940,
		PAGE("1", ":60F:C261123CNY1,", "", ":62F:C261131CNY1,"),
		"2026-11-24 2026-11-30 ", 1, 0 },
	{ "no balances", &format_mt940,
		":20:R\n:25:62/5CNY\n" MOVE("NONREF") "-\n",
		"begin 5 CNY R - -\n", 1, 0 },
	{ "the days of the movements", &format_mt940,
		":20:R\n:25:62\n" MOVE("A") ":61:261120C1,NTRFB\n-\n",
		"end 2 +30100 -0 2026-11-20 2026-11-23\n", 1, 0 },
	{ "no closing balance", &format_mt940, HEAD, "opening=100000\n", 1, 0 },
	{ "only a closing balance", &format_mt940,
		":20:R\n:25:62\n:62F:C261123CNY1,\n",
		"end 0 +0 -0 2026-11-23 2026-11-23 closing=100\n", 1, 0 },
	{ "an account with its bank and currency", &format_mt940,
		":20:R\n:25: YFDEMOCN/62 17/CNY\n:60F:C261123CNY1,\n",
		"begin 62 17 CNY R - -\n", 1, 0 },
	{ "an account that ends in letters", &format_mt940,
		":20:R\n:25:ABCXYZ\n:60F:C261123CNY1,\n", "begin ABCXYZ CNY", 1,
		0 },
	{ "a statement that does not begin with :20:", &format_mt940,
		":25:62\n:60F:C261123CNY1,\n", "begin 62 CNY  - -\n", 1, 0 },
	{ "pages", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", MOVE("A"),
			":62M:C261123CNY301,")
			PAGE("7/2", ":60M:C261123CNY301,", MOVE("B"),
				":62F:C261123CNY601,"),
		"end 2 +60000 -0 2026-11-23 2026-11-23 opening=100 "
		"closing=60100\n",
		1, 0 },
	{ "pages of one number", &format_mt940,
		PAGE("1/1", ":60F:C261122CNY1,", "", ":62M:C261123CNY1,") PAGE(
			"1/1", ":60M:C261123CNY1,", "", ":62F:C261123CNY1,"),
		"end 0", 1, 0 },
	{ "a page is missing", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", "", ":62M:C261123CNY1,") PAGE(
			"7/3", ":60M:C261123CNY1,", "", ":62F:C261123CNY1,"),
		"page 7/3 follows page 7/1: one is missing\n", 1, 1 },
	{ "a page that does not go on", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", "", ":62M:C261123CNY1,") PAGE(
			"7/2", ":60M:C261123CNY2,", "", ":62F:C261123CNY2,"),
		"a page ends with a balance of 1.00, but the next one begins "
		"with 2.00\n",
		1, 1 },
	{ "a page that does not add up", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", MOVE("A"), ":62M:C261123CNY1,")
			PAGE("7/2", ":60M:C261123CNY1,", "",
				":62F:C261123CNY1,"),
		"opening 1.00 + movements 300.00 = 301.00, but the closing "
		"balance says 1.00\n",
		1, 1 },
	{ "a page of another account", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", "",
			":62M:C261123CNY1,") ":20:R2\n:25:63\n:28C:7/"
					     "2\n:60M:C261123CNY5,\n"
					     ":62M:C261123CNY5,\n-\n",
		"begin 63 CNY R2 - -\n", 2, 0 },
	{ "a new statement after a last page that is not here", &format_mt940,
		PAGE("7/1", ":60F:C261122CNY1,", "", ":62M:C261123CNY1,") PAGE(
			"8/1", ":60F:C261124CNY9,", "", ":62F:C261124CNY9,"),
		"closing=100\n", 2, 0 },
	{ "texts of the statement", &format_mt940,
		HEAD MOVE("A") ":62F:C261123CNY1300,\n:64:C261123CNY1,\n"
			       ":65:C261124CNY1,\n:86:D1C2\n-\n",
		"remark=\nend 1 ", 1, 0 },
	{ "a text before the movement", &format_mt940,
		HEAD ":86:甲\n:86:乙\n" MOVE("A") MOVE("B") ":86:丙\n",
		"remark=甲\n乙\nentry 8 2026-11-23 30000 kind=payment marks=0 "
		"id= ref=B name= account= original= remark=丙\n",
		1, 0 },
	{ "a text and no movement", &format_mt940, HEAD ":86:甲\n", "end 0 ", 1,
		0 },
	{ "blocks", &format_mt940,
		"{1:F01X}{2:O940X}{3:}{4:\n" HEAD "-}{5:{CHK:1}}\n{1:F01X}\n"
		"{2:I940X}\n{4: " HEAD "-}\n",
		"begin 62170000000000018 CNY R1 - -\n", 2, 0 },
	{ "blocks with quotes", &format_mt940,
		"\xef\xbb\xbf@\"{1:F01X}{2:O940X}{4:\n" HEAD "-}{5:}\n",
		"begin 62170000000000018 CNY R1 - -\n", 1, 0 },
	{ "a block ends a message", &format_mt940,
		"{4:\n" HEAD INFO("甲") "{1:F01X}{4:\n" HEAD "-}\n",
		"remark=甲\nend 1", 2, 0 },
	{ "any end", &format_mt940,
		HEAD ":62F:C261122CNY1000,\n-"
		     "XX"
		     "X\nYF\n940\n" HEAD
		     ":62F:C261122CNY1000,\n -  \n\n-\n" HEAD
		     ":62F:C261122CNY1000,\n-å\nä4:\n" HEAD
		     ":62F:C261122CNY1000,\nXX"
		     "X\n",
		"begin", 4, 0 },
	{ "a dash before a message", &format_mt940,
		HEAD INFO("甲\n-") "\n" HEAD INFO("乙\n-"), "remark=甲\nend 1",
		2, 0 },
	{ "CR, LF and both", &format_mt940,
		":20:R\r\r:25:62\r\n:28C:7\n:60F:C261123CNY1,\r\r:86:甲\r",
		"begin 62 CNY R - -\n", 1, 0 },
	{ "framing characters", &format_mt940,
		"\x01\r\n" HEAD ":62F:C261122CNY1000,\n-\x03\n\x01" HEAD
		"-}\x03\r\x1a" HEAD "-\n\x1a\n\x1a",
		"begin", 3, 0 },
	{ "GB18030", &format_mt940, HEAD INFO("\xc9\xcc\xbb\xa7 HD1") "-\n",
		"remark=商户 HD1\n", 1, 0 },
	{ "ISO-8859-1", &format_mt940, HEAD INFO("M\xfcller") "-\n",
		"remark=Müller\n", 1, 0 },
	{ "CP852", &format_mt940, HEAD INFO("t\x82l\xa0 k") "-\n",
		"remark=télá k\n", 1, 0 },
	{ "tags of the bank", &format_mt940,
		":20:R\n:21:X\n:25:62\n:28:00046\n:NS:22a\n23b\n:NSF:c\n"
		":60F:C261123CNY1,\n:13D:2611231530\n:64:x\n-\n",
		"begin 62 CNY R - -\n", 1, 0 },
	{ "yen", &format_mt940,
		":25:62\n:60F:C261122JPY500,00\n:61:261123C300,NTRF\n"
		":62F:C261123JPY900,\n",
		"opening 500 + movements 300 = 800, but the closing balance "
		"says 900\n",
		1, 1 },
	{ "dinars", &format_mt940,
		":25:62\n:60F:C261122KWD0,\n:61:261123C1,234NTRF\n",
		"entry 3 2026-11-23 1234 ", 1, 0 },
	{ "interim", &format_mt942,
		INTERIM MOVE("A") ":61:261123D1,NTRFB\n:90D:1CNY1,\n"
				  ":90C:1CNY300,\n:86:x\n-\n",
		"end 2 +30000 -100 2026-11-23 2026-11-23\n", 1, 0 },
	{ "interim, nothing moved", &format_mt942, INTERIM,
		"begin 62 CNY I1 - -\nend 0 +0 -0 2026-11-23 2026-11-23\n", 1,
		0 },
	{ "interim, another sum", &format_mt942,
		INTERIM MOVE("A") ":90C:1CNY300,01\n",
		"disagree 7:6: :90C: it says a sum of 300.01, but the entries "
		"add up to 300.00\n",
		1, 1 },
	{ "interim, another count", &format_mt942,
		INTERIM MOVE("A") ":90C:2CNY300,\n:90D:0CNY0,\n",
		"disagree 7:6: :90C: it says 2 entries, but there are 1\n", 1,
		1 },
	{ "interim, zero is counted", &format_mt942,
		INTERIM ":61:261123C0,00NTRF\n:90C:1CNY0,\n:90D:0CNY0,\n",
		"end 1 +0 -0", 1, 0 },
	{ "interim, messages are no pages", &format_mt942, INTERIM INTERIM,
		"end 0", 2, 0 },
	{ "interim, no head", &format_mt942, ":34F:EURC1,\n" MOVE("A"),
		"begin  EUR  - -\n", 1, 0 },
};

static void
test_files(void)
{
	static const size_t pieces[] = { 4096, 1, 3 };

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char shown[700];

		for (size_t k = 0; k < sizeof(pieces) / sizeof(*pieces); k++) {
			heard_forget(&heard);
			if (heard_read(files[i].format, files[i].text,
				    strlen(files[i].text), pieces[k], &heard,
				    &err) < 0)
				CHECK_TEXT(err.message, files[i].label);
			snprintf(shown, sizeof(shown), "%s: %.600s",
				files[i].label, buf_text(&heard.text));
			CHECK_CASE(shown,
				strstr(buf_text(&heard.text), files[i].want) !=
					NULL);
			CHECK_CASE(shown, heard.begun == files[i].statements);
			CHECK_CASE(shown, heard.ended == files[i].statements);
			CHECK_CASE(
				shown, heard.disagreed == files[i].disagreed);
		}
		heard_forget(&heard);
	}
}

/* --- what is refused --------------------------------------------------- */

static const struct {
	const struct format *format;
	const char *text, *want;
} bad[] = {
	{ &format_mt940, "", "1:1: no statement (:20:) in it" },
	{ &format_mt940, "940\n", "1:1: no statement (:20:) in it" },
	{ &format_mt940, ":20:R\n:25:1\n-\n",
		"3: a statement without balances and movements ends here" },
	{ &format_mt940, "\n" MOVE("A"), "2:1: :61: outside of a statement" },
	{ &format_mt940, HEAD "-\n:86:x\n",
		"6:1: :86: outside of a statement" },
	{ &format_mt940, HEAD ":61:260230C1,NTRF\n",
		"5:5: :61: value date: \"260230\" is not a day (YYMMDD)" },
	{ &format_mt940, HEAD ":61:2613010101C1,NTRF\n",
		"5:5: :61: value date: \"261301\" is not" },
	{ &format_mt940, HEAD ":61:2611320101C1,NTRF\n",
		"5:5: :61: value date: \"261132\" is not" },
	{ &format_mt940, HEAD ":61:2611231301C1,NTRF\n",
		"5:11: :61: entry date: \"1301\" is not a day (MMDD)" },
	{ &format_mt940, HEAD ":61:26112311C1,NTRF\n",
		"5:5: :61: value date: \"26112311C1\" is neither YYMMDD nor" },
	{ &format_mt940, HEAD ":61:x\n", "5:5: :61: value date: \"x\" is nei" },
	{ &format_mt940, HEAD "  :61:261123 C1,NTRF\n",
		"5:13: :61: mark: \" C\" is not C, D, RC, RD, EC or ED" },
	{ &format_mt940, HEAD ":61:261123\nR\n", "mark: \"R\" is not C, D" },
	{ &format_mt940, HEAD ":61:261123商户\n",
		"5:11: :61: mark: \"商\" is not C, D" },
	{ &format_mt940, HEAD ":61:261123C1,0,0NTRF\n",
		"5:12: :61: amount: \"1,0,0\" is not an amount" },
	{ &format_mt940, HEAD ":61:261123C1.300,00NTRF\n",
		"amount: \"1.300,00\" is not an amount" },
	{ &format_mt940, HEAD ":61:261123C1,300NTRF\n",
		"amount: \"1,300\" may be thousands or three decimal places" },
	{ &format_mt940, HEAD ":61:261123C1,2345NTRF\n",
		"amount: \"1.2345\" has more than 2 decimal places" },
	{ &format_mt940, HEAD ":61:261123C99999999999999999999,NTRF\n",
		"too large" },
	{ &format_mt940, HEAD ":61:261123C-1,NTRF\n", "5:12: :61: amount: " },
	{ &format_mt940, HEAD ":61:261123C1,00 NTRF\n",
		"5:16: :61: transaction type: \" NTR\" is not a letter and" },
	{ &format_mt940, HEAD ":61:261123C1,0\n0NT\nRF\n",
		"6:2: :61: transaction type: \"NT\" is not a letter" },
	{ &format_mt940,
		HEAD ":61:261123C90000000000000000,NTRF\n"
		     ":61:261123C90000000000000000,NTRF\n",
		"6: :61: amount: " },
	{ &format_mt940,
		":20:R\n:60F:C261123CNY90000000000000000,\n"
		":61:261123C90000000000000000,NTRF\n:62F:C261123CNY1,\n",
		"4:6: :62F: amount: " },
	{ &format_mt940, ":20:R\n:60F:X261123CNY1,\n",
		"2:6: :60F: mark: \"X\" is neither C nor D" },
	{ &format_mt940, ":20:R\n:60F:C26112CNY1,\n",
		"2:7: :60F: date: \"26112C\" is not a day (YYMMDD)" },
	{ &format_mt940, ":20:R\n:60F:C261123cny1,\n",
		"2:13: :60F: currency: \"cny\" is not a currency" },
	{ &format_mt940, ":20:R\n:60F:C2611231,\n",
		"2:13: :60F: currency: \"1,\" is not a currency" },
	{ &format_mt940, ":20:R\n:60F:C261123CNY\n",
		"2:16: :60F: amount: \"\" is not an amount" },
	{ &format_mt940, ":20:R\n:60F:C261123CNY1 2\n",
		"2:16: :60F: amount: \"1 2\" is not an amount" },
	{ &format_mt940, HEAD ":62F:C261123USD1,\n",
		"5:13: :62F: currency: USD, but the statement is in CNY" },
	{ &format_mt940, HEAD ":25:2\n",
		"5:5: :25: account: it is there twice" },
	{ &format_mt940, ":20:R\n:25: \n", "2:5: :25: account: it is empty" },
	{ &format_mt940, HEAD ":28C:2\n",
		"5:6: :28C: statement number: it is there twice" },
	{ &format_mt940, ":20:R\n:28C:2/\n",
		"2:6: :28C: statement number: \"2/\" is not a number" },
	{ &format_mt940, HEAD ":60F:C261123CNY1,\n",
		"5:6: :60F: opening balance: it is there twice" },
	{ &format_mt940, HEAD ":62F:C261123CNY1000,\n:62F:C261123CNY1000,\n",
		"6:6: :62F: closing balance: it is there twice" },
	{ &format_mt940, HEAD MOVE("A") ":25:1\n",
		"6:1: :25: after the movements" },
	{ &format_mt940, HEAD ":62F:C261123CNY1000,\n" MOVE("A"),
		"6:1: :61: after the closing balance" },
	{ &format_mt940, HEAD ":77A:x\n",
		"5:1: a tag that a statement does not have" },
	{ &format_mt940, HEAD "x\n", "5:1: a text that belongs to no field" },
	{ &format_mt940, HEAD ":86:甲\n" MOVE("A") ":86:乙\n",
		"7:5: :86: text: a text before the movement and one after" },
	{ &format_mt940, ":20:R\n:34F:CNYD0,\n",
		"2:6: :34F: floor limit: this is an MT942, an interim report" },
	{ &format_mt942, ":20:R\n:60F:C261123CNY1,\n",
		"2:6: :60F: opening balance: this is an MT940, a statement" },
	{ &format_mt942, INTERIM ":62F:C261123CNY1,\n",
		"6:6: :62F: closing balance: this is an MT940, a statement" },
	{ &format_mt942, ":20:R\n:13D:261131\n",
		"2:6: :13D: date: \"261131\" is not a day (YYMMDD)" },
	{ &format_mt942, INTERIM ":90C:CNY1,\n",
		"6:6: :90C: count: it does not begin with a number" },
	{ &format_mt942, INTERIM ":90C:1CNY\n",
		"6:10: :90C: amount: \"\" is not an amount" },
	{ &format_mt942, INTERIM ":90C:1USD1,\n",
		"6:7: :90C: currency: USD, but the statement is in CNY" },
	{ &format_mt940,
		HEAD INFO("a\x01"
			  "b"),
		"6:6: a control, invisible" },
	{ &format_mt940, HEAD INFO("-a\x03"), "6:7: a control, invisible" },
	{ &format_mt940,
		HEAD INFO("a\x1a"
			  "b"),
		"6:6: a control, invisible" },
	{ &format_mt940,
		HEAD INFO("a\n\x01"
			  "b"),
		"7:1: a control, invisible" },
	{ &format_mt940, HEAD INFO("a\u202e"), "6:6: a control, invisible" },
	{ &format_mt940, "\xef\xbb\xbf" HEAD INFO("\xc9\xcc"),
		"6:5: not valid UTF-8" },
	{ &format_mt940, HEAD INFO("\xc9\xcc\xbb\xa7\xff\xff"),
		"6:7: not valid GB18030" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		char label[1400];
		int rc;

		rc = heard_read(bad[i].format, bad[i].text, strlen(bad[i].text),
			1, &heard, &err);
		snprintf(label, sizeof(label), "%s: got \"%.900s\"",
			bad[i].want, err.message);
		CHECK_CASE(label, rc == -1);
		CHECK_CASE(label, strstr(err.message, bad[i].want) != NULL);
		CHECK_CASE(
			label, err.message[0] >= '1' && err.message[0] <= '9');
		CHECK_CASE(label, err.hint[0] != '\0');
		CHECK_CASE(label, strchr(err.message, '\n') == NULL);
		heard_forget(&heard);
	}
}

/* A field of 4 kB is read, one byte more is refused; so is a remark of more
 * than 16 kB in several fields. */
static void
test_limits(void)
{
	static const struct {
		int fields, lines, more;
		bool refused;
	} cases[] = {
		{ 1, 63, 64, false },
		{ 1, 63, 65, true },
		{ 3, 63, 64, false },
		{ 5, 63, 0, true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		struct buf text = BUF_INIT;
		int rc;

		buf_puts(&text, HEAD MOVE("A"));
		for (int field = 0; field < cases[i].fields; field++) {
			buf_puts(&text, ":86:");
			/* 64 bytes a line with its end. */
			for (int line = 0; line < cases[i].lines; line++)
				buf_printf(
					&text, "%063d\n", field * 1000 + line);
			buf_printf(&text, "%0*d\n", cases[i].more - 1, field);
		}
		rc = heard_read(
			&format_mt940, text.s, text.len, 4096, &heard, &err);
		CHECK_CASE(err.message, (rc < 0) == cases[i].refused);
		CHECK_CASE(err.message,
			!cases[i].refused || err.code == ERR_LIMIT);
		buf_release(&text);
		heard_forget(&heard);
	}
}

/* The encoding is told where the first text that is not ASCII stands, however
 * far that is, and holds for the rest. */
static void
test_late_encoding(void)
{
	static const struct {
		int ascii, chinese;
		const char *last, *want;
	} cases[] = {
		{ 1000, 0, "\xc9\xcc\xbb\xa7", "remark=商户\n" },
		{ 1000, 0, "商户", "remark=商户\n" },
		{ 0, 2000, "\xc9\xcc\xbb\xa7", "remark=商户\n" },
		{ 1000, 2000, "\xc9\xcc\xbb\xa7", "remark=商户\n" },
		{ 0, 2000, "\xc9\xff", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct heard heard = { .begun = 0 };
		struct err err = ERR_INIT;
		struct buf text = BUF_INIT;
		int rc;

		buf_puts(&text, HEAD);
		for (int k = 0; k < cases[i].ascii; k++)
			buf_puts(&text, INFO("HD1"));
		for (int k = 0; k < cases[i].chinese; k++)
			buf_puts(&text, INFO("\xbb\xf5\xbf\xee"));
		buf_printf(&text, INFO("%s"), cases[i].last);
		rc = heard_read(
			&format_mt940, text.s, text.len, 5000, &heard, &err);
		if (cases[i].want == NULL) {
			CHECK_CASE(err.message, rc < 0);
		} else {
			CHECK_CASE(err.message, rc == 0);
			CHECK_CASE(cases[i].want,
				strstr(buf_text(&heard.text), cases[i].want) !=
					NULL);
			CHECK_INT(heard.entries,
				cases[i].ascii + cases[i].chinese + 1);
		}
		buf_release(&text);
		heard_forget(&heard);
	}
}

/* --- probes ------------------------------------------------------------ */

static const struct {
	const char *head;
	enum probe statement, interim;
} heads[] = {
	{ HEAD, PROBE_YES, PROBE_NO },
	{ "\xef\xbb\xbf" HEAD, PROBE_YES, PROBE_NO },
	{ "YF\r\n940\r\n:20:R\r:25:1\r:60M:C", PROBE_YES, PROBE_NO },
	{ "\x01{1:F01X}{2:O9401200261123}{4:\n:20:R\n", PROBE_YES, PROBE_NO },
	{ "{2:I940X}\n:20:R\n:25:1\n:34F:CNY0,", PROBE_YES, PROBE_NO },
	{ INTERIM, PROBE_NO, PROBE_YES },
	{ "{2:O942X}{4:\n:20:R\n:25:1\n:60F:C", PROBE_NO, PROBE_YES },
	{ ":20:R\n:25:1\n:13D:26", PROBE_NO, PROBE_YES },
	{ ":20:R\n:25:1\n:28C:1\n:61:26", PROBE_MAYBE, PROBE_NO },
	{ ":25:1\n:60F:C26", PROBE_MAYBE, PROBE_NO },
	{ ":34F:CNY0,\n:61:26", PROBE_NO, PROBE_MAYBE },
	{ ":34F:CNY0,\n", PROBE_NO, PROBE_NO },
	{ ":20:R\n", PROBE_NO, PROBE_NO },
	{ "x:20:R\ny:25:1\nz:60F:C\n", PROBE_NO, PROBE_NO },
	{ "{2:I940X}\n", PROBE_NO, PROBE_NO },
	{ "交易时间,:20:,:25:,:60F:\n", PROBE_NO, PROBE_NO },
	{ "", PROBE_NO, PROBE_NO },
};

static void
test_probe(void)
{
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		const char *head = heads[i].head;

		CHECK_CASE(head,
			format_mt940.probe(&format_mt940, head, strlen(head)) ==
				heads[i].statement);
		CHECK_CASE(head,
			format_mt942.probe(&format_mt942, head, strlen(head)) ==
				heads[i].interim);
	}
}

/* A sink's refusal comes back unchanged. */
static int
refuse_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	(void)ctx, (void)st, (void)entry;
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
	static const char text[] = HEAD MOVE("A") MOVE("B");
	const struct sink sink = { .ctx = NULL,
		.begin = nothing,
		.entry = refuse_entry,
		.end = nothing };
	struct err err = ERR_INIT;
	struct parser *parser = format_mt940.open(&format_mt940, &sink, &err);

	CU_ASSERT_PTR_NOT_NULL_FATAL(parser);
	CHECK_INT(format_mt940.feed(parser, text, strlen(text), &err), 0);
	CHECK_INT(format_mt940.finish(parser, &err), -1);
	CHECK_INT(err.code, ERR_CONFLICT);
	CHECK_TEXT(err.message, "no more");
	CHECK_TEXT(err.hint, "");
	format_mt940.close(parser);
	format_mt940.close(NULL);
}

static const struct test tests[] = {
	{ "a movement says when, how much and its references", test_movements },
	{ "the texts say who and why, in each bank's own way", test_texts },
	{ "messages are statements and their pages", test_files },
	{ "what is not a statement is refused with its place", test_bad },
	{ "long texts are refused, not cut", test_limits },
	{ "the encoding may show late", test_late_encoding },
	{ "the head of a file tells the format", test_probe },
	{ "the sink's refusal ends the reading", test_sink_refuses },
	{ NULL, NULL },
};

const struct suite test_format_mt940 = { "format/mt940", tests };
