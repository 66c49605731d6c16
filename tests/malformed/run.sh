#!/bin/sh
# Malformed files of each family (tests/malformed/malform.py): all are refused,
# none of their rows is stored, what is said of each has its place, and the
# good files beside them are taken.  One line a family.
# usage: tests/malformed/run.sh [FAMILY...]      (from the root of the project)
#
# FILES of each family (default 1000), SEED.  A family is a folder of
# STATEMENTS (fixtures/statements).  KEEP=DIR leaves everything there.
set -u
: "${YIFEN:=$PWD/build/yifen}"
: "${STATEMENTS:=fixtures/statements}"
export YIFEN LC_ALL=C PYTHONDONTWRITEBYTECODE=1
[ $# -gt 0 ] || set -- $(cd "$STATEMENTS" && echo *)
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT
server_start "$work" || exit 1
failed=0

# book FOLDER NAME FILE...: a book of the family that was given these files.
book() {
	folder=$1 name=$2
	shift 2
	server_book "$work/home" "malformed" > "$folder/log" 2>&1 || return 1
	# A bill without rows is that of the only merchant that is known.
	for kind in calendar fees policies channels; do
		"$YIFEN" load $kind "fixtures/demo/$kind.csv" \
			>> "$folder/log" 2>&1 || return 1
	done
	"$YIFEN" import "$@" > "$folder/log" 2>&1
	echo $? > "$folder/status"
	"$YIFEN" list files --format json > "$folder/${name}files"
	"$YIFEN" list entries --format json > "$folder/${name}entries"
	server_drop
}

for family; do
	folder=${KEEP:-$work}/$family
	mkdir -p "$folder"
	python3 tests/malformed/malform.py "$STATEMENTS" "$family" \
		"${FILES:-1000}" "$folder" "${SEED:-1}" || exit 2
	"$YIFEN" parse "$folder"/bad/* > /dev/null 2> "$folder/parsed"
	# The malformed ones first: a row of theirs would be there already.
	if book "$folder" alone- "$folder"/good/* &&
		book "$folder" '' "$folder"/bad/* "$folder"/good/*; then
		python3 tests/malformed/check.py "$folder" "$family" ||
			failed=1
	else
		cat "$folder/log"
		failed=1
	fi
done
exit $failed
