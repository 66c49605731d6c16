#!/bin/sh
# What each role may do is what tests/cli/privileges.tsv says, line by line
# (reliability.md G37, G38); whoever changes a right changes that file, where a
# reviewer sees it.
# usage: tests/cli/privileges.sh [--write]
. tests/cli/harness.sh
. tests/cli/home.sh
expected=tests/cli/privileges.tsv

keep_server
run init
status 0
run list runs
status 0
PGUSER=postgres psql -qX -v book=yifen -f tests/cli/privileges.sql \
	"host=$YIFEN_HOME/pg port=5432 dbname=yifen" > "$work/found" 2> "$work/err"
ran="the catalogue"
empty err
if [ "${1:-}" = --write ]; then
	cp "$work/found" $expected
	exit 0
fi
if ! cmp -s $expected "$work/found"; then
	fault "differs from $expected"
	diff $expected "$work/found" | head -20
fi
echo "= $(wc -l < $expected) lines, $(diff $expected "$work/found" |
	grep -c '^[<>]') differ"
# A function with its owner's rights looks nowhere else first (E16).
if awk -F'\t' '$1 == "definer" && $5 !~ /^search_path=BOOK, pg_temp( |$)/' \
	"$work/found" | grep .; then
	fault "a SECURITY DEFINER function without a fixed search_path"
fi
finish
