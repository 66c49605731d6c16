#include "format/camt.h"

#include "base/err.h"

#include <string.h>

#define STMT "Stmt/"
#define NTRY STMT "Ntry/"
#define TX NTRY "NtryDtls/TxDtls/"
#define PARTY TX "RltdPties/"
#define SUMMARY STMT "TxsSummry/"
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
 * .07, a choice from .08 on.
 */
static const struct camt_field fields[] = {
	SCOPE("Stmt", EVENT_STMT),
	KEEP(STMT "Id", ST_ID),
	KEEP(STMT "CreDtTm", ST_CREATED),
	KEEP(STMT "FrToDt/FrDtTm", ST_FROM),
	KEEP(STMT "FrToDt/ToDtTm", ST_TO),
	KEEP(STMT "StmtPgntn/PgNb", ST_PAGE),
	KEEP(STMT "StmtPgntn/LastPgInd", ST_LAST_PAGE),
	SCOPE(STMT "Acct", EVENT_ACCT),
	KEEP(STMT "Acct/Id/IBAN", ST_IBAN),
	KEEP(STMT "Acct/Id/Othr/Id", ST_OTHER),
	KEEP(STMT "Acct/Ccy", ST_CURRENCY),

	KEEP(SUMMARY "TtlNtries/NbOfNtries", ST_TOTAL_COUNT),
	KEEP(SUMMARY "TtlNtries/Sum", ST_TOTAL_SUM),
	KEEP(SUMMARY "TtlCdtNtries/NbOfNtries", ST_CREDIT_COUNT),
	KEEP(SUMMARY "TtlCdtNtries/Sum", ST_CREDIT_SUM),
	KEEP(SUMMARY "TtlDbtNtries/NbOfNtries", ST_DEBIT_COUNT),
	KEEP(SUMMARY "TtlDbtNtries/Sum", ST_DEBIT_SUM),

	SCOPE(STMT "Bal", EVENT_BAL),
	KEEP(STMT "Bal/Tp/CdOrPrtry/Cd", BAL_TYPE),
	MONEY(STMT "Bal/Amt", BAL_AMOUNT, BAL_CURRENCY),
	ONCE(STMT "Bal/CdtDbtInd", BAL_SIDE),
	KEEP(STMT "Bal/Dt/Dt", BAL_DAY),
	KEEP(STMT "Bal/Dt/DtTm", BAL_DAY),

	SCOPE(STMT "Ntry", EVENT_NTRY),
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

	SCOPE(NTRY "NtryDtls/TxDtls", EVENT_TX),
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

static struct camt_node *
find(const struct camt_node *node, const char *name, size_t len)
{
	struct camt_node *child = node->child;

	while (child != NULL &&
		(child->name_len != len || memcmp(child->name, name, len) != 0))
		child = child->next;
	return child;
}

struct camt_node *
camt_child(const struct camt_node *node, const char *name)
{
	return find(node, name, strlen(name));
}

/* The node called ${name} in ${parent}, made if there is none. */
static struct camt_node *
grow(struct camt_node *parent, const char *name, size_t len,
	struct arena *arena, struct err *err)
{
	struct camt_node *node = find(parent, name, len), **last;

	if (node != NULL)
		return node;
	node = arena_alloc(arena, sizeof(*node), err);
	if (node == NULL)
		return NULL;
	node->name = name;
	node->name_len = len;
	node->parent = parent;
	for (last = &parent->child; *last != NULL; last = &(*last)->next)
		;
	*last = node;
	return node;
}

static int
add(struct camt_node *root, const struct camt_field *field, struct arena *arena,
	struct err *err)
{
	const char *name = field->path;
	struct camt_node *node = root;

	for (;;) {
		const size_t len = strcspn(name, "/");

		node = grow(node, name, len, arena, err);
		if (node == NULL)
			return -1;
		if (name[len] == '\0')
			break;
		name += len + 1;
	}
	node->field = field;
	return 0;
}

struct camt_node *
camt_tree(struct arena *arena, struct err *err)
{
	struct camt_node *root = arena_alloc(arena, sizeof(*root), err);
	struct camt_node *body;

	if (root == NULL)
		return NULL;
	root->name = "Document";
	body = grow(root, "BkToCstmrStmt", strlen("BkToCstmrStmt"), arena, err);
	if (body == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (add(body, &fields[i], arena, err) < 0)
			return NULL;
	return root;
}
