#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <string.h>

/* `channels`: merchant accounts, and how their settlement is recognised. */

/* Only these two sources have merchants; enum source begins with them. */
static const char *const channel_names[] = {
	[SOURCE_WECHAT] = "wechat",
	[SOURCE_ALIPAY] = "alipay",
};

static const char *const placeholders[] = { "{merchant}", "{bill_date}" };

/* Whether a placeholder of a settlement's remark begins at ${p}. */
static size_t
placeholder_at(const char *p)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]);
		i++)
		if (strncmp(p, placeholders[i], strlen(placeholders[i])) == 0)
			return strlen(placeholders[i]);
	return 0;
}

static int
read_template(
	const struct column *column, char *text, void *out, struct err *err)
{
	for (const char *p = text; (p = strpbrk(p, "{}")) != NULL;) {
		const size_t len = placeholder_at(p);
		const char *const end = strchr(p, '}');

		if (len == 0 && (*p == '}' || end == NULL))
			return err_set(
				err, ERR_INPUT, _("a brace that stands alone"));
		if (len == 0)
			return err_set(err, ERR_INPUT,
				_("\"%.*s\" is unknown: {merchant} and "
				  "{bill_date} may stand here"),
				end - p < 40 ? (int)(end - p + 1) : 40, p);
		p += len;
	}
	return column_text(column, text, out, err);
}

static const struct column columns[] = {
	COLUMN(struct channel, "channel", source, column_enum, COLUMN_FILLED,
		NAMES(channel_names)),
	COLUMN(struct channel, "merchant_no", merchant_no, column_code,
		COLUMN_FILLED),
	COLUMN(struct channel, "settlement_payer", settlement_payer,
		column_text, COLUMN_FILLED | COLUMN_FREE),
	COLUMN(struct channel, "settlement_remark", settlement_remark,
		read_template, COLUMN_FREE),
};

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	struct channel *const channel =
		vec_push(&ref->channels, ref->arena, err);

	if (channel == NULL)
		return -1;
	*channel = any->channel;
	return 0;
}

static int
compare_key(const struct channel *a, const struct channel *b)
{
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return strcmp(a->merchant_no, b->merchant_no);
}

static int
compare(const struct reference *ref, size_t a, size_t b)
{
	const int c = compare_key(&ref->channels.at[a], &ref->channels.at[b]);

	return c != 0 ? c : (a > b) - (a < b);
}

static int
clash(struct reference *ref, size_t *before, size_t at, struct err *err)
{
	if (compare_key(&ref->channels.at[*before], &ref->channels.at[at]) == 0)
		return reference_late(ref, at, err,
			_("this merchant stands on line %ld already"),
			ref->lines.at[*before]);
	*before = at;
	return 0;
}

static int
finish(struct reference *ref, struct err *err)
{
	return reference_clashes(ref, ref->channels.count, compare, clash, err);
}

const struct reference_spec reference_channels = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.channel = {
		.merchant_no = "", .settlement_payer = "",
		.settlement_remark = "",
	},
	.place = "merchant_no",
	.keep = keep,
	.finish = finish,
};
