#include "core/classify.h"

#include "base/buf.h"
#include "base/err.h"
#include "core/remark.h"
#include "model/fold.h"

#include <string.h>

static const char *const return_words[] = { "退汇", "退票", "退回", "冲正",
	"冲账", "抹账", NULL };
static const char *const fee_words[] = { "手续费", "工本费", "账户管理费",
	"电讯费", "汇划费", "收费", "费用外收", "批量扣费", NULL };
static const char *const refund_words[] = { "退款", NULL };
static const char *const intermediary_words[] = { "备付金", "待报解预算收入",
	NULL };

static bool
says(const char *folded, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(folded, *words) != NULL)
			return true;
	return false;
}

/* ${names_order}: whether the texts name an order, as far as is known. */
static enum entry_kind
kind_of(int64_t amount, unsigned marks, const char *folded, bool names_order)
{
	const bool back = (marks & MARK_RETURN) || says(folded, return_words);

	if (amount > 0 && back)
		return ENTRY_RETURN;
	if (amount == 1 || amount == -1)
		return ENTRY_MICRO_DEPOSIT;
	if (amount > 0)
		return ENTRY_PAYMENT;
	if (marks & MARK_FEE)
		return ENTRY_FEE;
	if (names_order || says(folded, refund_words))
		return ENTRY_REFUND;
	return says(folded, fee_words) ? ENTRY_FEE : ENTRY_OTHER;
}

int
classify_alone(struct arena *arena, int64_t amount, unsigned marks,
	const char *texts, enum entry_kind *kind, struct err *err)
{
	const char *folded = fold_text(arena, texts, err);

	if (folded == NULL)
		return -1;
	*kind = kind_of(amount, marks, folded, false);
	return 0;
}

bool
classify_is_intermediary(const struct book *book, const char *name_folded)
{
	if (says(name_folded, intermediary_words))
		return true;
	for (size_t i = 0; i < book->channels.count; i++) {
		const char *payer = book->channels.at[i].settlement_payer;

		if (payer[0] != '\0' && strcmp(payer, name_folded) == 0)
			return true;
	}
	return false;
}

/* Eight digits as a day, or DAY_NONE. */
static int32_t
read_bill_date(const char *text)
{
	int number[3] = { 0, 0, 0 };

	for (int i = 0; i < 8; i++) {
		if (text[i] < '0' || text[i] > '9')
			return DAY_NONE;
		number[i < 4 ? 0 : i < 6 ? 1 : 2] *= 10;
		number[i < 4 ? 0 : i < 6 ? 1 : 2] += text[i] - '0';
	}
	return day_of(number[0], number[1], number[2]);
}

/*
 * Whether ${text} begins with the folded template ${form}, in which
 * {BILLDATE} stands for YYYYMMDD, which goes to ${day}.
 */
static bool
begins_with(const char *text, const char *form, int32_t *day)
{
	static const char date_mark[] = "{BILLDATE}";

	*day = DAY_NONE;
	while (*form != '\0') {
		size_t len = 1;

		if (strncmp(form, date_mark, sizeof(date_mark) - 1) == 0) {
			*day = read_bill_date(text);
			if (*day == DAY_NONE)
				return false;
			len = 8;
			form += sizeof(date_mark) - 1;
		} else if (*text != *form++) {
			return false;
		}
		text += len;
	}
	return true;
}

bool
classify_describes(const struct channel *channel,
	const struct book_entry *entry, int32_t *day)
{
	*day = DAY_NONE;
	if (channel->settlement_payer[0] == '\0' ||
		strcmp(channel->settlement_payer, entry->name_folded) != 0)
		return false;
	if (channel->settlement_remark[0] == '\0')
		return true;
	for (const char *p = entry->remark_folded; *p != '\0'; p++)
		if (begins_with(p, channel->settlement_remark, day))
			return true;
	*day = DAY_NONE;
	return false;
}

static bool
is_settlement(const struct book *book, const struct book_entry *entry)
{
	int32_t day;

	for (size_t i = 0; i < book->channels.count; i++)
		if (classify_describes(&book->channels.at[i], entry, &day))
			return true;
	return false;
}

/* Fold what comparisons need of one entry, once. */
static int
fold_entry(struct book *book, struct book_entry *entry, struct err *err)
{
	entry->name_folded = fold_text(book->arena, entry->name, err);
	if (entry->name_folded == NULL)
		return -1;
	entry->account_folded = fold_account(book->arena, entry->account, err);
	if (entry->account_folded == NULL)
		return -1;
	entry->remark_folded = fold_text(book->arena, entry->remark, err);
	return entry->remark_folded == NULL ? -1 : 0;
}

static int
classify_bank_entry(
	struct book *book, struct book_entry *entry, struct err *err)
{
	if (remark_orders(book, entry->remark, &entry->named, err) < 0)
		return -1;
	entry->kind = kind_of(entry->amount, entry->marks, entry->remark_folded,
		entry->named.count > 0);
	if (entry->kind == ENTRY_PAYMENT && is_settlement(book, entry))
		entry->kind = ENTRY_SETTLEMENT;
	return 0;
}

/* The template with the merchant number in its place. */
static const char *
fill_in(struct arena *arena, const struct channel *c, struct err *err)
{
	static const char mark[] = "{merchant}";
	struct buf buf = BUF_INIT;
	const char *at = c->settlement_remark, *next, *text = NULL;

	while ((next = strstr(at, mark)) != NULL) {
		buf_add(&buf, at, (size_t)(next - at));
		buf_puts(&buf, c->merchant_no);
		at = next + sizeof(mark) - 1;
	}
	buf_puts(&buf, at);
	if (buf_check(&buf, err) == 0)
		text = fold_text(arena, buf_text(&buf), err);
	buf_release(&buf);
	return text;
}

/* The channels' payers and remarks are compared folded. */
static int
fold_channels(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->channels.count; i++) {
		struct channel *c = &book->channels.at[i];

		c->settlement_payer =
			fold_text(book->arena, c->settlement_payer, err);
		if (c->settlement_payer == NULL)
			return -1;
		c->settlement_remark = fill_in(book->arena, c, err);
		if (c->settlement_remark == NULL)
			return -1;
	}
	return 0;
}

int
classify_entries(struct book *book, struct err *err)
{
	if (fold_channels(book, err) < 0)
		return -1;
	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *entry = &book->entries.at[i];

		if (fold_entry(book, entry, err) < 0)
			return -1;
		if (entry->source == SOURCE_BANK &&
			classify_bank_entry(book, entry, err) < 0)
			return -1;
	}
	return 0;
}
