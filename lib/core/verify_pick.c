#include "core/verify_pick.h"

#include "base/err.h"
#include "base/i18n.h"
#include "base/secret.h"
#include "core/remark.h"
#include "core/trace.h"
#include "core/verify.h"

#include <string.h>

/* The orders whose latest attempt ${entry} may be about. */
int
verify_pick_suspects(const struct book *book, const struct book_entry *entry,
	struct order_set *set, struct err *err)
{
	const char *const texts[] = { entry->account_folded, entry->ref,
		entry->original, entry->external_id };
	const struct map_node *node;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		node = map_get(&book->by_attempt, texts[i], strlen(texts[i]));
		for (; node != NULL; node = node->next)
			if (order_set_add(set, node->value, book->arena, err) <
				0)
				return -1;
	}
	for (size_t i = 0; i < entry->code_count; i++) {
		node = map_get(&book->by_attempt,
			(const char *)entry->codes + i * CODE_DIGEST_SIZE,
			CODE_DIGEST_SIZE);
		for (; node != NULL; node = node->next)
			if (order_set_add(set, node->value, book->arena, err) <
				0)
				return -1;
	}
	return 0;
}

int
verify_pick_add(
	struct book *book, struct pick *p, size_t order, struct err *err)
{
	p->index = order;
	p->order = &book->orders.at[order];
	return order_set_add(&p->all, order, book->arena, err);
}

bool
verify_pick_shows(const struct book_entry *entry, int64_t code_id,
	const unsigned char *code)
{
	if (code_id <= CODE_NONE)
		return false;
	for (size_t i = 0; i < entry->code_count; i++)
		if (secret_same(entry->codes + i * CODE_DIGEST_SIZE, code,
			    CODE_DIGEST_SIZE))
			return true;
	return false;
}

bool
verify_pick_has_code(
	const struct book_entry *entry, const struct attempt *attempt)
{
	return verify_pick_shows(entry, attempt->code_id, attempt->code);
}

/* What a rule of these says of one attempt: whether it is the one; else why
 * not. */
void
verify_pick_tell(const struct book *book, const struct book_entry *entry,
	const char *rule, size_t order, bool fits, const char *sentence,
	const char *text)
{
	const struct attempt *a = verify_latest(&book->orders.at[order]);

	if (!trace_on(book, entry))
		return;
	trace_ask(book, entry, rule);
	trace_candidate(book, entry,
		trace_attempt(order, a->number), fits, sentence,
		text);
}

/* The rules that are asked, in their order. */
void
verify_pick_ask(const struct book *book, const struct book_entry *entry,
	const char *const *ids, const struct order_set *found)
{
	for (; *ids != NULL && trace_on(book, entry); ids++) {
		trace_ask(book, entry, *ids);
		if (found->count == 0)
			trace_because(book, entry,
				N_("no attempt has its account, id or code"),
				NULL);
	}
}

/* None fits, or several, which nothing tells apart. */
int
verify_pick_several(const struct book *book, struct book_entry *entry,
	const struct pick *found, const char *rule)
{
	entry->candidates = found->all;
	entry->tied = found->all.count > 1;
	if (entry->tied) {
		trace_ask(book, entry, rule);
		trace_say(book, entry, TRACE_SEVERAL, NULL);
	}
	return 0;
}

void
verify_pick_done(
	const struct book *book, struct book_entry *entry, const char *rule)
{
	entry->fate = FATE_VERIFICATION;
	entry->rule = rule;
	entry->note = "";
	trace_ask(book, entry, rule);
	trace_say(book, entry, TRACE_ONE, NULL);
}
