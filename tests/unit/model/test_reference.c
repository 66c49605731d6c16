#include "suite.h"

#include "reference_file.h"

#include <stdio.h>

#define FEES                                                                   \
	"ca,business,cert_kind,key_kind,years,basis,amount_yuan,"              \
	"next_year_yuan,valid_from,valid_to,source\n"
#define FEES_PROJECT                                                           \
	"project,ca,business,cert_kind,key_kind,years,basis,amount_yuan,"      \
	"next_year_yuan,valid_from,valid_to,source\n"
#define POLICIES                                                               \
	"ca,pay_method,cert_kind,business,verify_mode,pin_channel,"            \
	"own_account_required,review_before_payment,one_payment_only,"         \
	"review_days,return_days,buffer_days,max_attempts,expire_days,"        \
	"receiving_account\n"
#define CHANNELS "channel,merchant_no,settlement_payer,settlement_remark\n"
#define TAXES "ca,business,tax_code,tax_name,rate,valid_from,valid_to\n"

struct file_case {
	const char *text, *problems;
};

/* Read each file and compare what is said about it. */
static void
check_files(enum reference_kind kind, const struct file_case *cases)
{
	static struct reference_file file;

	for (; cases->text != NULL; cases++) {
		reference_file_open(&file, kind);
		CHECK_INT(reference_file_read(
				  &file, cases->text, strlen(cases->text)),
			0);
		CHECK_TEXT(reference_file_problems(&file), cases->problems);
		reference_file_close(&file);
	}
}

