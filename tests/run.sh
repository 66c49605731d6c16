#!/bin/sh
# Every test, then one line: "N passed, N failed, N skipped".
# usage: tests/run.sh BUILD_DIR        (make test calls it)
#
# CUnit's programs count by test; each script of tests/checks, tests/cli,
# tests/nights and tests/web is one.  A script that ends with status 77 was
# skipped, and has said why.  As many run beside each other as there are cores;
# those of tests/checks one after the other, because they build.
set -u
build=$1
export B="$build"
export YIFEN="$(cd "$build" && pwd)/yifen"
unset YIFEN_HOME YIFEN_BOOK YIFEN_DATABASE PGHOST PGSERVICE PGDATABASE PGUSER
results=$(mktemp -d)
export results
trap 'rm -rf "$results"' EXIT

# The longest first, so that none of them is waited for alone.
jobs() {
	echo "$build/tests/run_db"
	echo tests/checks
	echo "$build/tests/run_unit"
	for t in tests/web/*.sh tests/nights/*.sh tests/cli/*.sh; do
		case $t in
		*/harness.sh | */home.sh | */channels.sh | tests/web/nights.sh) ;;
		*) echo "$t" ;;
		esac
	done
}

jobs | xargs -P "$(nproc)" -I{} sh tests/job.sh {} || echo 0 1 0 > "$results/lost.count"
cat "$results"/*.count | awk '{ p += $1; f += $2; s += $3 }
	END { printf "%d passed, %d failed, %d skipped\n", p, f, s
		exit f > 0 || NR == 0 }'
