/*
 * The language of profiles: what is refused, and where; what is compared.
 */
#include "format/table/profile.h"

#include "base/arena.h"
#include "base/err.h"
#include "format/format.h"
#include "suite.h"

#include <string.h>

#define REST "\ncolumn 日期 day\ncolumn 金额 amount\n"

static const struct {
	const char *text;
	const char *message;
} wrong[] = {
	{ "column 日期 day\ncolumn 金额 amount\n",
		"expected \"format NAME\", of a to z, 0 to 9 and -" },
	{ "format My" REST,
		"expected \"format NAME\", of a to z, 0 to 9 and -" },
	{ "format x\ncolumn 金额 amount\n",
		"no column is the day or moment of a movement" },
	{ "format x\ncolumn 日期 day\ncolumn 借 debit\n",
		"no column is the amount, nor two debit and credit" },
	{ "format x" REST "layout xml\n",
		"layout xml and \"record PATH\" go together" },
	{ "format x" REST "record a/b\n",
		"layout xml and \"record PATH\" go together" },
	{ "format x" REST "columns 余额 balance\n",
		"4:1: statement: there is no \"columns\"" },
	{ "format x" REST "column\n", "4:7: expected a column's name" },
	{ "format x" REST "column 余额\n", "4:10: expected a field" },
	{ "format x" REST "  column 余额 saldo\n",
		"4:13: field: there is no \"saldo\"" },
	{ "format x" REST "column 余额 balance maybe\n",
		"4:19: there is no option \"maybe\"" },
	{ "format x" REST "label 账号 name\n",
		"4:10: field: there is no \"name\"" },
	{ "format x" REST "label 账号 account optional\n",
		"4:18: there is no option \"optional\"" },
	{ "format x" REST "layout xls\n", "4:8: layout: there is no \"xls\"" },
	{ "format x" REST "order upwards\n",
		"4:7: setting: there is no \"upwards\"" },
	{ "format x" REST "extra keep\n",
		"4:7: setting: there is no \"keep\"" },
};

static void
test_wrong(void)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct arena arena = ARENA_INIT;
		struct profile profile;
		struct err err = ERR_INIT;

		CHECK_CASE(wrong[i].text,
			profile_read(wrong[i].text, strlen(wrong[i].text),
				&arena, &profile, &err) < 0);
		CHECK_TEXT(err.message, wrong[i].message);
		CHECK_INT(err_status(err.code), 2);
		arena_release(&arena);
	}
}

static void
test_many_columns(void)
{
	char text[8192] = "format x" REST;
	struct arena arena = ARENA_INIT;
	struct profile profile;
	struct err err = ERR_INIT;

	for (size_t i = 2; i < PROFILE_COLUMNS_MAX; i++)
		strcat(text, "column 列 ignore\n");
	CU_ASSERT(
		profile_read(text, strlen(text), &arena, &profile, &err) == 0);
	strcat(text, "column 列 ignore\n");
	CU_ASSERT(profile_read(text, strlen(text), &arena, &profile, &err) < 0);
	CHECK_TEXT(err.message, "130:10: more than 128 columns");
	arena_release(&arena);
}

static void
test_right(void)
{
	static const char text[] =
		"# a comment\r\n\r\nformat   my-bank2\r\ntitle  My Bank \r\n"
		"order newest-first\r\nextra ignore\r\n"
		"column 交易日|Date day dmy\r\n"
		"column 金额 amount signed minor optional\r\n"
		"column 方向 side in=C|贷 out=D\r\n"
		"junk 合计 本 页\r\n";
	struct arena arena = ARENA_INIT;
	struct profile profile;
	struct err err = ERR_INIT;
	const struct profile_column *c;

	CU_ASSERT_FATAL(profile_read(text, sizeof(text) - 1, &arena, &profile,
				&err) == 0);
	CHECK_TEXT(profile.name, "my-bank2");
	CHECK_TEXT(profile.title, "My Bank ");
	CU_ASSERT(profile.newest_first && profile.ignores_extra);
	CU_ASSERT(profile.layouts[LAYOUT_CSV] && !profile.layouts[LAYOUT_XML]);
	CHECK_INT(profile.columns.count, 3);
	CHECK_INT(profile.junk.count, 3);
	c = profile_column(&profile, TABLE_DAY);
	CU_ASSERT_FATAL(c != NULL);
	CHECK_TEXT(c->name, "交易日");
	CHECK_TEXT(c->folded, "交易日|DATE");
	CHECK_INT(c->order, ORDER_DMY);
	c = profile_column(&profile, TABLE_AMOUNT);
	CU_ASSERT(c->has_sign && c->minor && c->optional);
	c = profile_column(&profile, TABLE_SIDE);
	CHECK_TEXT(c->values.in, "C|贷");
	CU_ASSERT(profile_column(&profile, TABLE_BALANCE) == NULL);
	arena_release(&arena);
}

static const struct {
	const char *values, *text;
	bool listed;
} lists[] = {
	{ "C|贷", "C", true },
	{ "C|贷", "贷", true },
	{ "C|贷", "", false },
	{ "CC|贷", "C", false },
	{ "C|CC", "CC", true },
	{ "C", "CC", false },
	{ NULL, "C", false },
};

static void
test_lists(void)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		CHECK_CASE(lists[i].text,
			profile_lists(lists[i].values, lists[i].text) ==
				lists[i].listed);
}

static const struct {
	const char *text, *folded;
} folds[] = {
	{ "交易金额[ Trade Amount ]", "交易金额" },
	{ "贷方发生额（收入）", "贷方发生额收入" },
	{ "贷方发生额(收入)\t", "贷方发生额收入" },
	{ "[HISTORYDETAIL]", "[HISTORYDETAIL]" },
	{ "a[b", "A[B" },
	{ "ｄａｔｅ", "DATE" },
};

static void
test_folds(void)
{
	for (size_t i = 0; i < sizeof(folds) / sizeof(*folds); i++) {
		struct arena arena = ARENA_INIT;
		struct err err = ERR_INIT;

		CHECK_TEXT(profile_fold(&arena, folds[i].text, &err),
			folds[i].folded);
		arena_release(&arena);
	}
}

/* Every built-in profile is one, and bears its format's name. */
static void
test_built_in(void)
{
	int count = 0;

	for (const struct format *const *f = formats; *f != NULL; f++) {
		struct arena arena = ARENA_INIT;
		struct profile profile;
		struct err err = ERR_INIT;

		if ((*f)->profile == NULL)
			continue;
		count++;
		CHECK_CASE((*f)->name,
			profile_read((*f)->profile, strlen((*f)->profile),
				&arena, &profile, &err) == 0);
		CHECK_TEXT(err.message, "");
		CHECK_TEXT(profile.name, (*f)->name);
		CHECK_TEXT(profile.title, (*f)->title);
		arena_release(&arena);
	}
	CU_ASSERT(count >= 13);
}

static const struct test tests[] = {
	{ "what is wrong in a profile is named with its place", test_wrong },
	{ "a profile has at most 128 columns", test_many_columns },
	{ "a profile says what its columns mean", test_right },
	{ "values are compared whole", test_lists },
	{ "names are compared without width, blanks, translations",
		test_folds },
	{ "every built-in profile can be read", test_built_in },
	{ NULL, NULL },
};

const struct suite test_profile = { "format/profile", tests };
