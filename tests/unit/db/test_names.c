#include "suite.h"

#include "db/db.h"
#include "db/roles.h"

static const struct {
	const char *name;
	bool valid;
} books[] = {
	{ "yifen", true },
	{ "a", true },
	{ "book_2026", true },
	{ "user", true }, /* a keyword is a name when it is quoted */
	{ "a2345678901234567890123456789012345678901", true },
	{ "a23456789012345678901234567890123456789012", false },
	{ "", false },
	{ "2026", false },
	{ "_a", false },
	{ "Yifen", false },
	{ "yi-fen", false },
	{ "yi fen", false },
	{ "a\"; drop schema b; --", false },
	{ "\xe4\xb8\x80", false },
	{ "pg_catalog", false },
	{ "public", false },
	{ "information_schema", false },
};

static void
book_names(void)
{
	for (size_t i = 0; i < sizeof(books) / sizeof(*books); i++)
		CHECK_CASE(books[i].name,
			db_book_valid(books[i].name) == books[i].valid);
}

static void
role_names(void)
{
	static const char *const names[ROLE_COUNT] = { "b_owner", "b_batch",
		"b_finance", "b_approver", "b_reviewer", "b_auditor" };
	char name[ROLE_NAME_SIZE];

	for (int role = 0; role < ROLE_COUNT; role++)
		CHECK_TEXT(roles_name((enum role)role, "b", name), names[role]);
	CHECK_TEXT(roles_name(ROLE_REVIEWER,
			   "a2345678901234567890123456789012345678901", name),
		"a2345678901234567890123456789012345678901_reviewer");
}

static const struct test tests[] = {
	{ "a book's name is a plain word", book_names },
	{ "a role carries the book's name", role_names },
	{ NULL, NULL },
};

const struct suite test_names = { "db/names", tests };
