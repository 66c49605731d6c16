#!/bin/sh
# Three nights of the demonstration: repeated, shuffled, refused, handed over.
. tests/cli/harness.sh
. tests/cli/home.sh

run nightly --date 2026-11-16
status 2
err "yifen init"
reference_data

# A nightly without reference data, or without its option, is wrong usage.
run nightly
status 2
err "--date"

cp -r $demo/inbox-2026-11-16 "$work/inbox"
night 2026-11-16 "$work/inbox"
status 0
snapshot first

# The same night again: nothing changes, byte for byte.
run nightly --date 2026-11-16 --inbox "$work/inbox"
status 0
snapshot again
unchanged first again

# --strict says by its exit status that breaks are open.
run nightly --date 2026-11-16 --inbox "$work/inbox" --strict
status 1

# Handed over once; again nothing; and the night again changes no answer.
run deliver
status 0
err "certificate"
run deliver --plain-outbox
status 0
snapshot delivered
find "$YIFEN_HOME/outbox" -type f | xargs sha256sum > "$work/outbox.1"
run deliver --plain-outbox
status 0
find "$YIFEN_HOME/outbox" -type f | xargs sha256sum > "$work/outbox.2"
cmp -s "$work/outbox.1" "$work/outbox.2" || fault "deliver wrote again"
run nightly --date 2026-11-16 --inbox "$work/inbox"
status 0
snapshot again
unchanged delivered again

# The same content under another name is one row "duplicate", and only once.
for file in "$work"/inbox/*.csv; do break; done
cp "$file" "$work/copy.csv"
run import "$work/copy.csv"
status 0
run list files --state duplicate --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "not one duplicate"
run import "$work/copy.csv"
run list files --state duplicate --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "a second row for the same file"

# The second inbox holds a bill whose total differs: refused whole with both
# figures, the rest is done, exit status 3; tried again, no row more.
night 2026-11-17 $demo/inbox-2026-11-17
status 3
err "970.00"
err "870.00"
run list files --state quarantined --format csv
[ "$(wc -l < "$work/out")" = 2 ] || fault "not one file is quarantined"
run list runs --format csv
grep -q ',nightly,2026-11-17,.*,refused,0$' "$work/out" ||
	fault "the run is not listed as refused with residual 0"
snapshot refused
run nightly --date 2026-11-17 --inbox $demo/inbox-2026-11-17
status 3
snapshot again
unchanged refused again

# An earlier night comes too late.
run nightly --date 2026-11-16 --inbox "$work/inbox"
status 2
err "2026-11-17"

# The corrected bill of the 17th comes with the third night, zipped and
# gzipped files beside it.
run deliver --plain-outbox
night 2026-11-18 $demo/inbox-2026-11-18
status 0
run list files --state imported --format csv
[ "$(wc -l < "$work/out")" = 10 ] || fault "not nine files are imported"

# An unknown value is wrong usage.
run list orders --verdict nonsense
status 2
run list breaks --state nonsense
status 2
run explain NOSUCHORDER1
status 2
finish
