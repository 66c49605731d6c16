#!/bin/sh
# One of the tests of tests/run.sh, which gives it ${results}: what it said goes
# out in one piece, what it counts (passed failed skipped) into a file there.
# usage: tests/job.sh SCRIPT | DIR | PROGRAM
set -u
name=$(echo "$1" | tr / -)
log=$results/$name.log out=$results/$name.out count=$results/$name.count
start=$(date +%s)

cunit() {
	"$1" > "$log" 2>&1
	status=$?
	echo "== $1"
	grep -E '^SKIPPED|^Suite .*\.\.\.|^ +[0-9]+\. .*:[0-9]+' "$log"
	set -- "$1" $(awk '$1 == "tests" { print $3, $4, $5 }' "$log")
	if [ $# -ne 4 ] || { [ $status -ne 0 ] && [ "$4" -eq 0 ]; }; then
		tail -n 40 "$log"
		echo 0 1 0 >> "$count"
		return
	fi
	[ "$4" -eq 0 ] || cat "$log"
	echo "$3 run, $4 failed ($(($(date +%s) - start)) s)"
	echo $(($3 - $4)) "$4" "$(grep -c '^SKIPPED' "$log")" >> "$count"
}

script() {
	begin=$(date +%s)
	sh "$1" > "$log" 2>&1 < /dev/null
	status=$?
	took=$(($(date +%s) - begin))
	case $status in
	0)
		printf 'ok       %s (%d s)\n' "$1" $took
		grep -a '^=' "$log"
		echo 1 0 0 >> "$count"
		;;
	77)
		printf 'SKIPPED  %s\n' "$1"
		cat "$log"
		echo 0 0 1 >> "$count"
		;;
	*)
		printf 'FAILED   %s (status %d)\n' "$1" $status
		tail -n 60 "$log"
		echo 0 1 0 >> "$count"
		;;
	esac
}

case $1 in
*.sh) script "$1" ;;
tests/*) for t in "$1"/*.sh; do script "$t"; done ;;
*) cunit "$1" ;;
esac > "$out" 2>&1
flock "$results" cat "$out"
