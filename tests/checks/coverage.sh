#!/bin/sh
# The unit tests reach every line and branch of the deciding core, and of
# money; what they cannot reach says why (tests/coverage.awk).
# B: the build folder; the instrumented program is built in one below.
set -eu
b=${B:-build}/coverage
if ! command -v "${GCOV:-gcov}" > /dev/null; then
	echo "there is no gcov"
	exit 77
fi
make -s -j2 B="$b" COVERAGE=1 CFLAGS="-O0 -g" "$b/tests/run_unit"
sh tests/coverage.sh "$b" quiet
