#!/bin/sh
# Every statement of sql/queries is used in C or by a report, and every SQL_ name in C is one
# of them; no SQL stands in C strings.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for f in sql/queries/*/*.sql; do
	echo "$f" | sed 's|sql/queries/||; s|\.sql$||' | tr 'a-z/' 'A-Z_' |
		sed 's/^/SQL_/'
done | sort > "$work/made"
# A report's query is used by its definition.
{
	grep -ohw 'SQL_[A-Z0-9_]*' lib/*/*.c lib/*/*/*.c cmd/*.c |
		grep -v '^SQL_[A-Z]*_$'
	sed -n 's/^query	*/SQL_REPORT_/p' reports/*/report.def | tr a-z A-Z
} | sort -u > "$work/used"
# Sizes and limits that sqlbook.h defines beside the statements.
grep -oh '#define SQL_[A-Z_]*' sql/embed.awk lib/*/*.[ch] lib/*/*/*.[ch] |
	sed 's/#define //' | sort -u > "$work/other"
echo SQL_COUNT >> "$work/other"
bad=0
comm -23 "$work/made" "$work/used" | sed 's/$/: no C file uses it/' \
	> "$work/faults"
comm -13 "$work/made" "$work/used" | grep -vxFf "$work/other" |
	sed 's/$/: no file of sql\/queries makes it/' >> "$work/faults" || true
grep -nE '"(select|insert into|update|delete from|create|alter|grant) ' \
	lib/*/*.c lib/*/*/*.c cmd/*.c >> "$work/faults" || true
[ ! -s "$work/faults" ] || bad=1
cat "$work/faults"
exit $bad
