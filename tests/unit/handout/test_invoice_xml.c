#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "handout/invoice_xml.h"
#include "model/day.h"

/* Two lines, of a special invoice; then an ordinary one. */
static void
invoices_are_written(void)
{
	const int32_t day = day_of(2026, 11, 16);
	const struct invoice_item items[] = {
		{ "YF1", "szca", "A1 A2",
			{ true, false, "甲&乙", "9135", "路", "1", "行", "2",
				"a@b.cn" },
			day, 1, "A1", "3040203000000000000", "服务<费>", 600,
			36000, 2038 },
		{ "YF1", "szca", "A1 A2",
			{ true, false, "甲&乙", "9135", "路", "1", "行", "2",
				"a@b.cn" },
			day, 2, "A2", "1060301000000000000", "软件", 1300, 9,
			1 },
		{ "YF2", "szca", "A3",
			{ false, true, "张三", "", "路", "", "", "", "" }, day,
			1, "A3", "3040203000000000000", "费", 0, 100, 0 },
	};
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	invoice_xml_begin(&out);
	CHECK_INT(invoice_xml_add(&out, items, 2, &err), 0);
	CHECK_INT(invoice_xml_add(&out, items + 2, 1, &err), 0);
	invoice_xml_end(&out);
	CHECK_TEXT(buf_text(&out),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EInvoices>\n"
		"<EInvoice>\n<Header>\n<SerialNumber>YF1</SerialNumber>\n"
		"<Version>0.2</Version>\n<InherentLabel>\n"
		"<InIssuType>Y</InIssuType>\n<EInvoiceType>01</EInvoiceType>\n"
		"<GeneralOrSpecialVAT>01</GeneralOrSpecialVAT>\n"
		"</InherentLabel>\n</Header>\n<EInvoiceData>\n"
		"<BuyerInformation>\n<BuyerIdNum>9135</BuyerIdNum>\n"
		"<BuyerName>甲&amp;乙</BuyerName>\n<BuyerAddr>路</BuyerAddr>\n"
		"<BuyerTelNum>1</BuyerTelNum>\n"
		"<BuyerBankName>行</BuyerBankName>\n"
		"<BuyerBankAccNum>2</BuyerBankAccNum>\n</BuyerInformation>\n"
		"<BasicInformation>\n"
		"<TotalAmWithoutTax>339.70</TotalAmWithoutTax>\n"
		"<TotalTaxAm>20.39</TotalTaxAm>\n"
		"<TotalTax-includedAmount>360.09</TotalTax-includedAmount>\n"
		"<RequestTime>2026-11-16</RequestTime>\n</BasicInformation>\n"
		"<IssuItemInformation>\n"
		"<ItemName>服务&lt;费&gt;</ItemName>\n<Amount>339.62</Amount>\n"
		"<TaxRate>0.060000</TaxRate>\n<ComTaxAm>20.380000</ComTaxAm>\n"
		"<TotaltaxIncludedAmount>360.00</TotaltaxIncludedAmount>\n"
		"<TaxClassificationCode>3040203000000000000"
		"</TaxClassificationCode>\n</IssuItemInformation>\n"
		"<IssuItemInformation>\n<ItemName>软件</ItemName>\n"
		"<Amount>0.08</Amount>\n<TaxRate>0.130000</TaxRate>\n"
		"<ComTaxAm>0.010000</ComTaxAm>\n"
		"<TotaltaxIncludedAmount>0.09</TotaltaxIncludedAmount>\n"
		"<TaxClassificationCode>1060301000000000000"
		"</TaxClassificationCode>\n</IssuItemInformation>\n"
		"<AdditionalInformation>\n<Remark>A1 A2</Remark>\n"
		"</AdditionalInformation>\n</EInvoiceData>\n</EInvoice>\n"
		"<EInvoice>\n<Header>\n<SerialNumber>YF2</SerialNumber>\n"
		"<Version>0.2</Version>\n<InherentLabel>\n"
		"<InIssuType>Y</InIssuType>\n<EInvoiceType>01</EInvoiceType>\n"
		"<GeneralOrSpecialVAT>02</GeneralOrSpecialVAT>\n"
		"</InherentLabel>\n</Header>\n<EInvoiceData>\n"
		"<BuyerInformation>\n<BuyerName>张三</BuyerName>\n"
		"</BuyerInformation>\n<BasicInformation>\n"
		"<TotalAmWithoutTax>1.00</TotalAmWithoutTax>\n"
		"<TotalTaxAm>0.00</TotalTaxAm>\n"
		"<TotalTax-includedAmount>1.00</TotalTax-includedAmount>\n"
		"<RequestTime>2026-11-16</RequestTime>\n</BasicInformation>\n"
		"<IssuItemInformation>\n<ItemName>费</ItemName>\n"
		"<Amount>1.00</Amount>\n<TaxRate>0.000000</TaxRate>\n"
		"<ComTaxAm>0.000000</ComTaxAm>\n"
		"<TotaltaxIncludedAmount>1.00</TotaltaxIncludedAmount>\n"
		"<TaxClassificationCode>3040203000000000000"
		"</TaxClassificationCode>\n</IssuItemInformation>\n"
		"<AdditionalInformation>\n<Remark>A3</Remark>\n"
		"</AdditionalInformation>\n</EInvoiceData>\n</EInvoice>\n"
		"</EInvoices>\n");
	buf_release(&out);
}

static const struct test tests[] = {
	{ "invoices are written", invoices_are_written },
	{ NULL, NULL },
};

const struct suite test_invoice_xml = { "handout/invoice_xml", tests };
