#!/bin/sh
# Every header compiles alone, whatever was included before it, and has a
# guard of its own.
# B: the build folder (for sqlbook.h, which is made).
set -eu
b=${B:-build}
make -s B="$b" "$b/sqlbook.h"
flags="$(pkg-config --cflags libpq libxml-2.0 openssl libarchive zlib)"
bad=0
for h in lib/*/*.h lib/*/*/*.h cmd/*.h; do
	# shellcheck disable=SC2086
	${CC:-gcc} -fsyntax-only -x c -std=c11 -D_GNU_SOURCE -Wall -Werror \
		-Wno-unused-function -Wno-unused-variable \
		-Wno-pragma-once-outside-header -Ilib -Icmd -I"$b" $flags \
		"$h" || bad=1
done
# Two headers with one guard: the second would vanish.
grep -h '^#ifndef [A-Z0-9_]*_H$' lib/*/*.h lib/*/*/*.h cmd/*.h | sort | uniq -d |
	sed 's/$/: two headers have this guard/' | grep . && bad=1
exit $bad
