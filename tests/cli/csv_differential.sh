#!/bin/sh
# Ten thousand files of CSV: io/csv.h reads what Python's csv module reads, and
# refuses what that refuses (tests/tools/csv_differential.py says what more).
# B: the build folder.
set -eu
b=${B:-build}
make -s B="$b" "$b/tests/csv_rows"
python3 tests/tools/csv_differential.py "$b/tests/csv_rows" \
	"${CSV_FILES:-10000}" "${CSV_SEED:-1}"
