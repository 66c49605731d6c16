#include "format/iso20022/camt.h"

#include "base/err.h"

#include <string.h>

#define NTRY "Ntry/"
#define DETAILS NTRY "NtryDtls/"
#define TX DETAILS "TxDtls/"
#define PARTY TX "RltdPties/"
#define SUMMARY "TxsSummry/"
#define KEEP(path, slot)                                                       \
	{                                                                      \
		path, EVENT_NONE, slot, MODE_KEEP, SLOT_NONE                   \
	}
#define ONCE(path, slot)                                                       \
	{                                                                      \
		path, EVENT_NONE, slot, MODE_ONCE, SLOT_NONE                   \
	}
#define JOIN(path, slot)                                                       \
	{                                                                      \
		path, EVENT_NONE, slot, MODE_JOIN, SLOT_NONE                   \
	}
#define MONEY(path, slot, ccy)                                                 \
	{                                                                      \
		path, EVENT_NONE, slot, MODE_ONCE, ccy                         \
	}
#define LINE(path)                                                             \
	{                                                                      \
		path, EVENT_NONE, SLOT_NONE, MODE_REMARK, SLOT_NONE            \
	}
#define SCOPE(path, event)                                                     \
	{                                                                      \
		path, event, SLOT_NONE, MODE_KEEP, SLOT_NONE                   \
	}

/*
 * The elements that are read, of all versions at once: a version lacks some
 * of them, none uses a path for something else.  Names of parties stand in
 * Nm to .07, in Pty/Nm or Agt/FinInstnId/Nm from .08 on; Sts is a text to
 * .07, a choice from .08 on.  In .01 an account has other ids, and TxDtls stand
 * in Ntry itself.
 */
static const struct camt_field statement = SCOPE("", EVENT_STMT);
static const struct camt_field created = KEEP("GrpHdr/CreDtTm", MSG_CREATED);

