#include "report/page.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "report/definition.h"
#include "report/html.h"
#include "report/writer.h"

#include <string.h>

static int
put(const struct page *page, struct buf *buf, struct err *err)
{
	if (buf_check(buf, err) < 0)
		return -1;
	fwrite(buf_text(buf), 1, buf->len, page->out);
	buf_clear(buf);
	return writer_check(page->out, err);
}

static void
add_head(const struct page *page, struct buf *buf)
{
	const char *title = _(page->report->title);

	buf_puts(buf, "<!DOCTYPE html>\n<html lang=\"");
	/* TRANSLATORS: the language of the page, as BCP 47 writes it */
	html_text(buf, _("en"));
	buf_puts(buf,
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(buf, title);
	buf_putc(buf, ' ');
	html_text(buf, page->span);
	buf_puts(buf, "</title>\n<style>\n");
	buf_puts(buf, report_style);
	buf_puts(buf, "</style>\n</head>\n<body>\n<h1>");
	html_text(buf, title);
	buf_puts(buf, " <small>");
	html_text(buf, page->span);
	buf_puts(buf, "</small></h1>\n<main>\n");
}

/* The heading of the page is that of its own report. */
static int
put_section(const struct page *page, struct buf *buf, const char *name,
	struct err *err)
{
	const struct report *report = definition_find(name);

	if (report == NULL)
		return err_set(err, ERR_BUG, "a page without report %s", name);
	buf_printf(buf, "<section id=\"%s\">\n", name);
	if (report != page->report) {
		buf_puts(buf, "<h2>");
		html_text(buf, _(report->title));
		buf_puts(buf, "</h2>\n");
	}
	if (put(page, buf, err) < 0 ||
		page->section(page->ctx, report, err) < 0)
		return -1;
	buf_puts(buf, "</section>\n");
	return 0;
}

static void
add_link(struct buf *buf, const char *name, const char *kind)
{
	buf_printf(buf, " <a href=\"%s.%s\">%s</a>", name, kind, kind);
}

static void
add_links(const struct page *page, struct buf *buf)
{
	if (!page->has_links)
		return;
	buf_puts(buf, "<nav>\n<h2>");
	html_text(buf, _("every report"));
	buf_puts(buf, "</h2>\n<ul>\n");
	for (const struct report *r = reports; r->name != NULL; r++) {
		buf_puts(buf, "<li><span>");
		html_text(buf, _(r->title));
		buf_puts(buf, "</span>");
		if (strcmp(r->name, PAGE_INDEX) != 0)
			add_link(buf, r->name, "html");
		add_link(buf, r->name, "xlsx");
		add_link(buf, r->name, "csv");
		buf_puts(buf, "</li>\n");
	}
	buf_puts(buf, "</ul>\n</nav>\n");
}

int
page_write(const struct page *page, struct err *err)
{
	struct buf buf = BUF_INIT;
	int rc = 0;

	add_head(page, &buf);
	for (const struct page_part *part = page->report->page;
		rc == 0 && part->kind != PAGE_END; part++) {
		switch (part->kind) {
		case PAGE_TEXT:
			buf_puts(&buf, part->text);
			break;
		case PAGE_SAY:
			html_text(&buf, _(part->text));
			break;
		case PAGE_SECTION:
			rc = put_section(page, &buf, part->text, err);
			break;
		case PAGE_LINKS:
			add_links(page, &buf);
			break;
		case PAGE_END:
			break;
		}
	}
	buf_puts(&buf, "</main>\n</body>\n</html>\n");
	if (rc == 0)
		rc = put(page, &buf, err);
	buf_release(&buf);
	return rc;
}
