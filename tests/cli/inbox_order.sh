#!/bin/sh
# The order and the names of the files in the inbox mean nothing.
. tests/cli/harness.sh
. tests/cli/home.sh

# night_with RENAMING-SUFFIX...: the first night over files so named.
night_with() {
	rm -rf "$work/home" "$work/inbox"
	mkdir "$work/inbox"
	for file in $demo/inbox-2026-11-16/*; do
		name=${file##*/}
		cp "$file" "$work/inbox/$(printf %s "$name$1" | cksum |
			cut -c1-4)-$name"
	done
	reference_data
	night 2026-11-16 "$work/inbox"
	status 0
	snapshot "$1"
}

night_with a
for salt in b c; do
	night_with $salt
	unchanged a $salt but-files but-runs
done
finish
