#!/bin/sh
# The audit trail: heads are written by every command that changes something,
# are verified without the database, and stop a book that is not theirs.
. tests/cli/harness.sh
. tests/cli/home.sh
reference_data
night 2026-11-16 $demo/inbox-2026-11-16
status 0
run deliver --plain-outbox
status 0
audit=$YIFEN_HOME/audit

heads() {
	ls "$audit" | grep -c '\.head$'
}

run audit
status 0
err "nothing was found"
run audit --format json
status 0
out "[]"
# init, four loads, orders, the night, deliver; what changes nothing has none.
[ "$(heads)" -eq 8 ] || fault "$(heads) heads, not 8"
run nightly --date 2026-11-16 --inbox $demo/inbox-2026-11-16
status 0
run deliver --plain-outbox
status 0
stop_server
run init
status 0
keep_server
[ "$(heads)" -eq 8 ] || fault "$(heads) heads after nothing, not 8"

# The auditor opens no copy, and is told so.
PGUSER=yifen_auditor run audit
status 0

# Killed between commit and head: the next command writes it, and its own.
before=$(sha256sum < "$audit/000008.head")
rm "$audit/000008.head"
run audit
status 0
err "after the last head"
run import --no-bill 2026-11-17 --as alipay
status 0
[ "$(heads)" -eq 9 ] || fault "$(heads) heads, not 9"
grep -v '^at ' "$audit/000008.head" > "$work/again"
grep -q '^closing\|^run 7 deliver' "$work/again" ||
	fault "the head does not tell of the run"
run audit
status 0

# With openssl and sha256sum alone.
for head in "$audit"/*.head; do
	openssl pkeyutl -verify -pubin -inkey "$audit/audit.pub" -rawin \
		-in "$head" -sigfile "${head%.head}.sig" > /dev/null ||
		fault "$head: openssl does not verify it"
	sed -n 's/^file //p' "$head" |
		(cd "$YIFEN_HOME" && sha256sum --quiet -c -) 2> /dev/null ||
		[ "$(grep -c '^file ' "$head")" -eq 0 ] ||
		fault "$head: a file is not what it says"
done

# Offline: a copy of the files, no server, no key but the public one.
cp -r "$YIFEN_HOME" "$work/copy" && rm -rf "$work/copy/pg" "$work/copy/keys"
cp "$audit/audit.pub" "$work/pub"
run audit --offline "$work/copy" --key "$work/pub"
status 0
err "9 heads"
copy=$(ls "$work"/copy/archive/*/* | head -1)
printf x >> "$copy"
run audit --offline "$work/copy" --key "$work/pub" --format csv
status 4
out "file-changed"
out "${copy#"$work/copy/"}"
rm "$copy"
run audit --offline "$work/copy" --format csv
status 4
out "file-missing"
sed -i 's/^at 2/at 3/' "$work/copy/audit/000003.head"
rm "$work/copy/audit/000006.head"
run audit --offline "$work/copy" --key "$work/pub" --format csv
status 4
out "head-bad,,,,,head 000003: its signature"
out "head-bad,,,,,head 000004 does not name the one before it"
out "head-missing"
# Taken to where it goes.
rm -r "$work/copy/outbox"
run audit --offline "$work/copy" --format csv
err "taken away"
# Another's key.
openssl genpkey -algorithm ed25519 2> /dev/null |
	openssl pkey -pubout > "$work/other"
run audit --offline "$work/copy" --key "$work/other" --format csv
status 4
out "its signature is not by the key"
run audit --offline "$work/copy" --key "$work/none"
status 2

# A copy of the archive that was changed is found with the keys, too.
copy=$(ls "$YIFEN_HOME"/archive/*/* | head -1)
cp "$copy" "$work/kept"
printf x >> "$copy"
run audit --format csv
status 4
out "archive,"
out "file-changed,"
cp "$work/kept" "$copy"
run audit
status 0

# A decision of no proposal, put there past the keys: no policy hides it.
as_superuser() {
	psql -qAtX -h "$YIFEN_HOME/pg" -U postgres -v ON_ERROR_STOP=1 yifen \
		-c "set session_replication_role = replica" \
		-c "set search_path = yifen" -c "$1" > /dev/null ||
		fault "the superuser cannot"
}
if command -v psql > /dev/null; then
	as_superuser "insert into decision values (77, 'ann', 'approved',
		'because', 'ben', now(), '2026-11-16')"
	run audit
	status 4
	out "no event tells of the row 77"
	as_superuser "alter table decision disable trigger all;
		delete from decision; alter table decision enable trigger all;
		alter table decision enable always trigger append_only,
		enable always trigger append_only_whole"
fi

# Nothing is signed upon a book that is not the one that was signed.
sed -i 's/^event [0-9]*/event 99999/' "$audit/000009.head"
run load fees $demo/fees.csv
status 4
err "head 000009"
run load orders $demo/orders-2026-11-17.csv
status 4
stop_server

# The other profile: SM2 with SM3.
export YIFEN_HOME=$work/sm YIFEN_CIPHER=sm
run init
status 0
grep -q '^key sm2 ' "$YIFEN_HOME/audit/000001.head" || fault "not SM2"
run audit
status 0
openssl pkeyutl -verify -pubin -inkey "$YIFEN_HOME/audit/audit.pub" -rawin \
	-digest sm3 -pkeyopt distid:1234567812345678 \
	-in "$YIFEN_HOME/audit/000001.head" \
	-sigfile "$YIFEN_HOME/audit/000001.sig" > "$work/out" 2> "$work/err" ||
	fault "openssl does not verify the SM2 signature"
finish
