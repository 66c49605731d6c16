#!/bin/sh
# Every test, then one line: "N passed, N failed, N skipped".
# usage: tests/run.sh BUILD_DIR        (make test calls it)
#
# CUnit's programs count by test; each script of tests/checks, tests/cli,
# tests/nights and tests/web is one.  A script that ends with status 77 was skipped, and has
# said why.
set -u
build=$1
export B="$build"
export YIFEN="$(cd "$build" && pwd)/yifen"
unset YIFEN_HOME YIFEN_BOOK YIFEN_DATABASE PGHOST PGSERVICE PGDATABASE PGUSER
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0

cunit() {
	echo "== $1"
	"$1" > "$log" 2>&1
	status=$?
	grep -E '^SKIPPED|^Suite .*\.\.\.|^ +[0-9]+\. .*:[0-9]+' "$log"
	set -- "$1" $(awk '$1 == "tests" { print $3, $4, $5 }' "$log")
	if [ $# -ne 4 ] || { [ $status -ne 0 ] && [ "$4" -eq 0 ]; }; then
		tail -n 40 "$log"
		failed=$((failed + 1))
		return
	fi
	[ "$4" -eq 0 ] || cat "$log"
	passed=$((passed + $3 - $4)) failed=$((failed + $4))
	skipped=$((skipped + $(grep -c '^SKIPPED' "$log")))
	echo "$3 run, $4 failed"
}

script() {
	start=$(date +%s)
	sh "$1" > "$log" 2>&1 < /dev/null
	status=$?
	took=$(($(date +%s) - start))
	case $status in
	0) passed=$((passed + 1)) ;;
	77) skipped=$((skipped + 1)) ;;
	*) failed=$((failed + 1)) ;;
	esac
	case $status in
	0) printf 'ok       %s (%d s)\n' "$1" $took; grep -a '^=' "$log" ;;
	77) printf 'SKIPPED  %s\n' "$1"; cat "$log" ;;
	*) printf 'FAILED   %s (status %d)\n' "$1" $status; tail -n 60 "$log" ;;
	esac
}

cunit "$build/tests/run_unit"
for t in tests/checks/*.sh; do script "$t"; done
cunit "$build/tests/run_db"
for t in tests/cli/*.sh tests/nights/*.sh tests/web/*.sh; do
	case $t in
	*/harness.sh | */home.sh | */channels.sh | tests/web/nights.sh) ;;
	*) script "$t" ;;
	esac
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
