#!/bin/sh
# Fuzzes each target (tests/fuzz/fuzz.c) and prints one line for it:
#
#	TARGET  RUNS runs  N exec/s  N MB  N findings
#
# then one for all of them.  The status is 1 if something was found: the bytes
# that did it lie in BUILD_DIR/findings, what was said about them beside.
# usage: tests/fuzz/run.sh BUILD_DIR [TARGET...]     (make fuzz calls it)
#
# FUZZ_SECONDS (60) of each target, or FUZZ_RUNS of each, whatever it takes.
# What was learnt stays in BUILD_DIR/corpus; FUZZ_SEED makes a run repeatable
# as far as that is the same.  FUZZ_CORPUS: real files to start from, too (or
# "none").
set -u
build=$1
shift
fuzz=$build/tests/fuzz/fuzz
corpus=${FUZZ_CORPUS:-../shared/corpus}
findings=$build/findings
mkdir -p "$findings" "$build/seeds" "$build/corpus"
[ $# -gt 0 ] || set -- $("$fuzz")
case $corpus in
none) ;;
*) [ -d "$corpus" ] ||
	echo "SKIPPED  real files as seeds: there is no $corpus" >&2 ;;
esac
if [ -n "${FUZZ_RUNS:-}" ]; then
	limit=-runs=$FUZZ_RUNS
else
	limit=-max_total_time=${FUZZ_SECONDS:-60}
fi
# The memory that ASan keeps back is no memory that the program needs.
export ASAN_OPTIONS=quarantine_size_mb=16:detect_leaks=1:malloc_context_size=8
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
all=0 bad=0

# figure NAME LOG: one of libFuzzer's final figures.
figure() {
	sed -n "s/^stat::$1: *//p" "$2" | tail -1
}

for target; do
	log=$findings/$target.log
	mkdir -p "$build/corpus/$target"
	rm -rf "$build/seeds/$target" "$findings/$target"-*
	python3 tests/fuzz/seeds.py "$target" "$build/seeds/$target" \
		"$corpus" || exit 2
	FUZZ_TARGET=$target "$fuzz" -timeout=1 -rss_limit_mb=512 \
		-max_len="${FUZZ_MAX_LEN:-4096}" -seed="${FUZZ_SEED:-0}" \
		-dict="$build/seeds/$target.dict" -print_final_stats=1 \
		-artifact_prefix="$findings/$target-" "$limit" \
		"$build/corpus/$target" "$build/seeds/$target" \
		> "$log" 2>&1 < /dev/null
	status=$?
	runs=$(figure number_of_executed_units "$log")
	rate=$(figure average_exec_per_sec "$log")
	[ "$rate" != 0 ] || rate=- # it took less than a second
	found=$(find "$findings" -name "$target-*" | wc -l)
	[ $status -eq 0 ] || [ "$found" -gt 0 ] || found=1
	printf '%-16s %10s runs %7s exec/s %5s MB %3d findings\n' "$target" \
		"${runs:-?}" "$rate" \
		"$(figure peak_rss_mb "$log")" "$found"
	all=$((all + ${runs:-0})) bad=$((bad + found))
	if [ "$found" -gt 0 ]; then
		grep -E '^(==[0-9]+==)?ERROR|SUMMARY|^[a-z0-9-]+: ' "$log" |
			head -4 | sed 's/^/	/'
	else
		rm -f "$log"
	fi
done
echo "= $# targets, $all runs, $bad findings"
[ $bad -eq 0 ]
