#!/bin/sh
# foo.c exports foo and foo_*, nothing else, so a name tells its file; the
# exceptions stand with their reasons in names.txt.
# B: the build folder, built.
set -eu
b=${B:-build}
make -s B="$b" "$b/libyifen.a"
for c in lib/*/*.c lib/*/*/*.c cmd/*.c; do
	[ -f "$b/${c%.c}.o" ] || continue
	nm -g --defined-only "$b/${c%.c}.o" | awk -v c="$c" '
		$2 != "U" && $3 !~ /^(__asan|__odr_asan|__sanitizer|_)/ {
			print c, $3 }'
done | awk '
# A pattern with * as a regular expression.
function expression(pattern) {
	gsub(/\./, "\\.", pattern)
	gsub(/\*/, "[a-z0-9_]*", pattern)
	return "^" pattern
}
FILENAME != "-" {
	if (!/^#/ && NF > 2) {
		file[++n] = expression($1) "$"
		name[n] = expression($2)
		line[n] = FNR
	}
	next
}
{
	base = $1
	sub(/.*\//, "", base)
	sub(/\.c$/, "", base)
	if ($2 == base || index($2, base "_") == 1 || $2 == "main")
		next
	for (i = 1; i <= n; i++)
		if ($1 ~ file[i] && $2 ~ name[i]) {
			used[i] = 1
			next
		}
	print $1 ": exports " $2
	bad = 1
}
END {
	for (i = 1; i <= n; i++)
		if (!used[i]) {
			print "tests/checks/names.txt:" line[i] \
				": no file needs it"
			bad = 1
		}
	exit bad
}' tests/checks/names.txt -
