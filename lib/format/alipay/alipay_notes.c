#include "format/alipay/alipay_notes.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/bill.h"
#include "format/columns.h"
#include "format/format.h"
#include "model/day.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define PID_DIGITS 16
#define PID_SUFFIX "0156"

const struct alipay_words alipay_trade_words = { "交易合计", "退款合计",
	"商家实收", true };
const struct alipay_words alipay_account_words = { "收入合计", "支出合计",
	"金额", false };

/* What follows ${key} and a colon in ${text}, or NULL. */
static const char *
after(const char *text, const char *key)
{
	static const char wide[] = "：";
	const char *p = strstr(text, key);

	if (p == NULL)
		return NULL;
	p += strlen(key);
	if (*p == ':')
		return p + 1;
	return strncmp(p, wide, strlen(wide)) == 0 ? p + strlen(wide) : NULL;
}

int
alipay_account(const char *text, struct buf *account, struct err *err)
{
	const char *p = after(text, "账号");
	size_t len;

	if (p == NULL)
		return err_set(err, ERR_INPUT, _("expected #账号：[...]"));
	p += strspn(p, " \t[");
	len = strcspn(p, " \t]");
	if (len == PID_DIGITS + strlen(PID_SUFFIX) &&
		strspn(p, DIGITS) == len &&
		memcmp(p + PID_DIGITS, PID_SUFFIX, strlen(PID_SUFFIX)) == 0)
		len = PID_DIGITS;
	buf_clear(account);
	buf_add(account, p, len);
	return buf_check(account, err);
}

/* "2017年08月31日 00:00:00" as "2017-08-31 00:00:00". */
static int
chinese_moment(
	const char *text, size_t len, struct moment *moment, struct err *err)
{
	static const struct {
		const char *from, *to;
	} marks[] = { { "年", "-" }, { "月", "-" }, { "日", "" } };
	struct buf buf = { .max = 64 };
	int rc;

	for (size_t i = 0; i < len;) {
		size_t m;

		for (m = 0; m < 3; m++)
			if (strncmp(text + i, marks[m].from, 3) == 0)
				break;
		if (m < 3)
			buf_puts(&buf, marks[m].to);
		else
			buf_putc(&buf, text[i]);
		i += m < 3 ? 3 : 1;
	}
	rc = buf_check(&buf, err);
	if (rc == 0)
		rc = moment_parse(buf_text(&buf), buf.len, moment, err);
	buf_release(&buf);
	return rc;
}

/* The moment in brackets after ${key}. */
static int
bracketed(const char *text, const char *key, struct moment *moment,
	struct err *err)
{
	const char *p = after(text, key), *end;

	*moment = MOMENT_NONE;
	end = p != NULL ? strchr(p, ']') : NULL;
	if (p == NULL || *p != '[' || end == NULL)
		return err_set(err, ERR_INPUT, _("expected %s：[...]"), key);
	if (end == p + 1)
		return 0;
	if (chinese_moment(p + 1, (size_t)(end - p - 1), moment, err) < 0)
		return err_within(err, "%s", key);
	return 0;
}

int
alipay_period(const char *text, int32_t *from, int32_t *to, struct err *err)
{
	struct moment first, last;

	if (bracketed(text, "起始日期", &first, err) < 0 ||
		bracketed(text, "终止日期", &last, err) < 0)
		return -1;
	*from = first.day;
	*to = last.day;
	if (last.day != DAY_NONE && last.second == 0)
		(*to)--;
	if (first.day != DAY_NONE && last.day != DAY_NONE && *to < *from)
		return err_set(
			err, ERR_INPUT, _("the period ends before it begins"));
	return 0;
}

/* "#交易合计：3笔，商家实收共9.93元": the count and the sum. */
static int
read_foot(const struct alipay_words *words, const char *text,
	struct alipay_foot *foot, struct err *err)
{
	static const char pieces[] = "笔", all[] = "共", yuan[] = "元";
	const char *count = after(text, "合计"), *sum = strstr(text, all);
	const char *end;
	size_t digits;

