#include "night_summary.h"

#include "base/i18n.h"
#include "job/job_nightly.h"
#include "model/day.h"
#include "model/money.h"
#include "report/width.h"

#include <inttypes.h>
#include <stdio.h>

/*
 *	nightly 2026-11-23 (run 12)
 *	  files            3 imported, 1 known already, 0 refused
 *	  new entries      120
 *	  matched          110   33000.00
 *	    merchant-ref   100   30000.00
 *	  ...
 */
#define NAME_WIDTH 34
#define COUNT_WIDTH 8
#define MONEY_WIDTH 16
#define HEADING_WIDTH 11

static void
put_name(int indent, const char *name)
{
	const size_t width = width_text(name) + (size_t)indent;

	fprintf(stderr, "%*s%s%*s", indent, "", name,
		width < NAME_WIDTH ? (int)(NAME_WIDTH - width) : 1, "");
}

static void
put_count(int indent, const char *name, int64_t count)
{
	put_name(indent, name);
	fprintf(stderr, "%*" PRId64 "\n", COUNT_WIDTH, count);
}

static void
put_money(int indent, const char *name, int64_t count, int64_t fen)
{
	char text[MONEY_TEXT_SIZE];

	put_name(indent, name);
	fprintf(stderr, "%*" PRId64 "%*s\n", COUNT_WIDTH, count, MONEY_WIDTH,
		money_text(fen, text));
}

/* The sum, and each of them under it. */
static void
put_counts(const char *name, const struct job_counts *counts)
{
	int64_t count = 0, fen = 0;

	for (size_t i = 0; i < counts->count; i++) {
		count += counts->at[i].count;
		fen += counts->at[i].fen;
	}
	put_money(2, name, count, fen);
	for (size_t i = 0; i < counts->count; i++)
		if (counts->at[i].count > 0)
			put_money(4, counts->at[i].name, counts->at[i].count,
				counts->at[i].fen);
}

static void
put_heading(const char *text)
{
	const size_t width = width_text(text);

	fprintf(stderr, "%*s%s",
		width < HEADING_WIDTH ? (int)(HEADING_WIDTH - width) : 1, "",
		text);
}

static void
put_break_row(const char *name, const struct job_break_count *b)
{
	put_name(4, name);
	fprintf(stderr, "%*" PRId64 "%*" PRId64 "%*" PRId64 "%*" PRId64 "\n",
		HEADING_WIDTH, b->opened, HEADING_WIDTH, b->reopened,
		HEADING_WIDTH, b->resolved, HEADING_WIDTH, b->persisting);
}

/* A row for each kind to which something happened, and one for all. */
static void
put_breaks_tonight(const struct job_nightly_result *result)
{
	struct job_break_count all = { .opened = 0 };

	put_name(2, _("breaks tonight"));
	put_heading(_("new"));
	put_heading(_("reopened"));
	put_heading(_("resolved"));
	put_heading(_("persisting"));
	fputc('\n', stderr);
	for (size_t i = 0; i < result->breaks_tonight.count; i++) {
		const struct job_break_count *b = &result->breaks_tonight.at[i];

		all.opened += b->opened;
		all.reopened += b->reopened;
		all.resolved += b->resolved;
		all.persisting += b->persisting;
		if (b->opened + b->reopened + b->resolved > 0)
			put_break_row(b->kind, b);
	}
	put_break_row(_("all"), &all);
}

static void
put_look_ahead(int count)
{
	const char *name = _("become breaks with the next night");

	if (count >= 0) {
		put_count(2, name, count);
		return;
	}
	put_name(2, name);
	fprintf(stderr, "%*s  %s\n", COUNT_WIDTH, "?",
		_("the calendar does not reach so far"));
}

void
night_summary_line(const struct job_nightly_result *result)
{
	char day[DAY_TEXT_SIZE], fen[MONEY_TEXT_SIZE];
	int64_t matched = 0;

	day_text(result->date, day);
	for (size_t i = 0; i < result->matched.count; i++)
		matched += result->matched.at[i].count;
	fprintf(stderr,
		_("nightly %s (run %d): files imported %d, refused %d; "
		  "entries new %lld, matched %lld; open breaks %d; residual "
		  "%s\n"),
		day, result->run_id, result->files, result->refused_files,
		(long long)result->entries, (long long)matched,
		result->open_breaks, money_text(result->residual, fen));
}

void
night_summary_print(const struct job_nightly_result *result)
{
	char text[DAY_TEXT_SIZE], fen[MONEY_TEXT_SIZE];

	day_text(result->date, text);
	if (result->run_id != 0)
		fprintf(stderr, _("nightly %s (run %d)\n"), text,
			result->run_id);
	else
		fprintf(stderr, _("nightly %s: nothing new\n"), text);
	put_count(2, _("files imported"), result->files);
	if (result->known_files > 0)
		put_count(2, _("files known already"), result->known_files);
	if (result->refused_files > 0)
		put_count(2, _("files refused"), result->refused_files);
	put_count(2, _("new entries"), result->entries);
	put_counts(_("matched tonight"), &result->matched);
	put_money(2, _("in suspense"), result->suspense.count,
		result->suspense.fen);
	put_count(2, _("accounts verified tonight"), result->verified);
	put_count(2, _("verifications failed tonight"), result->failed);
	put_count(2, _("verifications open"), result->verifications_open);
	put_count(2, _("releases queued"), result->releases_queued);
	put_count(2, _("releases held"), result->releases_held);
	put_counts(_("open breaks"), &result->breaks);
	put_breaks_tonight(result);
	put_look_ahead(result->become_breaks);
	put_name(2, _("residual"));
	fprintf(stderr, "%*s\n", COUNT_WIDTH + MONEY_WIDTH,
		money_text(result->residual, fen));
}
