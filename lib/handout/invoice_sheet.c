#include "handout/invoice_sheet.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"
#include "model/money.h"
#include "model/tax.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_SIZE 256
#define REMARK_CHARS 230

const char *const invoice_sheet_names[INVOICE_SHEETS] = { "1-发票基本信息",
	"2-发票明细信息" };

/* --- values: NULL is a blank cell, ${err} is set if memory is out --- */

struct valuing {
	const struct invoice_item *item;
	struct arena *arena;
	struct err *err;
};

typedef const char *value_fn(const struct valuing *v);

static const char *
filled(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static const char *
serial(const struct valuing *v)
{
	return v->item->serial;
}

static const char *
kind(const struct valuing *v)
{
	return v->item->buyer.special ? "增值税专用发票" : "普通发票";
}

static const char *
with_tax(const struct valuing *v)
{
	(void)v;
	return "是";
}

static const char *
is_natural(const struct valuing *v)
{
	return v->item->buyer.is_natural ? "是" : "否";
}

static const char *
title(const struct valuing *v)
{
	return filled(v->item->buyer.title);
}

static const char *
tax_no(const struct valuing *v)
{
	return filled(v->item->buyer.tax_no);
}

/* An ordinary invoice carries title and tax number only (domain.md). */
static const char *
of_special(const struct valuing *v, const char *text)
{
	return v->item->buyer.special ? filled(text) : NULL;
}

static const char *
address(const struct valuing *v)
{
	return of_special(v, v->item->buyer.address);
}

static const char *
phone(const struct valuing *v)
{
	return of_special(v, v->item->buyer.phone);
}

static const char *
bank(const struct valuing *v)
{
	return of_special(v, v->item->buyer.bank);
}

static const char *
account(const struct valuing *v)
{
	return of_special(v, v->item->buyer.account);
}

static const char *
show(const struct valuing *v)
{
	return of_special(v, "展示地址、电话、开户银行及银行账号");
}

static const char *
email(const struct valuing *v)
{
	return filled(v->item->buyer.email);
}

/* The orders, as many as a remark holds: "SZ1 SZ2 ... 等 300 单". */
static const char *
remark(const struct valuing *v)
{
	const char *orders = v->item->orders;
	size_t len = REMARK_CHARS - 20;
	int count = 1;

	if (utf8_count(orders, strlen(orders)) <= REMARK_CHARS)
		return filled(orders);
	for (const char *at = orders; *at != '\0'; at++)
		count += *at == ' ';
	/* Order numbers are ASCII. */
	while (len > 0 && orders[len] != ' ')
		len--;
	return arena_format(
		v->arena, v->err, "%.*s 等 %d 单", (int)len, orders, count);
}

static const char *
tax_name(const struct valuing *v)
{
	return v->item->tax_name;
}

static const char *
tax_code(const struct valuing *v)
{
	return v->item->tax_code;
}

static const char *
gross(const struct valuing *v)
{
	char text[MONEY_TEXT_SIZE];

	return arena_format(
		v->arena, v->err, "%s", money_text(v->item->gross, text));
}

static const char *
rate(const struct valuing *v)
{
	char text[TAX_RATE_TEXT_SIZE];

	return arena_format(
		v->arena, v->err, "%s", tax_rate_text(v->item->rate, text));
}

/* Headers as they stand in row 3, without white space. */
static const struct field {
	const char *header;
	value_fn *value;
} head_fields[] = {
	{ "发票流水号", serial },
	{ "发票类型", kind },
	{ "是否含税", with_tax },
	{ "受票方自然人标识", is_natural },
	{ "购买方名称", title },
	{ "购买方纳税人识别号", tax_no },
	{ "购买方地址", address },
	{ "购买方电话", phone },
	{ "购买方开户银行", bank },
	{ "购买方银行账号", account },
	{ "是否展示购买方地址电话银行账号", show },
	{ "备注", remark },
	{ "购买方邮箱", email },
}, line_fields[] = {
	{ "发票流水号", serial },
	{ "项目名称", tax_name },
	{ "商品和服务税收编码", tax_code },
	{ "金额", gross },
	{ "税率", rate },
};

static const struct {
	const struct field *at;
	size_t count;
} fields[INVOICE_SHEETS] = {
	{ head_fields, sizeof(head_fields) / sizeof(*head_fields) },
	{ line_fields, sizeof(line_fields) / sizeof(*line_fields) },
};

/* --- headers and rules --- */

/* Without white space; cut at the size, which no header of ours reaches. */
static const char *
squeeze(const char *text, char *out)
{
	size_t len = 0;

	for (; *text != '\0' && len < HEADER_SIZE - 1; text++)
		if (strchr(" \t\r\n", *text) == NULL)
			out[len++] = *text;
	out[len] = '\0';
	return out;
}

static bool
starts_with(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* "必填(限20字符)", "专票必填", "有条件必填", "非必填（限2字符）". */
static int
read_rule(const char *text, struct invoice_rule *rule)
{
	char rule_text[HEADER_SIZE];
	const char *limit;

	squeeze(text, rule_text);
	rule->always = starts_with(rule_text, "必填");
	rule->of_special = starts_with(rule_text, "专票必填");
	if (!rule->always && !rule->of_special &&
		!starts_with(rule_text, "有条件必填") &&
		!starts_with(rule_text, "非必填"))
		return -1;
	limit = strstr(rule_text, "限");
	if (limit == NULL)
		return -1;
	rule->chars = strtoul(limit + strlen("限"), NULL, 10);
	return rule->chars > 0 ? 0 : -1;
}

static int
find_column(const struct form_sheet *form, const char *header, size_t *at,
	struct err *err)
{
	size_t found = 0;
	char text[HEADER_SIZE];

	for (size_t i = 0; i < form->count; i++) {
		if (strcmp(squeeze(form->at[i].header, text), header) != 0)
			continue;
		if (found++ == 0)
			*at = i;
	}
	if (found == 1)
		return 0;
	return err_set(err, ERR_INPUT,
		found == 0 ? _("row 3 has no column \"%s\"")
			   : _("row 3 has the column \"%s\" twice"),
		header);
}

static bool
is_known(const struct invoice_sheet *sheet, size_t column)
{
	for (size_t i = 0; i < fields[sheet->kind].count; i++)
		if (sheet->at[i] == column)
			return true;
	return false;
}

/* A newer workbook may want what nobody here fills in. */
static int
check_unknown(const struct invoice_sheet *sheet, struct err *err)
{
	for (size_t i = 0; i < sheet->form->count; i++) {
		const struct form_column *column = &sheet->form->at[i];
		struct invoice_rule rule;
		char text[HEADER_SIZE];

		if (column->header[0] == '\0' || is_known(sheet, i) ||
			read_rule(column->rule, &rule) < 0 ||
			(!rule.always && !rule.of_special))
			continue;
		return err_set(err, ERR_INPUT,
			_("the column \"%s\" must be filled, but is not known"),
			squeeze(column->header, text));
	}
	return 0;
}

static int
map_fields(struct invoice_sheet *sheet, struct err *err)
{
	for (size_t i = 0; i < fields[sheet->kind].count; i++) {
		const char *header = fields[sheet->kind].at[i].header;

		if (find_column(sheet->form, header, &sheet->at[i], err) < 0)
			return -1;
		if (read_rule(sheet->form->at[sheet->at[i]].rule,
			    &sheet->rules[i]) < 0)
			return err_set(err, ERR_INPUT,
				_("row 2 of the column \"%s\" holds no rule "
				  "that is understood"),
				header);
	}
	return check_unknown(sheet, err);
}

int
invoice_sheet_map(struct invoice_sheet *sheet, enum invoice_sheet_kind what,
	const struct form_sheet *form, struct err *err)
{
	sheet->kind = what;
	sheet->form = form;
	if (map_fields(sheet, err) < 0)
		return err_within(err, "%s", invoice_sheet_names[what]);
	return 0;
}

/* --- rows --- */

static bool
is_in_list(const char *list, const char *value)
{
	const size_t size = strlen(value);

	for (;;) {
		const size_t len = strcspn(list, ",");

		if (len == size && strncmp(list, value, len) == 0)
			return true;
		if (list[len] == '\0')
			return false;
		list += len + 1;
	}
}

static int
check_value(const struct invoice_rule *rule, const struct form_column *column,
	const struct invoice_item *item, const char *value, struct err *err)
{
	if (value == NULL)
		return rule->always || (rule->of_special && item->buyer.special)
			? err_set(err, ERR_INPUT,
				  _("empty, but this invoice needs it"))
			: 0;
	if (utf8_count(value, strlen(value)) > (long)rule->chars)
		return err_set(err, ERR_INPUT,
			_("has %zu characters, more than %d"),
			(size_t)utf8_count(value, strlen(value)),
			(int)rule->chars);
	if (column->list[0] != '\0' && !is_in_list(column->list, value))
		return err_set(err, ERR_INPUT,
			_("\"%.40s\" is not in the list of the workbook"),
			value);
	return 0;
}

int
invoice_sheet_row(const struct invoice_sheet *sheet,
	const struct invoice_item *item, struct arena *arena,
	const char **cells, struct err *err)
{
	const struct valuing v = { item, arena, err };

	for (size_t i = 0; i < sheet->form->count; i++)
		cells[i] = NULL;
	for (size_t i = 0; i < fields[sheet->kind].count; i++) {
		const struct field *field = &fields[sheet->kind].at[i];
		const struct form_column *column =
			&sheet->form->at[sheet->at[i]];
		const char *value = field->value(&v);

		if (err->code != ERR_NONE)
			return -1;
		if (check_value(&sheet->rules[i], column, item, value, err) < 0)
			return err_within(
				err, "%s: %s", item->serial, field->header);
		cells[sheet->at[i]] = value;
	}
	return 0;
}
