#!/bin/sh
# Includes go down the layers as docs/architecture.md draws them, and each
# third-party header stays behind its fence.
set -eu
bad=0
awk -f tests/checks/layers.awk docs/architecture.md lib/*/*.[ch] \
	lib/*/*/*.[ch] cmd/*.[ch] ||
	bad=1

# The fences name files that are there, and the layers folders that are.
sed -n 's/^| *`\([a-z]*\)` *|.*/\1/p' docs/architecture.md | sort -u |
while read -r layer; do
	[ -d "lib/$layer" ] || [ "$layer" = cmd ] ||
		echo "docs/architecture.md: there is no layer $layer"
done > "${TMPDIR:-/tmp}/layers.$$"
grep -o '`lib/[a-z_/0-9]*\.[ch]`' docs/architecture.md | tr -d '`' | sort -u |
while read -r file; do
	[ -f "$file" ] || echo "docs/architecture.md: there is no $file"
done >> "${TMPDIR:-/tmp}/layers.$$"
[ ! -s "${TMPDIR:-/tmp}/layers.$$" ] || bad=1
cat "${TMPDIR:-/tmp}/layers.$$"
rm -f "${TMPDIR:-/tmp}/layers.$$"
exit $bad
