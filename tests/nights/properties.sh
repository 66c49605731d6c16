#!/bin/sh
# Twenty random days: what must hold of a book after each night holds.
# tests/properties/run.sh says how to have more of them.
if ! command -v psql > /dev/null; then
	echo "SKIPPED: psql is not there: nobody to read the books"
	exit 77
fi
NIGHTS=9 exec sh tests/properties/run.sh 2 5