static void
the_header_is_checked_by_name(void)
{
	static const struct file_case cases[] = {
		{ "", "1:1: the file has no header row\n" },
		{ "date,kind\n", "" },
		{ "\xef\xbb\xbfkind, date \n", "" },
		{ "date,kind,\"a\nb\"\n",
			"1:11: a b: not a column of calendar\n" },
		{ "date,kind,Note\n2026-01-01,rubbish,x\n",
			"1:11: Note: not a column of calendar\n" },
		{ "date,kind,date\n",
			"1:11: date: the column is there twice\n" },
		{ "date,kind,\n", "1:11: a column has no name\n" },
		{ "kind\n", "1:1: date: the column is missing\n" },
		{ "day,kind\n2026-01-01,workday\n",
			"1:1: day: not a column of calendar\n"
			"1:1: date: the column is missing\n" },
		{ "date,kind\n2026-01-01\n2026-01-01,holiday,x\n",
			"2:1: the row has 1 fields, the header 2\n"
			"3:20: the row has 3 fields, the header 2\n" },
		{ "date,kind\n,\n , \n2026-01-01,\n", "4:12: kind: empty\n" },
		{ "date,kind\n2026-01-01,\"work\nday\"\n",
			"2:12: kind: a line break or TAB inside\n" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_CALENDAR, cases);
}

static void
a_column_may_be_left_out_if_cells_may_be_empty(void)
{
	static const struct file_case cases[] = {
		{ "ca,business,cert_kind,key_kind,basis,amount_yuan\n"
		  "nmca,any,any,any,per_year,1\n",
			"warning: 1:1: years: the column is missing and is "
			"read as empty\n"
			"warning: 1:1: next_year_yuan: the column is missing "
			"and is read as empty\n"
			"warning: 1:1: valid_from: the column is missing and "
			"is read as empty\n"
			"warning: 1:1: valid_to: the column is missing and is "
			"read as empty\n"
			"warning: 1:1: source: the column is missing and is "
			"read as empty\n" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_FEES, cases);
}

static void
fees_become_structs(void)
{
	static const char text[] = FEES_PROJECT
		",snca,new,any,any,,per_year,300.00,260,2026-01-01,,指南\n"
		"医保局,nmca,any,any,any,,per_order,0,,20260101,2026/12/31,\n"
		",cfca,renew,org,main,２,term,￥400.00,,2026-01-01,,p. 3\n";
	static struct reference_file file;
	const struct fee *fee;

	reference_file_open(&file, REFERENCE_FEES);
	CHECK_INT(reference_file_read(&file, text, sizeof(text) - 1), 0);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(file.ref.rows, 3);
	CHECK_INT(file.ref.refused, 0);
	CHECK_INT(file.ref.fees.count, 3);
	fee = &file.ref.fees.at[0];
	CHECK_INT(fee->line, 2);
	CHECK_TEXT(fee->ca, "snca");
	CHECK_TEXT(fee->business, "new");
	CHECK_TEXT(fee->key_kind, TERM_ANY);
	CHECK_TEXT(fee->project, "");
	CHECK_INT(fee->years, 0);
	CHECK_INT(fee->basis, FEE_PER_YEAR);
	CHECK_INT(fee->amount, 30000);
	CHECK_INT(fee->next_year, 26000);
	CHECK_INT(fee->from, day_of(2026, 1, 1));
	CHECK_INT(fee->to, DAY_NONE);
	CHECK_TEXT(fee->source, "指南");
	fee = &file.ref.fees.at[1];
	CHECK_TEXT(fee->project, "医保局");
	CHECK_INT(fee->basis, FEE_PER_ORDER);
	CHECK_INT(fee->amount, 0);
	CHECK_INT(fee->next_year, -1);
	CHECK_INT(fee->to, day_of(2026, 12, 31));
	CHECK_INT(file.ref.fees.at[2].years, 2);
	CHECK_INT(file.ref.fees.at[2].amount, 40000);
	reference_file_close(&file);
}

static void
wrong_fees_are_named(void)
{
	static const struct file_case cases[] = {
		{ FEES "cfca,new,org,any,,term,250,,2026-01-01,,\n",
			"2:18: years: empty, but a price of basis term is for "
			"a number of years\n" },
		{ FEES "cfca,new,org,any,0,term,250,,2026-01-01,,\n"
		       "cfca,new,org,any,-1,term,250,,2026-01-01,,\n"
		       "cfca,new,org,any,1.5,term,250,,2026-01-01,,\n"
		       "cfca,new,org,any,9999999999,term,250,,,,\n",
			"2:18: years: is not a whole number from 1 to 99\n"
			"3:18: years: is not a whole number from 1 to 99\n"
			"4:18: years: is not a whole number from 1 to 99\n"
			"5:18: years: is not a whole number from 1 to 99\n" },
		{ FEES "cfca,New,org,any,1,monthly,3e2,-1,x,,\n",
			"2:6: business: \"New\" is none of: new, renew, "
			"reissue, change, unlock, revoke, any\n"
			"2:20: basis: \"monthly\" is none of: term, per_year, "
			"per_order\n"
			"2:28: amount_yuan: \"3e2\" is not an amount: wrong at "
			"character 2\n"
			"2:32: next_year_yuan: \"-1\" is less than zero\n"
			"2:35: valid_from: \"x\" is not a date\n" },
		{ FEES "cf ca,new,org,any,1,term,250,,,,\n",
			"2:1: ca: character 3 is not a letter, a digit, \"-\" "
			"or \"_\"\n" },
		{ FEES "cfca,new,org,any,1,term,250,,2026-02-01,2026-01-31,\n",
			"2:41: valid_to: 2026-01-31 is before valid_from, "
			"2026-02-01\n" },
		{ FEES "cfca,new,org,any,1,term,250,9,2026-02-01,,\n",
			"warning: 2:29: next_year_yuan: ignored: only the "
			"basis per_year has a next year\n" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_FEES, cases);
}

/* Equally specific means the same words, "any" among them. */
static void
ambiguous_fees_name_both_lines(void)
{
	static const struct file_case cases[] = {
		/* They touch in one day. */
		{ FEES "a,new,org,any,1,term,1,,2026-01-01,2026-06-30,\n"
		       "a,new,org,any,1,term,2,,2026-06-30,,\n",
			"3:25: valid_from: the row on line 2 is as specific "
			"as this one and also in force on 2026-06-30\n" },
		/* They do not. */
		{ FEES "a,new,org,any,1,term,1,,2026-01-01,2026-06-30,\n"
		       "a,new,org,any,1,term,2,,2026-07-01,,\n",
			"" },
		/* The other way round: the later line is the one to mend. */
		{ FEES "a,new,org,any,1,term,2,,2026-07-01,,\n"
		       "a,new,org,any,1,term,1,,2026-01-01,,\n",
			"3:25: valid_from: the row on line 2 is as specific "
			"as this one and also in force on 2026-07-01\n" },
		/* A long row hides behind a short one. */
		{ FEES "a,new,org,any,1,term,1,,2026-01-01,2026-12-31,\n"
		       "a,new,org,any,1,term,1,,2026-03-01,2026-03-31,\n"
		       "a,new,org,any,1,term,1,,2026-06-01,2026-06-30,\n",
			"3:25: valid_from: the row on line 2 is as specific "
			"as this one and also in force on 2026-03-01\n"
			"4:25: valid_from: the row on line 2 is as specific "
			"as this one and also in force on 2026-06-01\n" },
		/* Open at both ends. */
		{ FEES "a,new,org,any,1,term,1,,,,\n"
		       "a,new,org,any,1,term,1,,,,\n",
			"3:25: valid_from: the row on line 2 is as specific "
			"as this one and in force on the same days\n" },
		/* Basis is what it costs, not for whom. */
		{ FEES "a,new,org,any,1,term,1,,2026-01-01,,\n"
		       "a,new,org,any,1,per_year,1,,2026-01-01,,\n",
			"3:29: valid_from: the row on line 2 is as specific "
			"as this one and also in force on 2026-01-01\n" },
		/* One more specific, or for another order: no clash. */
		{ FEES "a,new,org,any,1,term,1,,2026-01-01,,\n"
		       "a,new,any,any,1,term,1,,2026-01-01,,\n"
		       "a,any,org,any,1,term,1,,2026-01-01,,\n"
		       "a,new,org,main,1,term,1,,2026-01-01,,\n"
		       "a,new,org,sub,1,term,1,,2026-01-01,,\n"
		       "a,new,org,any,2,term,1,,2026-01-01,,\n"
		       "a,new,org,any,,per_year,1,,2026-01-01,,\n"
		       "b,new,org,any,1,term,1,,2026-01-01,,\n",
			"" },
		{ FEES_PROJECT "p,a,new,org,any,1,term,1,,2026-01-01,,\n"
			       ",a,new,org,any,1,term,1,,2026-01-01,,\n"
			       "q,a,new,org,any,1,term,1,,2026-01-01,,\n",
			"" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_FEES, cases);
}

static void
policies_become_structs_with_defaults(void)
{
	static const char text[] = POLICIES
		"szca,wechat,any,any,outbound,bank-remark,no,no,no,,,,,,\n"
		"bjca,any,org,reissue,none,sms-holder,yes,yes,yes,"
		"5,1,2,4,20,1100 6037-3018 0005\n";
	static struct reference_file file;
	const struct policy *policy;

	reference_file_open(&file, REFERENCE_POLICIES);
	CHECK_INT(reference_file_read(&file, text, sizeof(text) - 1), 0);
	CHECK_TEXT(reference_file_problems(&file), "");
	policy = &file.ref.policies.at[0];
	CHECK_TEXT(policy->pay_method, "wechat");
	CHECK_TEXT(policy->business, TERM_ANY);
	CHECK_INT(policy->verify_mode, VERIFY_OUTBOUND);
	CHECK_INT(policy->pin_channel, PIN_BANK_REMARK);
	CHECK_INT(policy->own_account_required, 0);
	CHECK_INT(policy->review_days, 3);
	CHECK_INT(policy->return_days, 2);
	CHECK_INT(policy->buffer_days, 3);
	CHECK_INT(policy->max_attempts, 3);
	CHECK_INT(policy->expire_days, 10);
	CHECK_INT(policy->code_length, 6);
	CHECK_TEXT(policy->code_alphabet, "digits");
	CHECK_TEXT(policy->receiving_account, "");
	policy = &file.ref.policies.at[1];
	CHECK_INT(policy->own_account_required, 1);
	CHECK_INT(policy->review_before_payment, 1);
	CHECK_INT(policy->one_payment_only, 1);
	CHECK_INT(policy->review_days, 5);
	CHECK_INT(policy->expire_days, 20);
	CHECK_TEXT(policy->receiving_account, "1100 6037-3018 0005");
	reference_file_close(&file);
}

static void
wrong_policies_are_named(void)
{
	static const struct file_case cases[] = {
		{ POLICIES "a,any,any,any,none,none,maybe,no,no,-1,,,0,,x\n",
			"2:25: own_account_required: \"maybe\" is neither yes "
			"nor no\n"
			"2:37: review_days: is not a whole number from 0 to "
			"3650\n"
			"2:42: max_attempts: is not a whole number from 1 to "
			"99\n"
			"2:45: receiving_account: character 1 is not a digit, "
			"a blank or a hyphen\n" },
		{ POLICIES "a,any,any,any,none,bank-remark,no,no,no,,,,,,\n",
			"warning: 2:20: pin_channel: bank-remark delivers "
			"nothing while verify_mode is none, not outbound\n" },
		{ POLICIES "a,any,any,any,none,none,no,no,no,,,,,,\n"
			   "a,card,any,any,none,none,no,no,no,,,,,,\n"
			   "a,any,any,any,none,none,no,no,no,,,,,,\n"
			   "b,any,any,any,none,none,no,no,no,,,,,,\n"
			   "a,any,any,any,none,none,no,no,no,,,,,,\n",
			"4:1: ca: the row on line 2 is for the same business, "
			"pay_method and cert_kind\n"
			"6:1: ca: the row on line 2 is for the same business, "
			"pay_method and cert_kind\n" },
		{ "code_length,code_alphabet," POLICIES
		  "3,hex,a,any,any,any,none,none,no,no,no,,,,,,\n"
		  "13,upper,b,any,any,any,none,none,no,no,no,,,,,,\n"
		  "12,upper,c,any,any,any,none,none,no,no,no,,,,,,\n",
			"2:1: code_length: is not a whole number from 4 to "
			"12\n"
			"2:3: code_alphabet: \"hex\" is none of: digits, "
			"upper\n"
			"3:1: code_length: is not a whole number from 4 to "
			"12\n" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_POLICIES, cases);
}

static void
channels_know_their_template(void)
{
	static const struct file_case cases[] = {
		{ CHANNELS "wechat,1900000109,财付通支付科技有限公司,"
			   "{merchant} {bill_date}结算{bill_date}\n"
			   "alipay,2088000000000001,支付宝备付金,\n",
			"" },
		{ CHANNELS "wechat,1,a,{date}\nwechat,2,a,x}\n"
			   "wechat,3,a,{bill_date\n",
			"2:12: settlement_remark: \"{date}\" is unknown: "
			"{merchant} and {bill_date} may stand here\n"
			"3:12: settlement_remark: a brace that stands alone\n"
			"4:12: settlement_remark: a brace that stands "
			"alone\n" },
		{ CHANNELS "wechat,1,a,\nalipay,1,a,\nwechat,1,b,\n",
			"4:8: merchant_no: this merchant stands on line 2 "
			"already\n" },
		{ CHANNELS "bank,1,a,\nwechat,,,\n",
			"2:1: channel: \"bank\" is none of: wechat, alipay\n"
			"3:8: merchant_no: empty\n"
			"3:9: settlement_payer: empty\n" },
		{ NULL, NULL },
	};

	check_files(REFERENCE_CHANNELS, cases);
}

static void
a_calendar_says_one_thing_of_a_day(void)
{
	static const char text[] = "date,kind\n2026-01-03,workday\n"
				   "2026-01-01,holiday\n2026-01-03,workday\n";
	static const struct file_case cases[] = {
		{ "date,kind\n2026-01-01,holiday\n2026-01-02,workday\n"
		  "2026-01-01,workday\n",
			"4:1: date: line 2 says holiday of this day\n" },
		{ "date,kind\n2026-02-30,Holiday\n",
			"2:1: date: \"2026-02-30\" is not a date\n"
			"2:12: kind: \"Holiday\" is none of: holiday, "
			"workday\n" },
		{ NULL, NULL },
	};
	static struct reference_file file;

	check_files(REFERENCE_CALENDAR, cases);
	reference_file_open(&file, REFERENCE_CALENDAR);
	CHECK_INT(reference_file_read(&file, text, sizeof(text) - 1), 0);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(file.ref.calendar.count, 2);
	CHECK_INT(file.ref.calendar.at[0].day, day_of(2026, 1, 1));
	CHECK_INT(file.ref.calendar.at[0].workday, 0);
	CHECK_INT(file.ref.calendar.at[1].day, day_of(2026, 1, 3));
	CHECK_INT(file.ref.calendar.at[1].workday, 1);
	reference_file_close(&file);
}

static void
tax_rates_are_exact(void)
{
	static const char text[] = TAXES
		"szca,any,3040203000000000000,信息系统服务,0.06,2026-01-01,\n"
		"szca,new,3040203000000000000,信息系统服务,0.0150000,,\n"
		"szca,new,3040203000000000000,信息系统服务,1,,\n";
	/* When it is earned, by date; the column may be left out. */
	static const char dated[] =
		"recognition,ca,business,tax_code,tax_name,rate,valid_from,"
		"valid_to\n"
		"at_delivery,a,any,3040203000000000000,x,0.06,2026-01-01,"
		"2026-12-31\n"
		",a,any,3040203000000000000,x,0.06,2027-01-01,\n"
		"later,a,any,3040203000000000000,x,0.06,2028-01-01,\n";
	static const struct file_case cases[] = {
		{ TAXES "a,any,304020300000000000,x,6%,,\n"
			"a,any,30402030000000000OO,x,0.00001,,\n"
			"a,any,3040203000000000000,,1.01,,\n",
			"2:7: tax_code: has 18 digits, not 19\n"
			"2:28: rate: \"6%\" is not a rate such as 0.06, with "
			"at most 4 places\n"
			"3:7: tax_code: character 18 is not a digit\n"
			"3:29: rate: \"0.00001\" is not a rate such as 0.06, "
			"with at most 4 places\n"
			"4:27: tax_name: empty\n"
			"4:28: rate: \"1.01\" is not a rate such as 0.06, "
			"with at most 4 places\n" },
		{ NULL, NULL },
	};
	static struct reference_file file;

	check_files(REFERENCE_TAXES, cases);
	reference_file_open(&file, REFERENCE_TAXES);
	CHECK_INT(reference_file_read(&file, text, sizeof(text) - 1), 0);
	CHECK_TEXT(reference_file_problems(&file), "");
	CHECK_INT(file.ref.taxes.at[0].rate, 600);
	CHECK_INT(file.ref.taxes.at[1].rate, 150);
	CHECK_INT(file.ref.taxes.at[2].rate, 10000);
	CHECK_INT(file.ref.taxes.at[2].recognition, RECOGNITION_RATABLE_DAY);
	reference_file_close(&file);
	reference_file_open(&file, REFERENCE_TAXES);
	CHECK_INT(reference_file_read(&file, dated, sizeof(dated) - 1), 0);
	CHECK_TEXT(reference_file_problems(&file),
		"4:1: recognition: \"later\" is none of: ratable_day, "
		"at_delivery\n");
	CHECK_INT(file.ref.taxes.at[0].recognition, RECOGNITION_AT_DELIVERY);
	CHECK_INT(file.ref.taxes.at[1].recognition, RECOGNITION_RATABLE_DAY);
	reference_file_close(&file);
}

static void
fifty_problems_are_kept_and_the_rest_counted(void)
{
	static struct reference_file file;
	static char text[4000];
	size_t len = 0;

	len += (size_t)snprintf(text, sizeof(text), "date,kind\n");
	for (int i = 0; i < 60; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			"2026-01-01,day%d\n", i);
	reference_file_open(&file, REFERENCE_CALENDAR);
	CHECK_INT(reference_file_read(&file, text, len), 0);
	CHECK_INT(file.ref.problems.errors, 60);
	CHECK_INT(file.ref.problems.count, 50);
	CHECK_INT(problems_more(&file.ref.problems), 10);
	CHECK_INT(file.ref.rows, 60);
	CHECK_INT(file.ref.refused, 60);
	reference_file_close(&file);
}

/* With less and less memory, each reading ends with an error or well. */
static void
running_out_of_memory_is_an_error(void)
{
	static const char text[] =
		FEES "cfca,new,org,any,1,term,250,,2026-01-01,,\n"
		     "cfca,new,org,any,1,term,250,,2026-01-01,,\n"
		     "cfca,new,org,any,x,term,250,,2026-01-01,,\n";
	static struct reference_file file;
	int failed = 0, well = 0;

	for (size_t limit = 16; limit < 4096; limit += 16) {
		reference_file_open(&file, REFERENCE_FEES);
		file.arena.limit = limit;
		if (reference_file_read(&file, text, sizeof(text) - 1) < 0) {
			CHECK_INT(file.err.code, ERR_LIMIT);
			failed++;
		} else {
			CHECK_INT(file.ref.problems.errors, 2);
			well++;
		}
		file.arena.limit = 0;
		reference_file_close(&file);
	}
	CU_ASSERT(failed > 0 && well > 0);
}

static const struct test tests[] = { { "the header is checked by name",
					     the_header_is_checked_by_name },
	{ "a column may be left out if its cells may be empty",
		a_column_may_be_left_out_if_cells_may_be_empty },
	{ "fees become structs", fees_become_structs },
	{ "wrong fees are named", wrong_fees_are_named },
	{ "ambiguous fees name both lines", ambiguous_fees_name_both_lines },
	{ "policies become structs with defaults",
		policies_become_structs_with_defaults },
	{ "wrong policies are named", wrong_policies_are_named },
	{ "channels know their template", channels_know_their_template },
	{ "a calendar says one thing of a day",
		a_calendar_says_one_thing_of_a_day },
	{ "tax rates are exact", tax_rates_are_exact },
	{ "fifty problems are kept and the rest counted",
		fifty_problems_are_kept_and_the_rest_counted },
	{ "running out of memory is an error",
		running_out_of_memory_is_an_error },
	{ NULL, NULL } };

const struct suite test_reference = { "model/reference", tests };
