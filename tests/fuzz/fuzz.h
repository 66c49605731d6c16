#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>

#include "audit.h"

/*
 * What is fuzzed: one program, in which FUZZ_TARGET chooses.  A target is
 * given bytes and calls fuzz_fail() if a promise is broken; what ASan and
 * UBSan see needs no call.
 */

typedef void fuzz_fn(const char *name, const char *bytes, size_t len);

fuzz_fn fuzz_format, fuzz_source, fuzz_csv, fuzz_decode, fuzz_xml,
	fuzz_reference;

/* Where the bytes are cut into pieces. */
#define FUZZ_CUTS 2
struct fuzz_cuts {
	size_t at[FUZZ_CUTS];
};

/** fuzz_cut(bytes, len): places that depend on the bytes, ascending. */
struct fuzz_cuts fuzz_cut(const char *bytes, size_t len);

/** fuzz_number(bytes, len): a number that depends on the bytes. */
unsigned fuzz_number(const char *bytes, size_t len);

/** fuzz_fail(what, a, b): print it, with both texts if there are any, and
 * abort: the bytes are a finding. */
void fuzz_fail(const char *what, const char *a, const char *b)
	__attribute__((noreturn));

/** fuzz_same(a, b, strict): two readings of the same bytes kept all promises
 * and came to the same end; else it is a finding.  Not ${strict}: where both
 * failed, one may have done so later, over another of the faults, but what was
 * said until then is the same. */
void fuzz_same(const struct audit *a, const struct audit *b, bool strict);

/** fuzz_check(audit): no promise was broken, or else it is a finding. */
void fuzz_check(const struct audit *audit);

#endif
