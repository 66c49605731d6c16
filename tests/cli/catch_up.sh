#!/bin/sh
# Nights that were not run in time are caught up: the same facts, day by day.
. tests/cli/harness.sh
. tests/cli/home.sh

# Three nights, run each in its time.  The corrected bill of the 17th comes in
# time here, and the wrong one never.
mkdir "$work/16" "$work/17" "$work/18"
cp $demo/inbox-2026-11-16/* "$work/16"
cp $demo/inbox-2026-11-17/* "$work/17"
cp $demo/inbox-2026-11-18/* "$work/18"
rm "$work/17/1600000001All2026-11-17.csv"
mv "$work/18/1600000001All2026-11-17-again.csv" "$work/17"

reference_data
run import --no-bill 2026-11-15 --as wechat
for day in 16 17 18; do
	night 2026-11-$day "$work/$day"
	status 0
done
snapshot in-time

# comparable NAME: runs by the order of the nights, their times away.  Orders
# are loaded early in a catch-up: a corrected version, which has no day of its
# own, is seen one night earlier, and that order is left out.
comparable() {
	"$YIFEN" list runs --command nightly --format csv |
		awk -F, 'NR > 1 { print $1, NR, $3, $6, $7 }' > "$work/$1/runs"
	awk -F, 'NR == FNR { split($0, r, " "); n[r[1]] = r[2]; next }
		FNR > 1 { $6 = n[$6] } 1' OFS=, "$work/$1/runs" \
		"$work/$1/matches" > "$work/comparable"
	mv "$work/comparable" "$work/$1/matches"
	sed -i 's/^[0-9]* //' "$work/$1/runs"
	sed -i /SZ202611160005/d "$work/$1/verifications" "$work/$1/pending"
}
comparable in-time

# book: the first night in time; then the orders of all days.
book() {
	rm -rf "$work/home"
	reference_data
	run import --no-bill 2026-11-15 --as wechat
	night 2026-11-16 "$work/16"
	status 0
	run load orders $demo/orders-2026-11-17.csv
	run load orders $demo/orders-2026-11-18.csv
}

# All that came meanwhile, in one folder with others inside.
mkdir "$work/inbox" "$work/inbox/more"
cp "$work"/16/* "$work"/18/* "$work/inbox"
cp "$work"/17/* "$work/inbox/more"
book
run nightly --date 2026-11-18 --inbox "$work/inbox"
status 0
err "nightly 2026-11-17 (run"
err "nightly 2026-11-18 (run"
snapshot caught-up
comparable caught-up
unchanged in-time caught-up
run nightly --date 2026-11-18 --inbox "$work/inbox"
status 0
snapshot again
comparable again
unchanged caught-up again

# Killed anywhere, it goes on where it stopped.
book
for seconds in 0.3 0.5 0.7; do
	timeout -s KILL $seconds "$YIFEN" nightly --date 2026-11-18 \
		--inbox "$work/inbox" > "$work/out" 2> "$work/err"
done
run nightly --date 2026-11-18 --inbox "$work/inbox"
status 0
snapshot killed
comparable killed
unchanged in-time killed

# A zip with bills of several days is taken apart.
book
rm -rf "$work/inbox"
mkdir "$work/inbox"
python3 - "$work/inbox/all.zip" "$work"/17/* "$work"/18/*.xml <<'PY'
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    for path in sys.argv[2:]:
        z.write(path, os.path.basename(path))
PY
cp "$work"/18/*.csv* "$work/inbox"
run nightly --date 2026-11-18 --inbox "$work/inbox"
status 0
snapshot zipped
comparable zipped
# Its rows have other numbers: they follow the digest of the zip.
unchanged in-time zipped but-files but-entries but-matches but-breaks
run list files --run 10 --format csv
[ "$(grep -c all.zip/ "$work/out")" = 3 ] || fault "not three bills of the 17th"

# Without: one night with everything.
book
run nightly --date 2026-11-18 --inbox "$work/inbox" --no-catch-up
status 0
run list runs --command nightly --format csv
[ "$(wc -l < "$work/out")" = 3 ] || fault "not two nights"

# A file that is refused is refused in the night of its day; the others go on,
# and the worst is the exit status.
book
rm -rf "$work/inbox"
mkdir "$work/inbox"
cp "$work"/17/* "$work"/18/* "$work/inbox"
cp $demo/inbox-2026-11-17/1600000001All2026-11-17.csv "$work/inbox"
run nightly --date 2026-11-19 --inbox "$work/inbox"
status 3
run list runs --command nightly --format csv
out ",nightly,2026-11-17,"
[ "$(grep -c ',refused,0$' "$work/out")" = 1 ] || fault "not one refused night"
grep -q ',2026-11-17,.*,refused,' "$work/out" || fault "not the night of the 17th"
out ",nightly,2026-11-19,"

# A year by mistake is not done; nothing is.
snapshot before
run nightly --date 2027-11-21
status 2
err "366"
run nightly --date 2026-11-17
status 2
snapshot after
unchanged before after
finish
