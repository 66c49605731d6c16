#include "handout/invoice_xml.h"

#include "base/buf.h"
#include "io/xml_escape.h"
#include "model/day.h"
#include "model/money.h"

#include <string.h>

static void
add_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	xml_escape(out, text, strlen(text));
	buf_printf(out, "</%s>\n", name);
}

static void
add_known(struct buf *out, const char *name, const char *text)
{
	if (text[0] != '\0')
		add_element(out, name, text);
}

static void
add_amount(struct buf *out, const char *name, int64_t fen)
{
	char text[MONEY_TEXT_SIZE];

	add_element(out, name, money_text(fen, text));
}

static void
add_header(struct buf *out, const struct invoice_item *item)
{
	buf_puts(out, "<Header>\n");
	add_element(out, "SerialNumber", item->serial);
	buf_puts(out,
		"<Version>0.2</Version>\n<InherentLabel>\n"
		"<InIssuType>Y</InIssuType>\n"
		"<EInvoiceType>01</EInvoiceType>\n");
	add_element(
		out, "GeneralOrSpecialVAT", item->buyer.special ? "01" : "02");
	buf_puts(out, "</InherentLabel>\n</Header>\n");
}

static void
add_buyer(struct buf *out, const struct invoice_buyer *buyer)
{
	buf_puts(out, "<BuyerInformation>\n");
	add_known(out, "BuyerIdNum", buyer->tax_no);
	add_element(out, "BuyerName", buyer->title);
	if (buyer->special) {
		add_known(out, "BuyerAddr", buyer->address);
		add_known(out, "BuyerTelNum", buyer->phone);
		add_known(out, "BuyerBankName", buyer->bank);
		add_known(out, "BuyerBankAccNum", buyer->account);
	}
	buf_puts(out, "</BuyerInformation>\n");
}

static int
add_totals(struct buf *out, const struct invoice_item *items, size_t count,
	struct err *err)
{
	char day[DAY_TEXT_SIZE];
	int64_t gross, tax;

	if (invoice_total(items, count, &gross, &tax, err) < 0)
		return -1;
	buf_puts(out, "<BasicInformation>\n");
	add_amount(out, "TotalAmWithoutTax", gross - tax);
	add_amount(out, "TotalTaxAm", tax);
	add_amount(out, "TotalTax-includedAmount", gross);
	add_element(out, "RequestTime", day_text(items->requested_on, day));
	buf_puts(out, "</BasicInformation>\n");
	return 0;
}

/* Rates and the tax of a line have six decimals; the total of a line is
 * spelled otherwise than that of the invoice. */
static void
add_line(struct buf *out, const struct invoice_item *item)
{
	char tax[MONEY_TEXT_SIZE];

	buf_puts(out, "<IssuItemInformation>\n");
	add_element(out, "ItemName", item->tax_name);
	add_amount(out, "Amount", item->gross - item->tax);
	buf_printf(out, "<TaxRate>%d.%04d00</TaxRate>\n", item->rate / 10000,
		item->rate % 10000);
	buf_printf(out, "<ComTaxAm>%s0000</ComTaxAm>\n",
		money_text(item->tax, tax));
	add_amount(out, "TotaltaxIncludedAmount", item->gross);
	add_element(out, "TaxClassificationCode", item->tax_code);
	buf_puts(out, "</IssuItemInformation>\n");
}

void
invoice_xml_begin(struct buf *out)
{
	buf_puts(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EInvoices>\n");
}

int
invoice_xml_add(struct buf *out, const struct invoice_item *items,
	size_t count, struct err *err)
{
	buf_puts(out, "<EInvoice>\n");
	add_header(out, items);
	buf_puts(out, "<EInvoiceData>\n");
	add_buyer(out, &items->buyer);
	if (add_totals(out, items, count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		add_line(out, &items[i]);
	buf_puts(out, "<AdditionalInformation>\n");
	add_element(out, "Remark", items->orders);
	buf_puts(out,
		"</AdditionalInformation>\n</EInvoiceData>\n</EInvoice>\n");
	return 0;
}

void
invoice_xml_end(struct buf *out)
{
	buf_puts(out, "</EInvoices>\n");
}
