#!/bin/sh
# Parts of the book (sql/queries/slice, night) are read by the same code as the
# whole (sql/queries/book): queries of one name have the same columns.
set -eu
columns() {
	sed -n '/^-- columns:/,/^[^-]/{/^--/p;}' "$1" | tr -d '\n\t-' |
		tr -s ' '
}
bad=0
for slice in sql/queries/slice/*.sql sql/queries/night/*.sql; do
	book=sql/queries/book/${slice##*/}
	[ -f "$book" ] || continue
	if [ "$(columns "$slice")" != "$(columns "$book")" ]; then
		echo "$slice: other columns than $book"
		bad=1
	fi
done
exit $bad
