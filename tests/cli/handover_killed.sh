#!/bin/sh
# deliver killed before each of its writes, syncs, renames, removals, words to
# the database and answers from it (what was done is not known to be): the next one finishes it, and it comes to what one that was
# never killed comes to.  KILLS: how many places at most of each kind (0: all).
# AGAIN=yes: of the deliver that hands all batches over once more.
command -v strace > /dev/null || {
	echo "there is no strace"
	exit 77
}
. tests/cli/harness.sh
. tests/cli/home.sh
. tests/cli/channels.sh
KILLS=${KILLS:-2}
reference_data
certificate bank
certificate gate -newkey ec -pkeyopt ec_paramgen_curve:P-256
configure micro-deposit bank
configure sms gate
configure counter gate
night 2026-11-16 $demo/inbox-2026-11-16
files="micro-deposit/000001.xml:bank micro-deposit/000001.csv:bank
	sms/000001.csv:gate counter/000001.csv:gate"
number=000001
if [ "${AGAIN:-no}" = yes ]; then
	run deliver
	status 0
	for folder in micro-deposit sms counter; do
		PGUSER=yifen_finance run propose repeat $folder/1 \
			--reason "it was lost"
		PGUSER=yifen_approver run approve "$(cat "$work/out")" \
			--reason "so it was"
		status 0
	done
	files="micro-deposit/000002.xml:bank sms/000002.csv:gate
		counter/000002.csv:gate"
	number=000002
fi
stop_server
cp -a "$YIFEN_HOME" "$work/ready"

# A home that waits to be delivered, with its server up.
again() {
	stop_server
	rm -rf "$YIFEN_HOME"
	cp -a "$work/ready" "$YIFEN_HOME"
	keep_server
	"$YIFEN" list runs > /dev/null
}

# told NAME: all that is to be seen of a home that was delivered: the names in
# the outbox, what is in the files, the lists; not when, nor under which key.
told() {
	{
		(cd "$YIFEN_HOME/outbox" && find . -type f | sort)
		for f in $files; do
			echo "== $f"
			opened "$YIFEN_HOME/outbox/${f%:*}.p7m" ${f#*:} ||
				echo "does not open"
		done
		for d in micro-deposit sms counter; do
			openssl cms -verify -inform DER \
				-in "$YIFEN_HOME/outbox/$d/$number.manifest.p7m" \
				-CAfile "$YIFEN_HOME/outbox/signer.pem" \
				2> "$work/openssl" > "$work/manifest" ||
				echo "$d: the manifest is not signed"
			grep -v '^file ' "$work/manifest"
			sed -n 's/^file \(.*\) \(.*\) \(.*\)/\3  \1/p' \
				"$work/manifest" > "$work/sums"
			(cd "$YIFEN_HOME/outbox/$d" &&
				sha256sum -c "$work/sums")
		done
		for list in deliveries releases verifications proposals; do
			"$YIFEN" list $list --format csv
		done
		"$YIFEN" list runs --format csv | cut -d, -f1-3,6,7
	} > "$work/$1" 2>&1
}

again
run deliver
status 0
told whole
grep -q "does not open\|FAILED" "$work/whole" && fault "it is not whole"
grep -q "^deliver\|,deliver," "$work/whole" || fault "no run is listed"

# What a deliver calls, and how often.
again
strace -qq -o "$work/trace" -e trace=write,fsync,rename,renameat2,unlink,sendto,recvfrom \
	"$YIFEN" deliver > /dev/null 2>&1
told traced
cmp -s "$work/whole" "$work/traced" || fault "another one differs"
total=0 cut=0
for call in write fsync rename renameat2 unlink sendto recvfrom; do
	count=$(grep -c "^$call(" "$work/trace")
	step=1
	[ "$KILLS" -eq 0 ] || step=$(((count + KILLS - 1) / KILLS))
	[ "$step" -gt 0 ] || continue
	at=1
	while [ $at -le "$count" ]; do
		again
		ran="deliver killed at $call $at of $count"
		strace -qq -o /dev/null -e trace=$call \
			-e inject=$call:signal=KILL:when=$at \
			"$YIFEN" deliver > "$work/out" 2> "$work/err"
		[ $? -eq 0 ] || cut=$((cut + 1))
		# Perhaps killed in its turn, at the same place.
		strace -qq -o /dev/null -e trace=$call \
			-e inject=$call:signal=KILL:when=$at \
			"$YIFEN" deliver > "$work/out" 2> "$work/err"
		"$YIFEN" deliver > "$work/out" 2> "$work/err" || {
			fault "the next one fails"
			break
		}
		told killed
		cmp -s "$work/whole" "$work/killed" || {
			fault "it comes to something else"
			diff "$work/whole" "$work/killed" | head -5
		}
		find "$YIFEN_HOME/outbox" -name '.*' -type f | grep -q . &&
			fault "a temporary file is left"
		total=$((total + 1)) at=$((at + step))
	done
done
echo "= deliver killed at $total places, $cut of them before its end"
[ $cut -eq $total ] && [ $cut -gt 6 ] || fault "too few kills"
finish
