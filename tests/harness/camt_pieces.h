#ifndef HARNESS_CAMT_PIECES_H
#define HARNESS_CAMT_PIECES_H

#include "heard.h"

extern const struct format format_camt052;
extern const struct format format_camt053;
extern const struct format format_camt054;

/* Pieces of files. */
#define SPACE "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
#define HEAD(v) "<Document xmlns=\"" SPACE v "\"><BkToCstmrStmt><Stmt>"
#define TAIL "</Stmt></BkToCstmrStmt></Document>"
#define ACCT                                                                   \
	"<Id>S1</Id><Acct><Id><Othr><Id>6217</Id></Othr></Id>"                 \
	"<Ccy>CNY</Ccy></Acct>"
#define BAL(type, amount, ind, date)                                           \
	"<Bal><Tp><CdOrPrtry><Cd>" type "</Cd></CdOrPrtry></Tp>"               \
	"<Amt Ccy=\"CNY\">" amount "</Amt>" ind "<Dt><Dt>" date                \
	"</Dt></Dt></Bal>"
#define CREDIT "<CdtDbtInd>CRDT</CdtDbtInd>"
#define DEBIT "<CdtDbtInd>DBIT</CdtDbtInd>"
#define BOOK "<Sts>BOOK</Sts>"
#define ON(d) "<BookgDt><Dt>" d "</Dt></BookgDt>"
#define AMT(a) "<Amt Ccy=\"CNY\">" a "</Amt>"
#define TX(inner) "<NtryDtls><TxDtls>" inner "</TxDtls></NtryDtls>"
#define NTRY(inner)                                                            \
	"<Ntry>" AMT("300.00") CREDIT BOOK ON("2026-11-23") inner "</Ntry>"

#endif
