#include "job/invoice_file.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "handout/invoice_xml.h"
#include "io/file.h"
#include "job/invoice_template.h"
#include "model/tax.h"
#include "report/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODE 0600

/* What is written, and its digest. */
struct writing {
	struct file_draft *draft;
	struct digest *digest;
};

static int
on_write(void *ctx, const void *bytes, size_t len, struct err *err)
{
	struct writing *writing = ctx;

	if (digest_add(writing->digest, bytes, len, err) < 0)
		return -1;
	return file_draft_add(writing->draft, bytes, len, err);
}

static int
write_xlsx(const struct invoice_template *template,
	const struct invoice_items *items, struct writing *writing,
	struct err *err)
{
	return invoice_template_fill(template, items, on_write, writing, err);
}

/* --- XML ---------------------------------------------------------------- */

static int
write_xml(const struct invoice_template *template,
	const struct invoice_items *items, struct writing *writing,
	struct err *err)
{
	struct buf out = BUF_INIT;
	int rc = -1;

	(void)template;
	invoice_xml_begin(&out);
	for (size_t i = 0, end; i < items->count; i = end) {
		for (end = i + 1; end < items->count; end++)
			if (items->at[end].line_no == 1)
				break;
		if (invoice_xml_add(&out, &items->at[i], end - i, err) < 0)
			goto done;
	}
	invoice_xml_end(&out);
	if (buf_check(&out, err) == 0)
		rc = on_write(writing, buf_text(&out), out.len, err);
done:
	buf_release(&out);
	return rc;
}

/* --- CSV ---------------------------------------------------------------- */

static const struct column columns[] = {
	{ "serial", "", COLUMN_TEXT },
	{ "kind", "", COLUMN_TEXT },
	{ "title", "", COLUMN_TEXT },
	{ "tax_no", "", COLUMN_TEXT },
	{ "address", "", COLUMN_TEXT },
	{ "phone", "", COLUMN_TEXT },
	{ "bank", "", COLUMN_TEXT },
	{ "account", "", COLUMN_TEXT },
	{ "email", "", COLUMN_TEXT },
	{ "line_no", "", COLUMN_INT },
	{ "order_no", "", COLUMN_TEXT },
	{ "tax_code", "", COLUMN_TEXT },
	{ "tax_name", "", COLUMN_TEXT },
	{ "rate", "", COLUMN_TEXT },
	{ "gross_fen", "", COLUMN_FEN },
	{ "net_fen", "", COLUMN_FEN },
	{ "tax_fen", "", COLUMN_FEN },
};

static int
csv_row(struct writer *writer, const struct invoice_item *item, struct err *err)
{
	const struct invoice_buyer *b = &item->buyer;
	char rate[TAX_RATE_TEXT_SIZE];
	const struct field fields[] = {
		field_text(item->serial),
		field_text(b->special ? "special" : "general"),
		field_text(b->title),
		field_text(b->tax_no),
		field_text(b->address),
		field_text(b->phone),
		field_text(b->bank),
		field_text(b->account),
		field_text(b->email),
		field_int(item->line_no),
		field_text(item->order_no),
		field_text(item->tax_code),
		field_text(item->tax_name),
		field_text(tax_rate_text(item->rate, rate)),
		field_int(item->gross),
		field_int(item->gross - item->tax),
		field_int(item->tax),
	};

	return writer_row(writer, fields, err);
}

static int
print_csv(const struct invoice_items *items, FILE *out, struct err *err)
{
	struct writer writer = { .kind = NULL };
	int rc = writer_open(&writer, "csv", columns,
		sizeof(columns) / sizeof(*columns), out, err);

	for (size_t i = 0; i < items->count && rc == 0; i++)
		rc = csv_row(&writer, &items->at[i], err);
	if (rc == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	return rc;
}

static int
write_csv(const struct invoice_template *template,
	const struct invoice_items *items, struct writing *writing,
	struct err *err)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	int rc;

	(void)template;
	if (out == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	rc = print_csv(items, out, err);
	if (fclose(out) != 0 && rc == 0)
		rc = err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (rc == 0)
		rc = on_write(writing, text, len, err);
	free(text);
	return rc;
}

/* --- any of them -------------------------------------------------------- */

static const struct {
	const char *name;
	int (*write)(const struct invoice_template *template,
		const struct invoice_items *items, struct writing *writing,
		struct err *err);
} formats[] = {
	{ "xlsx", write_xlsx },
	{ "xml", write_xml },
	{ "csv", write_csv },
};

int
invoice_file_write(const char *format, const struct invoice_template *template,
	const struct invoice_items *items, const char *path,
	unsigned char sha256[DIGEST_SIZE], struct err *err)
{
	struct writing writing = { .digest = digest_new(err) };
	size_t i = 0;
	int rc = -1;

	while (strcmp(formats[i].name, format) != 0)
		i++;
	if (writing.digest == NULL || file_forget_drafts(path, err) < 0 ||
		file_draft_open(path, MODE, &writing.draft, err) < 0)
		goto done;
	if (formats[i].write(template, items, &writing, err) == 0 &&
		digest_end(writing.digest, sha256, err) == 0)
		rc = file_draft_commit(writing.draft, err);
done:
	file_draft_close(writing.draft);
	digest_free(writing.digest);
	return rc;
}
