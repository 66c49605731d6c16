#include "io/xlsx_book.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/office.h"

#include <string.h>
#include <strings.h>

#define PATH_MAX_ 255

int
xlsx_book_root(const char *name, const char *want, struct err *err)
{
	if (strcmp(name, want) == 0)
		return 0;
	return err_set(err, ERR_INPUT,
		_("not a part of a workbook: <%s>, where <%s> belongs"), name,
		want);
}

const char *
xlsx_book_attribute(
	const struct xml_attribute *attributes, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(attributes[i].name, name) == 0)
			return attributes[i].value;
	return NULL;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct xlsx_book *book = ctx;

	(void)name, (void)text, (void)line, (void)column, (void)err;
	book->depth--;
	return 0;
}

/* --- paths ------------------------------------------------------------- */

/* One step of a path: ".." goes back, "." stays. */
static void
add_step(struct buf *path, const char *step, size_t len)
{
	if (len == 0 || (len == 1 && step[0] == '.'))
		return;
	if (len == 2 && memcmp(step, "..", 2) == 0) {
		while (path->len > 0 && path->s[path->len - 1] != '/')
			path->len--;
		if (path->len > 0)
			path->len--;
		return;
	}
	if (path->len > 0)
		buf_putc(path, '/');
	buf_add(path, step, len);
}

static void
add_steps(struct buf *path, const char *steps, size_t len)
{
	size_t at = 0;

	while (at < len) {
		const char *slash = memchr(steps + at, '/', len - at);
		const size_t end =
			slash != NULL ? (size_t)(slash - steps) : len;

		add_step(path, steps + at, end - at);
		at = end + 1;
	}
}

/* ${target}, as a relation of the part ${from} ("" is the package), from the
 * root of the zip on. */
static const char *
resolve(struct xlsx_book *book, const char *from, const char *target,
	struct err *err)
{
	const char *slash = strrchr(from, '/');
	struct buf path = BUF_INIT;
	const char *made = NULL;

	if (target[0] != '/' && slash != NULL)
		add_steps(&path, from, (size_t)(slash - from));
	add_steps(&path, target, strlen(target));
	if (path.len > PATH_MAX_)
		err_set(err, ERR_INPUT, _("a name of more than 255 bytes"));
	else if (buf_check(&path, err) == 0)
		made = arena_text(&book->arena, buf_text(&path), path.len, err);
	buf_release(&path);
	return made;
}

/* "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels". */
static const char *
relations_of(struct xlsx_book *book, const char *part, struct err *err)
{
	const char *slash = strrchr(part, '/');
	const int folder = slash != NULL ? (int)(slash + 1 - part) : 0;

	return arena_format(&book->arena, err, "%.*s_rels/%s.rels", folder,
		part, part + folder);
}

/* --- relations --------------------------------------------------------- */

struct relation {
	const char *id, *target, *type; /* the type without its namespace */
};

/* 1 and the relation that an element states, 0 if it states none here. */
static int
read_relation(struct xlsx_book *book, const char *name,
	const struct xml_attribute *attributes, size_t count,
	struct relation *relation, struct err *err)
{
	const char *type, *mode;

	if (book->depth++ == 0)
		return xlsx_book_root(name, "Relationships", err);
	type = xlsx_book_attribute(attributes, count, "Type");
	mode = xlsx_book_attribute(attributes, count, "TargetMode");
	relation->id = xlsx_book_attribute(attributes, count, "Id");
	relation->target = xlsx_book_attribute(attributes, count, "Target");
	if (strcmp(name, "Relationship") != 0 || type == NULL ||
		relation->id == NULL || relation->target == NULL)
		return 0;
	/* Other files are never looked at. */
	if (mode != NULL && strcmp(mode, "External") == 0)
		return 0;
	relation->type = strrchr(type, '/');
	if (relation->type == NULL)
		return 0;
	relation->type++;
	return 1;
}

static int
on_package(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_book *book = ctx;
	struct relation relation;
	const int rc =
		read_relation(book, name, attributes, count, &relation, err);

	(void)space, (void)line, (void)column;
	if (rc != 1 || strcmp(relation.type, "officeDocument") != 0)
		return rc < 0 ? -1 : 0;
	if (book->workbook != NULL)
		return err_set(err, ERR_INPUT, _("it names two workbooks"));
	book->workbook = resolve(book, "", relation.target, err);
	if (book->workbook == NULL ||
		office_check_main(book->workbook, err) < 0)
		return -1;
	book->relations = relations_of(book, book->workbook, err);
	return book->relations == NULL ? -1 : 0;
}

