#!/bin/sh
# The keys of a book, in both cipher profiles: what is sealed opens in its own
# place only, whatever somebody with the rights of the database's owner changes;
# settings that do not fit are refused; a rotation changes no answer.
. tests/cli/harness.sh
. tests/cli/home.sh
unset YIFEN_KEK YIFEN_CIPHER

sql() {
	psql -qXAt -v ON_ERROR_STOP=1 -U postgres \
		-c 'set search_path = yifen' -c "$1" \
		"host=$YIFEN_HOME/pg port=5432 dbname=yifen"
}

# tamper WHAT SQL: as the superuser, past every trigger; deliver refuses, with
# one clear line, and writes nothing; then it is put back.
tamper() {
	sql "set session_replication_role = replica; $2" > "$work/sql" ||
		fault "$1: $2"
	run deliver --plain-outbox
	[ "$got" -eq 4 ] || fault "$1: exit status $got, not 4"
	grep -qE 'was changed|opens the data key|no data key|not a sealed code' \
		"$work/err" || fault "$1: not said clearly"
	[ -z "$(find "$YIFEN_HOME/outbox" -type f)" ] ||
		fault "$1: something was written"
	sql "set session_replication_role = replica;
		update code c set sealed = k.sealed from code_kept k
			where k.code_id = c.code_id;
		update data_key_wrap w set sealed = k.sealed from wrap_kept k
			where k.key_id = w.key_id and k.kek_id = w.kek_id;
		update data_key d set cipher = k.cipher from key_kept k
			where k.key_id = d.key_id" > "$work/sql"
}

# waits: the codes that deliver would open now.
waits="select code_id from outbox where code_id is not null"

all_swaps() {
	# What a superuser can do, too: the rows are let go.
	sql "do \$\$ declare t record; begin
		for t in select tgrelid::regclass as name, tgname
			from pg_trigger join pg_class c on c.oid = tgrelid
			where tgname like 'append\_only%'
				and c.relnamespace = 'yifen'::regnamespace
		loop
			execute format('alter table %s disable trigger %I',
				t.name, t.tgname);
		end loop; end \$\$"
	sql "create table code_kept as select * from code;
		create table wrap_kept as select * from data_key_wrap;
		create table key_kept as select * from data_key"
	# Each code that waits, exchanged with the next one.
	for pair in $(sql "select a || ':' || b from (select code_id as a,
			lead(code_id) over (order by code_id) as b
			from code where code_id in ($waits)) p
		where b is not null limit 12"); do
		a=${pair%:*} b=${pair#*:}
		tamper "codes $a and $b exchanged" "update code c
			set sealed = (select k.sealed from code_kept k
				where k.code_id = $a + $b - c.code_id)
			where code_id in ($a, $b)"
	done
	one=$(sql "select min(code_id) from code where code_id in ($waits)")
	tamper "the head names another data key" "update code
		set sealed = set_byte(sealed, 5, get_byte(sealed, 5) # 1)
		where code_id = $one"
	tamper "the other algorithm" "update code
		set sealed = set_byte(sealed, 1, 3 - get_byte(sealed, 1))
		where code_id = $one"
	tamper "another column" "update code set sealed = digest
		where code_id = $one"
	tamper "a wrapped key as a code" "update code set sealed = (select
		sealed from wrap_kept where key_id = 0) where code_id = $one"
	tamper "cut off" "update code set sealed = substr(sealed, 1,
		length(sealed) - 1) where code_id = $one"
	tamper "wraps exchanged" "update data_key_wrap w
		set sealed = (select k.sealed from wrap_kept k
			where k.key_id = (select max(key_id) + min(key_id)
				from wrap_kept) - w.key_id)
		where key_id in (select max(key_id) from wrap_kept
			union select min(key_id) from wrap_kept)"
	tamper "another profile for its key" "update data_key set cipher =
		case cipher when 'aes' then 'sm' else 'aes' end"
}

# opened NAME: what deliver says, and every file, opened.
opened() {
	run deliver --plain-outbox
	status 0
	(cd "$YIFEN_HOME/outbox" && find . -type f | sort | xargs cat) \
		> "$work/$1"
}

