#!/bin/sh
# Every fixture of a statement says what it said when a person last looked:
# FILE.expect beside it, the JSON of an ok one, the refusal of a bad one.
# usage: tests/cli/expect.sh [--write]
. tests/cli/harness.sh
for file in fixtures/statements/*/ok/* fixtures/statements/*/bad/*; do
	case $file in
	*.expect) continue ;;
	*/ok/*) want=0 stream=out ;;
	*) want=3 stream=err ;;
	esac
	run parse "$file"
	status $want
	if [ "${1:-}" = --write ]; then
		cp "$work/$stream" "$file.expect"
	elif ! cmp -s "$work/$stream" "$file.expect"; then
		fault "not what $file.expect says"
		diff "$file.expect" "$work/$stream" | head -4
	fi
done
finish
