#ifndef MODEL_NOTE_H
#define MODEL_NOTE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Why something is as it is, in words that are stored once and read in any
 * language: an English sentence with %1 to %9 where its arguments go, then
 * the arguments, each after a TAB.
 *
 *	"paid %1, due is %2\t250.00\t300.00"
 *
 * Sentences are marked for translation with N_().  Stored and machine-read
 * forms never depend on the reader's locale.
 */

struct arena;
struct buf;
struct err;

/** note_make(arena, err, sentence, count, ...): ${count} texts follow; TABs
 * and line ends in them become blanks.  NULL on failure. */
const char *note_make(struct arena *arena, struct err *err,
	const char *sentence, size_t count, ...);

/** note_render(buf, note, translated): the sentence with its arguments. */
void note_render(struct buf *buf, const char *note, bool translated);

#endif