static int
on_relation(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_book *book = ctx;
	struct xlsx_relation *made;
	struct relation relation;
	const char *path;
	const int rc =
		read_relation(book, name, attributes, count, &relation, err);

	(void)space, (void)line, (void)column;
	if (rc != 1)
		return rc;
	path = resolve(book, book->workbook, relation.target, err);
	if (path == NULL)
		return -1;
	if (strcmp(relation.type, "sharedStrings") == 0)
		book->strings = path;
	if (strcmp(relation.type, "styles") == 0)
		book->styles = path;
	if (strcmp(relation.type, "worksheet") != 0)
		return 0;
	made = vec_push(&book->worksheets, &book->arena, err);
	if (made == NULL)
		return -1;
	made->path = path;
	made->id =
		arena_text(&book->arena, relation.id, strlen(relation.id), err);
	return made->id == NULL ? -1 : 0;
}

struct xml_handler
xlsx_book_package(struct xlsx_book *book)
{
	book->depth = 0;
	return (struct xml_handler){ book, on_package, on_end };
}

struct xml_handler
xlsx_book_relations(struct xlsx_book *book)
{
	book->depth = 0;
	return (struct xml_handler){ book, on_relation, on_end };
}

/* --- the workbook ------------------------------------------------------ */

static int
add_sheet(struct xlsx_book *book, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *name = xlsx_book_attribute(attributes, count, "name");
	const char *id = xlsx_book_attribute(attributes, count, "id");
	const char *state = xlsx_book_attribute(attributes, count, "state");
	struct xlsx_sheet_entry *sheet;

	if (name == NULL || *name == '\0' || id == NULL)
		return err_set(err, ERR_INPUT,
			_("a sheet has no name or no relation"));
	sheet = vec_push(&book->sheets, &book->arena, err);
	if (sheet == NULL)
		return -1;
	sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
	sheet->name = arena_text(&book->arena, name, strlen(name), err);
	sheet->id = arena_text(&book->arena, id, strlen(id), err);
	return sheet->name == NULL || sheet->id == NULL ? -1 : 0;
}

/* Of the schema's true and false (xsd:boolean). */
static bool
is_true(const char *value)
{
	return value != NULL &&
		(strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static int
on_workbook(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_book *book = ctx;
	const int depth = book->depth++;

	(void)space, (void)line, (void)column;
	if (depth == 0)
		return xlsx_book_root(name, "workbook", err);
	if (depth == 1) {
		book->in_sheets = strcmp(name, "sheets") == 0;
		if (strcmp(name, "workbookPr") == 0)
			book->since_1904 = is_true(xlsx_book_attribute(
				attributes, count, "date1904"));
	}
	if (depth == 2 && book->in_sheets && strcmp(name, "sheet") == 0)
		return add_sheet(book, attributes, count, err);
	return 0;
}

struct xml_handler
xlsx_book_workbook(struct xlsx_book *book)
{
	book->depth = 0;
	return (struct xml_handler){ book, on_workbook, on_end };
}

/* Names of parts are alike in any case (ISO/IEC 29500-2 6.2.2). */
struct xlsx_sheet_entry *
xlsx_book_sheet(struct xlsx_book *book, const char *path)
{
	const char *id = NULL;

	for (size_t i = 0; i < book->worksheets.count && id == NULL; i++)
		if (strcasecmp(book->worksheets.at[i].path, path) == 0)
			id = book->worksheets.at[i].id;
	for (size_t i = 0; i < book->sheets.count && id != NULL; i++)
		if (strcmp(book->sheets.at[i].id, id) == 0)
			return &book->sheets.at[i];
	return NULL;
}

bool
xlsx_book_is_worksheet(
	const struct xlsx_book *book, const struct xlsx_sheet_entry *sheet)
{
	for (size_t i = 0; i < book->worksheets.count; i++)
		if (strcmp(book->worksheets.at[i].id, sheet->id) == 0)
			return true;
	return false;
}

void
xlsx_book_release(struct xlsx_book *book)
{
	arena_release(&book->arena);
}
