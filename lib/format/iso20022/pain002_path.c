#include "format/iso20022/pain002.h"

#include "base/err.h"
#include "format/iso20022/iso20022.h"

#define FIRST_BODY "pain.002.001.02"

/* A reason is called otherwise in version 02. */
#define REASONS(path, reason, text)                                            \
	{ path "StsRsnInf/Rsn/Cd", SCOPE_NONE, reason, true },                 \
		{ path "StsRsnInf/Rsn/Prtry", SCOPE_NONE, reason, true },      \
		{ path "StsRsnInf/StsRsn/Cd", SCOPE_NONE, reason, true },      \
		{ path "StsRsnInf/StsRsn/Prtry", SCOPE_NONE, reason, true },   \
		{ path "StsRsnInf/AddtlInf", SCOPE_NONE, text, true },         \
	{                                                                      \
		path "StsRsnInf/AddtlStsRsnInf", SCOPE_NONE, text, true        \
	}

static const struct pain_field fields[] = {
	{ GROUP, SCOPE_GROUP, SLOT_NONE, false },
	{ GROUP "/OrgnlMsgId", SCOPE_NONE, MESSAGE, false },
	{ GROUP "/GrpSts", SCOPE_NONE, G_STATUS, false },
	REASONS(GROUP "/", G_REASON, G_TEXT),
	{ BLOCK, SCOPE_BLOCK, SLOT_NONE, false },
	{ BLOCK "/OrgnlPmtInfId", SCOPE_NONE, B_PAYMENT, false },
	{ BLOCK "/PmtInfSts", SCOPE_NONE, B_STATUS, false },
	REASONS(BLOCK "/", B_REASON, B_TEXT),
};

/* Payments stand in their block; in version 02, which has none, in the body. */
static const struct pain_field payment_fields[] = {
	{ PAYMENT, SCOPE_PAYMENT, SLOT_NONE, false },
	{ PAYMENT "/OrgnlPmtInfId", SCOPE_NONE, T_PAYMENT, false },
	{ PAYMENT "/OrgnlInstrId", SCOPE_NONE, T_INSTRUCTION, false },
	{ PAYMENT "/OrgnlEndToEndId", SCOPE_NONE, T_END_TO_END, false },
	{ PAYMENT "/TxSts", SCOPE_NONE, T_STATUS, false },
	REASONS(PAYMENT "/", T_REASON, T_TEXT),
};

#define COUNT_OF(table) (sizeof(table) / sizeof(*(table)))

static int
add_all(struct elements *elements, struct element *at,
	const struct pain_field *table, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (elements_add(elements, at, table[i].path, &table[i], err) ==
			NULL)
			return -1;
	return 0;
}

static int
add_body(struct elements *elements, const char *name, struct err *err)
{
	struct element *body =
		elements_add(elements, elements->root, name, NULL, err);
	struct element *block;

	if (body == NULL ||
		add_all(elements, body, fields, COUNT_OF(fields), err) < 0)
		return -1;
	block = elements_add(elements, body, BLOCK, NULL, err);
	if (block == NULL ||
		add_all(elements, block, payment_fields,
			COUNT_OF(payment_fields), err) < 0)
		return -1;
	return add_all(
		elements, body, payment_fields, COUNT_OF(payment_fields), err);
}

int
pain002_elements(struct elements *elements, struct err *err)
{
	if (elements_add(elements, NULL, "Document", NULL, err) == NULL ||
		add_body(elements, iso20022_named("pain.002")->body, err) < 0)
		return -1;
	return add_body(elements, FIRST_BODY, err);
}
