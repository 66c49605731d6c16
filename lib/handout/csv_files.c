#include "handout/csv_files.h"

#include "base/buf.h"
#include "handout/item.h"
#include "model/money.h"

#include <string.h>

/* To applicants, so in Chinese whatever language the program speaks. */
static const char *const templates[] = {
	[MESSAGE_PIN] =
		"您的数字证书（订单 {order}）PIN 码为 {code}，请勿告知他人。",
	[MESSAGE_INBOUND] =
		"请从贵单位对公账户向我方转账 0.01 元，附言填写验证码 "
		"{code}（订单 {order}）。",
};

static void
add_part(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, text[i]);
	}
}

/* A value and what follows it: a comma, or the end of the line. */
static void
add_text(struct buf *out, const char *text, char next)
{
	const size_t len = strlen(text);

	if (text[strcspn(text, ",\"\r\n")] == '\0') {
		buf_add(out, text, len);
	} else {
		buf_putc(out, '"');
		add_part(out, text, len);
		buf_putc(out, '"');
	}
	buf_putc(out, next);
}

/* The value that stands for the placeholder at ${at}, and its length there;
 * NULL if there is none. */
static const char *
placeholder(const struct message *m, const char *at, size_t *len)
{
	const struct {
		const char *name;
		const char *value;
	} known[] = { { "{order}", m->order_no }, { "{code}", m->code } };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		*len = strlen(known[i].name);
		if (strncmp(at, known[i].name, *len) == 0)
			return known[i].value;
	}
	return NULL;
}

/* The text of a message, always quoted: it is put together in place, so that
 * no second copy of the code arises. */
static void
add_message_text(struct buf *out, const struct message *m)
{
	const char *at = templates[m->kind];

	buf_putc(out, '"');
	while (*at != '\0') {
		size_t len;
		const char *value = placeholder(m, at, &len);

		if (value == NULL) {
			len = 1 + strcspn(at + 1, "{");
			add_part(out, at, len);
		} else {
			add_part(out, value, strlen(value));
		}
		at += len;
	}
	buf_puts(out, "\"\n");
}

void
csv_files_begin_transfers(struct buf *out)
{
	buf_puts(out,
		"end_to_end_id,account,name,bank_code,bank_name,amount_yuan,"
		"remark\n");
}

void
csv_files_begin_messages(struct buf *out)
{
	buf_puts(out, "order_no,mobile,name,text\n");
}

void
csv_files_begin_collections(struct buf *out)
{
	buf_puts(out, "order_no,ca,holder_name,main_keys,sub_keys,pin\n");
}

void
csv_files_transfer(struct buf *out, const struct transfer *t)
{
	char amount[MONEY_TEXT_SIZE];

	add_text(out, t->end_to_end_id, ',');
	add_text(out, t->account, ',');
	add_text(out, t->name, ',');
	add_text(out, t->bank_code, ',');
	add_text(out, t->bank_name, ',');
	add_text(out, money_text(t->amount, amount), ',');
	add_text(out, t->remark, '\n');
}

void
csv_files_message(struct buf *out, const struct message *m)
{
	add_text(out, m->order_no, ',');
	add_text(out, m->mobile, ',');
	add_text(out, m->name, ',');
	add_message_text(out, m);
}

void
csv_files_collection(struct buf *out, const struct collection *c)
{
	add_text(out, c->order_no, ',');
	add_text(out, c->ca, ',');
	add_text(out, c->holder_name, ',');
	buf_printf(out, "%d,%d,", c->main_keys, c->sub_keys);
	add_text(out, c->pin, '\n');
}
