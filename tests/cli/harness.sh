# Sourced by the tests of this folder, which run from the root of the project
# with YIFEN set to the program.  A test is a run, then what is expected of it:
#
#	run list orders --verdict paid
#	status 2
#	err "there is no"
#
# The script ends with "finish", whose status is 0 if all was as expected.
set -u
: "${YIFEN:?the program under test}"
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
ran=

run() {
	ran="yifen $*"
	"$YIFEN" "$@" > "$work/out" 2> "$work/err" < /dev/null
	got=$?
}

fault() {
	echo "FAIL: $ran: $1"
	sed 's/^/	stdout: /' "$work/out" | head -5
	sed 's/^/	stderr: /' "$work/err" | head -5
	failed=1
}

# status N: its exit status.
status() {
	[ "$got" -eq "$1" ] || fault "exit status $got, not $1"
}

# out TEXT, err TEXT: a line of that stream holds it.
out() {
	grep -qF -e "$1" "$work/out" || fault "standard output lacks: $1"
}

err() {
	grep -qF -e "$1" "$work/err" || fault "standard error lacks: $1"
}

# empty out|err: nothing was written there.
empty() {
	[ ! -s "$work/$1" ] || fault "there is something on $1"
}

# same FILE: standard output is that, byte for byte.
same() {
	cmp -s "$1" "$work/out" || fault "standard output is not $1"
}

finish() {
	exit $failed
}
