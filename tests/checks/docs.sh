#!/bin/sh
# The manual is the program's: each command of "yifen --help" has its page and
# stands in yifen(1), each option of "yifen COMMAND --help" stands in the page
# as ".It Fl -NAME", and the page holds no other; every page is well formed.
# usage: tests/checks/docs.sh [YIFEN]     (from the root of the project)
set -eu
yifen=${1:-$YIFEN}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fault() {
	echo "$1"
	bad=1
}

LC_ALL=C "$yifen" --help |
	sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' > "$work/commands"
for command in $(cat "$work/commands"); do
	page=docs/man/yifen-$command.1
	if [ ! -f "$page" ]; then
		fault "$page: missing"
		continue
	fi
	grep -q "^\.It Xr yifen-$command 1" docs/man/yifen.1 ||
		fault "docs/man/yifen.1: $command is missing"
	LC_ALL=C "$yifen" "$command" --help |
		sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort > "$work/help"
	sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' "$page" | sort > "$work/page"
	comm -23 "$work/help" "$work/page" | while read -r option; do
		echo "$page: --$option is missing"
	done > "$work/faults"
	comm -13 "$work/help" "$work/page" | while read -r option; do
		echo "$page: --$option is no option of $command"
	done >> "$work/faults"
	if [ -s "$work/faults" ]; then
		cat "$work/faults"
		bad=1
	fi
done
# Each report stands in the manual, in the help and in docs/reports.md.
for report in reports/*/report.def; do
	report=${report%/report.def} report=${report#reports/}
	grep -q "^\.It Cm $report\$" docs/man/yifen-report.1 ||
		fault "docs/man/yifen-report.1: $report is missing"
	grep -q "^| \`$report\`" docs/reports.md ||
		fault "docs/reports.md: $report is missing"
	LC_ALL=C "$yifen" report --help | grep -qw "$report" ||
		fault "yifen report --help: $report is missing"
done
for page in docs/man/*.1; do
	name=$(basename "$page" .1)
	if [ "$name" != yifen ] &&
		! grep -qx "${name#yifen-}" "$work/commands"; then
		fault "$page: there is no such command"
	fi
	if command -v mandoc > /dev/null; then
		mandoc -T lint -W warning "$page" || bad=1
	elif command -v groff > /dev/null; then
		groff -mandoc -Tutf8 -ww "$page" 2> "$work/groff" > /dev/null
		if [ -s "$work/groff" ]; then
			cat "$work/groff"
			bad=1
		fi
	fi
done
exit $bad
