/*
 * verify_answers(): what the bank says of the transfers that were sent to it.
 */
#include "core/verify.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"

#include <string.h>

/* Rejected because it has it already (ISO 20022, ExternalStatusReason1Code):
 * then the first one went its way, and the statement will show it. */
static const char *const has_it_already[] = { "AM05", "DU01", "DU02", "DU03",
	"DU04", "DU05", "DUPL", NULL };

static bool
names_word(const char *const *words, const char *word, size_t len)
{
	for (; *words != NULL; words++)
		if (strlen(*words) == len && memcmp(*words, word, len) == 0)
			return true;
	return false;
}

/* Whether one of the reason's codes is among ${words}. */
static bool
has_word_of(const char *reason, const char *const *words)
{
	while (*reason != '\0') {
		const size_t len = strcspn(reason, " ");

		if (names_word(words, reason, len))
			return true;
		reason += len + (reason[len] == ' ');
	}
	return false;
}

/* The money never left.  All that banks say beside this changes nothing: what
 * was booked, the statement says. */
static bool
is_rejection(const struct bank_answer *answer)
{
	return strcmp(answer->status, "RJCT") == 0 &&
		!has_word_of(answer->reason, has_it_already);
}

static const char *
rejected_note(
	struct book *book, const struct bank_answer *answer, struct err *err)
{
	if (answer->reason[0] == '\0' && answer->text[0] == '\0')
		return N_("the bank rejected it without a reason");
	if (answer->text[0] == '\0')
		return note_make(book->arena, err,
			N_("the bank rejected it: %1"), 1, answer->reason);
	if (answer->reason[0] == '\0')
		return note_make(book->arena, err,
			N_("the bank rejected it: %1"), 1, answer->text);
	return note_make(book->arena, err, N_("the bank rejected it: %1 %2"), 2,
		answer->reason, answer->text);
}

int
verify_answers_rejection(struct book *book, const struct bank_answer *answers,
	size_t count, const char **note, struct err *err)
{
	*note = NULL;
	for (size_t i = 0; i < count; i++)
		if (is_rejection(&answers[i])) {
			*note = rejected_note(book, &answers[i], err);
			return *note == NULL ? -1 : 0;
		}
	return 0;
}

static int
hear(struct book *book, struct order *order, struct attempt *a, struct err *err)
{
	const char *note;

	if (verify_answers_rejection(
		    book, a->answers.at, a->answers.count, &note, err) < 0)
		return -1;
	return note == NULL
		? 0
		: verify_fail(book, order, a, ATTEMPT_RETURNED, note, 0, err);
}

int
verify_answers(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *order = &book->orders.at[i];
		struct attempt *latest = verify_latest(order);

		if (latest != NULL && latest->state == ATTEMPT_SENT &&
			hear(book, order, latest, err) < 0)
			return -1;
	}
	return 0;
}
