#!/bin/sh
# docs/domain-tests.md names tests that are there, and one at least in each row.
set -eu
doc=docs/domain-tests.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fault() {
	echo "$doc: $1"
	bad=1
}

# "suite<TAB>file" of each suite.
grep -o '^const struct suite test_[a-z0-9_]* = { "[a-z0-9_/]*"' \
	tests/unit/*/test_*.c tests/db/test_*.c |
	sed 's/^\([^:]*\):.*"\(.*\)"$/\2	\1/' > "$work/suites"

# What stands in backquotes with a colon or a slash in it is a test.
grep -o '`[^`]*`' "$doc" | tr -d '`' | grep -E '^[a-z]+/[a-z0-9_]+: |^tests/' |
	sort -u > "$work/named"
while IFS= read -r test; do
	case $test in
	tests/*)
		[ -f "$test" ] || fault "$test is not there"
		continue
		;;
	esac
	suite=${test%%: *}
	name=${test#*: }
	file=$(awk -F '\t' -v s="$suite" '$1 == s { print $2 }' "$work/suites")
	if [ -z "$file" ]; then
		fault "there is no suite $suite"
	elif ! grep -qF "{ \"$name\"," "$file"; then
		fault "$file has no test \"$name\""
	fi
done < "$work/named"

# A row of a table without a test.
awk -F '|' '/^\|/ && $2 !~ /^ (clause|---) / {
	rows++
	if ($3 !~ /`/) { print "docs/domain-tests.md:" FNR ": no test"; bad = 1 }
}
END { print "= " rows " clauses"; exit bad }' "$doc" || bad=1
exit $bad
