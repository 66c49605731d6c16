#!/bin/sh
# A short form of make fuzz: the same few hundred inputs of each reader every
# time.  Skipped where there is no clang, which only fuzzing needs.
# B: the build folder; the instrumented program is built in one below.
set -eu
b=${B:-build}/fuzz
if ! command -v clang > /dev/null; then
	echo "there is no clang: nothing was fuzzed (sh tests/setup.sh clang)"
	exit 77
fi
make -s -j2 B="$b" CC=clang SANITIZE=fuzzer-no-link,address,undefined \
	CFLAGS="-O1 -g" "$b/tests/fuzz/fuzz"
# Not what earlier runs learnt: the same for everybody.
rm -rf "$b/short"
mkdir -p "$b/short/tests/fuzz"
ln -s ../../../tests/fuzz/fuzz "$b/short/tests/fuzz/fuzz"
FUZZ_RUNS=300 FUZZ_SEED=1 FUZZ_CORPUS=none sh tests/fuzz/run.sh "$b/short" 2>&1
