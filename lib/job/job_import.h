#ifndef JOB_IMPORT_H
#define JOB_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct job_ui;

struct job_import_options {
	/* A format's name, NULL: found by the content.  With no_bill: wechat,
	 * alipay or bank. */
	const char *as;
	const char *account;	/* for files that hold none, or NULL */
	bool dry_run;		/* say what would be, store nothing */
	int32_t no_bill;	/* there is no bill for that day; DAY_NONE */
	const char *const *files;
	size_t count;
};

struct job_import_result {
	int files;		/* imported */
	int known_files;	/* again or under another name: nothing new */
	int refused_files;	/* quarantined; the rest was done */
	int64_t entries;	/* new */
};

/** job_import(options, ui, result, err): take in statements and bills.  0 also
 * when files were refused: ${result} says so, and lines of ${ui} say why. */
int job_import(const struct job_import_options *options,
	const struct job_ui *ui, struct job_import_result *result,
	struct err *err);

#endif
