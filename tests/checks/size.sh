#!/bin/sh
# Small files, small functions: none over 600 and 100 lines (a warning from
# 400 and 60 on; tests are tables, their files may be long); no TODO; no
# floating point near money.
set -eu
bad=0
wc -l lib/*/*.[ch] lib/*/*/*.[ch] cmd/*.[ch] |
awk '$2 == "total" { next }
	$1 > 600 { print $2 ": " $1 " lines, more than 600"; bad = 1; next }
	$1 > 400 { print "= warning: " $2 ": " $1 " lines" }
	END { exit bad }' || bad=1
awk '/^\{$/ { start = FNR }
	/^\}$/ && FNR - start - 1 > 100 {
		print FILENAME ":" start ": a function of " FNR - start - 1 \
			" lines, more than 100"
		bad = 1
	}
	/^\}$/ && FNR - start - 1 > 60 && FNR - start - 1 <= 100 {
		print "= warning: " FILENAME ":" start ": a function of " \
			FNR - start - 1 " lines"
	}
	END { exit bad }' lib/*/*.c lib/*/*/*.c cmd/*.c tests/unit/*/*.c tests/db/*.c ||
	bad=1
if git grep -nwE 'TODO|FIXME|XXX' -- . ':!tests/checks' ':!*.md'; then
	bad=1
fi
# Comments may say "double"; code may not, but where floats.txt says why.
for f in lib/*/*.[ch] lib/*/*/*.[ch] cmd/*.[ch]; do
	${CC:-gcc} -fpreprocessed -dD -E -P "$f" 2>/dev/null |
		sed 's/"[^"]*"//g' | grep -nwE 'float|double|strtod|atof' |
		sed "s|^|$f: floating point: |"
done | awk -F '\t' 'FILENAME != "-" {
		if (!/^#/) { file[++n] = $1; line[n] = $2 }
		next
	}
	{
		for (i = 1; i <= n; i++)
			if (index($0, file[i] ":") == 1 && $0 ~ line[i]) {
				used[i] = 1
				next
			}
		print
	}
	END {
		for (i = 1; i <= n; i++)
			if (!used[i])
				print "tests/checks/floats.txt: " file[i] \
					": no such line: " line[i]
	}' tests/checks/floats.txt - > "${TMPDIR:-/tmp}/size.$$"
[ ! -s "${TMPDIR:-/tmp}/size.$$" ] || bad=1
cat "${TMPDIR:-/tmp}/size.$$"
rm -f "${TMPDIR:-/tmp}/size.$$"
exit $bad
