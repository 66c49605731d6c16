#ifndef HANDOUT_INVOICE_XML_H
#define HANDOUT_INVOICE_XML_H

#include "model/invoice.h"

/*
 * Invoices to be issued as XML: the elements of the 数电票 of the Ministry of
 * Finance (facts.md 2.6) that are known before an invoice is issued, one
 * <EInvoice> each in an <EInvoices> of our own; docs/invoices.md lists them.
 */

struct buf;
struct err;

void invoice_xml_begin(struct buf *out);

/** invoice_xml_add(out, items, count, err): an invoice, of ${count} lines. */
int invoice_xml_add(struct buf *out, const struct invoice_item *items,
	size_t count, struct err *err);

void invoice_xml_end(struct buf *out);

#endif