static const struct camt_field fields[] = {
	KEEP("Id", ST_ID),
	KEEP("CreDtTm", ST_CREATED),
	KEEP("FrToDt/FrDtTm", ST_FROM),
	KEEP("FrToDt/ToDtTm", ST_TO),
	KEEP("RptPgntn/PgNb", ST_PAGE),
	KEEP("RptPgntn/LastPgInd", ST_LAST_PAGE),
	KEEP("StmtPgntn/PgNb", ST_PAGE),
	KEEP("StmtPgntn/LastPgInd", ST_LAST_PAGE),
	KEEP("NtfctnPgntn/PgNb", ST_PAGE),
	KEEP("NtfctnPgntn/LastPgInd", ST_LAST_PAGE),
	SCOPE("Acct", EVENT_ACCT),
	KEEP("Acct/Id/IBAN", ST_IBAN),
	KEEP("Acct/Id/Othr/Id", ST_OTHER),
	KEEP("Acct/Id/BBAN", ST_OTHER),
	KEEP("Acct/Id/PrtryAcct/Id", ST_OTHER),
	KEEP("Acct/Ccy", ST_CURRENCY),

	KEEP(SUMMARY "TtlNtries/NbOfNtries", ST_TOTAL_COUNT),
	KEEP(SUMMARY "TtlNtries/Sum", ST_TOTAL_SUM),
	KEEP(SUMMARY "TtlCdtNtries/NbOfNtries", ST_CREDIT_COUNT),
	KEEP(SUMMARY "TtlCdtNtries/Sum", ST_CREDIT_SUM),
	KEEP(SUMMARY "TtlDbtNtries/NbOfNtries", ST_DEBIT_COUNT),
	KEEP(SUMMARY "TtlDbtNtries/Sum", ST_DEBIT_SUM),

	SCOPE("Bal", EVENT_BAL),
	KEEP("Bal/Tp/CdOrPrtry/Cd", BAL_TYPE),
	MONEY("Bal/Amt", BAL_AMOUNT, BAL_CURRENCY),
	ONCE("Bal/CdtDbtInd", BAL_SIDE),
	KEEP("Bal/Dt/Dt", BAL_DAY),
	KEEP("Bal/Dt/DtTm", BAL_DAY),

	SCOPE("Ntry", EVENT_NTRY),
	KEEP(NTRY "NtryRef", N_REFERENCE),
	MONEY(NTRY "Amt", N_AMOUNT, N_CURRENCY),
	ONCE(NTRY "CdtDbtInd", N_SIDE),
	ONCE(NTRY "RvslInd", N_REVERSAL),
	ONCE(NTRY "Sts", N_STATUS),
	ONCE(NTRY "Sts/Cd", N_STATUS),
	ONCE(NTRY "Sts/Prtry", N_STATUS),
	KEEP(NTRY "BookgDt/Dt", N_BOOKED),
	KEEP(NTRY "BookgDt/DtTm", N_BOOKED),
	KEEP(NTRY "ValDt/Dt", N_VALUE),
	KEEP(NTRY "ValDt/DtTm", N_VALUE),
	KEEP(NTRY "AcctSvcrRef", N_SERVICER),
	KEEP(NTRY "BkTxCd/Domn/Fmly/Cd", N_FAMILY),
	KEEP(NTRY "BkTxCd/Domn/Fmly/SubFmlyCd", N_SUBFAMILY),
	KEEP(NTRY "BkTxCd/Prtry/Cd", N_PROPRIETARY),
	KEEP(NTRY "Chrgs/TtlChrgsAndTaxAmt", N_CHARGES),
	KEEP(NTRY "Chrgs/Amt", N_CHARGE),
	KEEP(NTRY "Chrgs/Rcrd/Amt", N_CHARGE),
	LINE(NTRY "AddtlNtryInf"),

	SCOPE(DETAILS "TxDtls", EVENT_TX),
	KEEP(TX "Refs/EndToEndId", T_END_TO_END),
	KEEP(TX "Refs/InstrId", T_INSTRUCTION),
	KEEP(TX "Refs/AcctSvcrRef", T_SERVICER),
	KEEP(TX "Refs/OrgnlEndToEndId", T_ORIGINAL),
	KEEP(PARTY "Dbtr/Nm", T_DEBTOR),
	KEEP(PARTY "Dbtr/Pty/Nm", T_DEBTOR),
	KEEP(PARTY "Dbtr/Agt/FinInstnId/Nm", T_DEBTOR),
	KEEP(PARTY "DbtrAcct/Id/IBAN", T_DEBTOR_ACCOUNT),
	KEEP(PARTY "DbtrAcct/Id/Othr/Id", T_DEBTOR_ACCOUNT),
	KEEP(PARTY "UltmtDbtr/Nm", T_DEBTOR_ULTIMATE),
	KEEP(PARTY "UltmtDbtr/Pty/Nm", T_DEBTOR_ULTIMATE),
	KEEP(PARTY "Cdtr/Nm", T_CREDITOR),
	KEEP(PARTY "Cdtr/Pty/Nm", T_CREDITOR),
	KEEP(PARTY "Cdtr/Agt/FinInstnId/Nm", T_CREDITOR),
	KEEP(PARTY "CdtrAcct/Id/IBAN", T_CREDITOR_ACCOUNT),
	KEEP(PARTY "CdtrAcct/Id/Othr/Id", T_CREDITOR_ACCOUNT),
	KEEP(PARTY "UltmtCdtr/Nm", T_CREDITOR_ULTIMATE),
	KEEP(PARTY "UltmtCdtr/Pty/Nm", T_CREDITOR_ULTIMATE),
	LINE(TX "RmtInf/Ustrd"),
	LINE(TX "RmtInf/Strd/CdtrRefInf/Ref"),
	LINE(TX "RmtInf/Strd/RfrdDocInf/Nb"),
	LINE(TX "RmtInf/Strd/AddtlRmtInf"),
	LINE(TX "AddtlTxInf"),

	SCOPE(TX "RtrInf", EVENT_RETURN),
	KEEP(TX "RtrInf/Rsn/Cd", R_CODE),
	KEEP(TX "RtrInf/Rsn/Prtry", R_CODE),
	JOIN(TX "RtrInf/AddtlInf", R_TEXT),
	KEEP(TX "RtrInf/OrgnlEndToEndId", T_ORIGINAL),
};

/* The body is called otherwise in version 01: both lead to the same. */
static int
add_body(struct elements *elements, const char *body,
	const struct camt_kind *kind, struct err *err)
{
	struct element *at =
		elements_add(elements, elements->root, body, NULL, err);
	struct element *entry;

	if (at == NULL ||
		elements_add(elements, at, created.path, &created, err) == NULL)
		return -1;
	at = elements_add(elements, at, kind->statement, &statement, err);
	if (at == NULL)
		return -1;
	entry = elements_add(elements, at, "Ntry", NULL, err);
	if (entry == NULL)
		return -1;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		const struct camt_field *f = &fields[i];

		if (elements_add(elements, at, f->path, f, err) == NULL)
			return -1;
		if (strncmp(f->path, DETAILS, strlen(DETAILS)) == 0 &&
			elements_add(elements, entry, f->path + strlen(DETAILS),
				f, err) == NULL)
			return -1;
	}
	return 0;
}

int
camt_elements(struct elements *elements, const struct camt_kind *kind,
	struct err *err)
{
	if (elements_add(elements, NULL, "Document", NULL, err) == NULL ||
		add_body(elements, iso20022_named(kind->message)->body, kind,
			err) < 0)
		return -1;
	return add_body(elements, kind->first, kind, err);
}