	if (foot->seen)
		return err_set(err, ERR_INPUT, _("a second line of this kind"));
	digits = count != NULL ? strspn(count, DIGITS) : 0;
	if (digits == 0 || digits > 10 ||
		strncmp(count + digits, pieces, strlen(pieces)) != 0)
		return err_set(err, ERR_INPUT, _("expected a count and 笔"));
	sum = sum != NULL ? sum + strlen(all) : NULL;
	end = sum != NULL ? strstr(sum, yuan) : NULL;
	if (end == NULL ||
		(words->one_foot && strstr(text, words->sum) == NULL))
		return err_set(err, ERR_INPUT, _("expected %s…共…元"),
			words->one_foot ? words->sum : "");
	if (money_parse(sum, (size_t)(end - sum), &foot->sum, err) < 0)
		return -1;
	foot->count = strtoll(count, NULL, 10);
	foot->seen = true;
	return 0;
}

int
alipay_foot_take(struct alipay_totals *totals, const char *note, long line,
	struct err *err)
{
	const struct alipay_words *words = totals->words;
	const bool in = strncmp(note + 1, words->in, strlen(words->in)) == 0;
	struct alipay_foot *foot = in ? &totals->in_foot : &totals->out_foot;
	const char *name = in ? words->in : words->out;

	if (strncmp(note + 1, name, strlen(name)) != 0)
		return 0;
	if (read_foot(words, note, foot, err) < 0)
		return err_within(err, "%ld: %s", line, name);
	if (foot->sum < 0 && in) {
		err_set(err, ERR_INPUT, _("a negative sum"));
		return err_within(err, "%ld: %s", line, name);
	}
	/* What went out is written with a minus or without. */
	foot->sum = foot->sum < 0 ? -foot->sum : foot->sum;
	foot->line = line;
	return 0;
}

/* Compare a foot line with the rows that it speaks of. */
static int
check_foot(const struct alipay_foot *foot, const char *name, const char *what,
	const struct alipay_sum *rows, const struct sink *sink,
	const struct statement *st, struct err *err)
{
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE], field[64];

	if (!foot->seen)
		return 0;
	if (foot->count != rows->count) {
		snprintf(field, sizeof(field), "%s 笔数", name);
		snprintf(said, sizeof(said), "%" PRId64, foot->count);
		snprintf(got, sizeof(got), "%" PRId64, rows->count);
		if (bill_disagree(
			    sink, st, foot->line, 0, field, said, got, err) < 0)
			return -1;
	}
	if (foot->sum == rows->fen)
		return 0;
	snprintf(field, sizeof(field), "%s %s", name, what);
	return bill_disagree(sink, st, foot->line, 0, field,
		money_text(foot->sum, said), money_text(rows->fen, got), err);
}

static int
missing(const char *name, long line, struct err *err)
{
	err_at(err, ERR_INPUT, line, 0, _("the file ends before #%s"), name);
	return err_hint(err, _("It was cut off: download the bill again."));
}

/* Some trade bills have one foot line, which then counts the refunds among
 * the payments, without their sign. */
int
alipay_totals_check(const struct alipay_totals *totals, const struct sink *sink,
	const struct statement *st, long line, struct err *err)
{
	const struct alipay_words *words = totals->words;
	const struct alipay_foot *in = &totals->in_foot;
	struct alipay_sum all = totals->in;

	if (st->entries > 0 && !in->seen)
		return missing(words->in, line, err);
	if (totals->out_foot.seen || totals->out.count == 0) {
		if (check_foot(in, words->in, words->sum, &totals->in, sink, st,
			    err) < 0)
			return -1;
		return check_foot(&totals->out_foot, words->out, words->sum,
			&totals->out, sink, st, err);
	}
	if (!words->one_foot ||
		(in->count == totals->in.count && in->sum == totals->in.fen))
		return missing(words->out, line, err);
	all.count += totals->out.count;
	if (money_add(&all.fen, totals->out.fen, err) < 0)
		return -1;
	return check_foot(in, words->in, words->sum, &all, sink, st, err);
}
