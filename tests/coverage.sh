#!/bin/sh
# Which lines and branches of the deciding core, and of money, the unit tests
# reach: all of them, but for those that say in the source why not.
# usage: tests/coverage.sh BUILD_DIR [quiet]     (make coverage calls it)
#
# BUILD_DIR holds tests/run_unit, built with COVERAGE=1 and without
# optimisation, so that a branch of the source is one of the program.
set -eu
build=$1
quiet=${2:+1}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# What an earlier run counted, perhaps of another source.
find "$build" -name '*.gcda' -exec rm -f {} +
if ! "$build/tests/run_unit" core/ model/ > "$log" 2>&1; then
	tail -n 60 "$log"
	exit 1
fi
for c in lib/core/*.c lib/model/money.c; do
	# A file that no test calls has no counts: then all is unreached.
	${GCOV:-gcov} -b -c -t -o "$build/$(dirname "$c")" "$c" 2>/dev/null
done > "$log"
awk -v quiet="$quiet" -f tests/coverage.awk "$log"