for profile in aes sm; do
	export YIFEN_CIPHER=$profile
	reference_data
	night 2026-11-16 $demo/inbox-2026-11-16
	[ "$(sql "select string_agg(distinct get_byte(sealed, 1)::text, ' ')
		from code")" = "$([ $profile = aes ] && echo 1 || echo 2)" ] ||
		fault "$profile: codes are sealed otherwise"
	all_swaps
	opened "$profile.before"
	[ -s "$work/$profile.before" ] || fault "$profile: nothing was sent"

	# The keys are listed: which, where, how much; and nothing secret.
	run keys --format csv
	status 0
	grep -q "^1,file,,$profile,in use," "$work/out" ||
		fault "the key is not listed"
	codes=$(sql "select count(*) from code")
	grep -q ",$codes,[1-9][0-9]*$" "$work/out" || fault "not $codes codes"

	# A setting that the book was not made with.
	YIFEN_CIPHER=des run load fees $demo/fees.csv
	status 2
	err "no cipher profile"
	other=$([ $profile = aes ] && echo sm || echo aes)
	YIFEN_CIPHER=$other run load fees $demo/fees.csv
	status 2
	err "the cipher profile of this book is $profile"
	YIFEN_KEK=credential:kek run load fees $demo/fees.csv
	status 2
	err "the keys of this book are kept by file, and YIFEN_KEK says"
	YIFEN_KEK=hsm run load fees $demo/fees.csv
	status 2
	err "no such key provider"

	# A rotation to the other profile: old codes still open, and the bank's
	# statement of the next days is still recognised.
	export YIFEN_CIPHER=$other
	run keys rotate
	status 0
	err "the key-encryption key 2 was made: file, cipher $other"
	err "the key-encryption key 1 was destroyed"
	err "not the demonstration's any more"
	[ "$(ls "$YIFEN_HOME/keys" | grep kek)" = yifen.kek-2 ] ||
		fault "other files"
	run deliver --plain-outbox
	status 2
	err "nothing is written in clear"
	touch "$YIFEN_HOME/keys/demonstration"
	night 2026-11-17 $demo/inbox-2026-11-17
	opened "$profile.rotated"
	snapshot "$profile"
	[ "$(sql "select string_agg(distinct get_byte(sealed, 1)::text, ' '
		order by get_byte(sealed, 1)::text) from code")" = "1 2" ] ||
		fault "$profile: not sealed in both profiles"
	stop_server
	rm -rf "$YIFEN_HOME"
done
unset YIFEN_CIPHER

# What the nights answer does not depend on the profile.
unchanged aes sm but-runs

# init that was killed: a key's file, and no row of it.
mkdir -p "$YIFEN_HOME/keys" && chmod 700 "$YIFEN_HOME/keys"
touch "$YIFEN_HOME/keys/demonstration"
head -c 32 /dev/urandom > "$YIFEN_HOME/keys/yifen.kek-1"
chmod 600 "$YIFEN_HOME/keys/yifen.kek-1"
cp "$YIFEN_HOME/keys/yifen.kek-1" "$work/kek-1"
run init
status 0
keep_server
cmp -s "$work/kek-1" "$YIFEN_HOME/keys/yifen.kek-1" || fault "another key"
run load calendar $demo/calendar.csv
status 0

# A key that is missing is not made anew, by init neither.
mv "$YIFEN_HOME/keys/yifen.kek-1" "$work/kek"
run load fees $demo/fees.csv
status 2
err "put back the copy"
stop_server
run init
status 0
keep_server
run load fees $demo/fees.csv
status 2
run keys rotate
status 2
head -c 32 /dev/urandom > "$YIFEN_HOME/keys/yifen.kek-1"
chmod 600 "$YIFEN_HOME/keys/yifen.kek-1"
run load fees $demo/fees.csv
status 4
err "not the one that this book was made with"
mv "$work/kek" "$YIFEN_HOME/keys/yifen.kek-1"
run load fees $demo/fees.csv
status 0

# Two rotations at once: the second is told; a run that holds the book: the old
# key stays until a rotation after it.
(
	exec 9< "$YIFEN_HOME/keys"
	flock -x 9 && sleep 2
) &
sleep 0.5
run keys rotate
status 5
err "another rotation"
wait $!
mkfifo "$work/wait"
"$YIFEN" load taxes - < "$work/wait" > /dev/null 2>&1 &
load=$!
exec 8> "$work/wait"
sleep 0.5
run keys rotate
status 5
err "Run yifen keys rotate again"
[ -e "$YIFEN_HOME/keys/yifen.kek-1" ] || fault "the old key is gone"
run keys
out "to be retired"
exec 8>&-
wait $load
run keys rotate
status 0
err "goes on"
[ ! -e "$YIFEN_HOME/keys/yifen.kek-1" ] || fault "the old key is there"
[ ! -e "$YIFEN_HOME/keys/yifen.kek-3" ] || fault "a third key was made"
run keys turn
status 2
run load policies $demo/policies.csv
status 0
finish
