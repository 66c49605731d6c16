#ifndef BASE_BURN_H
#define BASE_BURN_H

/** burn_traces(): after work with a secret: what copying it has left in the
 * vector registers, and in the stack below, where a later call may have saved
 * them (the dynamic linker does, when it resolves a function of a library). */
void burn_traces(void);

#endif
