#!/bin/sh
# The book is read whole and in parts (sql/queries/book, night, slice), and each
# row by the same code: queries of one name have the same columns.
set -eu
columns() {
	sed -n '/^-- columns:/,/^[^-]/{/^--/p;}' "$1" | tr -d '\n\t-' |
		tr -s ' '
}
bad=0
for query in sql/queries/book/*.sql sql/queries/night/*.sql \
	sql/queries/slice/*.sql; do
	name=${query##*/}
	first=$(ls sql/queries/book/$name sql/queries/night/$name \
		sql/queries/slice/$name 2> /dev/null | head -n 1)
	[ -n "$first" ] || continue
	if [ "$(columns "$query")" != "$(columns "$first")" ]; then
		echo "$query: other columns than $first"
		bad=1
	fi
done
exit $bad
