#!/bin/sh
# From psql, as each role, everything that it must not do: all of it is
# refused.  What the roles are for: tests/db/test_roles.c, tests/cli/people.sh.
. tests/cli/harness.sh
. tests/cli/home.sh
conninfo="host=$YIFEN_HOME/pg port=5432 dbname=yifen"
keep_server
run init
status 0
run load policies $demo/policies.csv
status 0

as() {
	PGUSER=$1 psql -qX -v ON_ERROR_STOP=0 "$conninfo" -c "$2" 2>&1
}

tables=$(PGUSER=postgres psql -qXAt "$conninfo" -c "select relname
	from pg_class where relnamespace = 'yifen'::regnamespace
	and relkind = 'r' order by 1")
columns=$(PGUSER=postgres psql -qXAt "$conninfo" -c "select relname || '.' ||
		attname
	from pg_class c join pg_attribute a on a.attrelid = c.oid
	where relnamespace = 'yifen'::regnamespace and relkind = 'r'
		and attname = 'sealed' order by 1")
functions=$(PGUSER=postgres psql -qXAt "$conninfo" -c "select proname
	from pg_proc where pronamespace = 'yifen'::regnamespace
	and (prorettype = 'trigger'::regtype or proname ~
	'^(check|refuse|lock|guard)_') and pronargs = 0 order by 1")

# Persons of their own: two of one role.
PGUSER=postgres psql -qX "$conninfo" > /dev/null 2> "$work/err" << 'END'
create role zhang login in role yifen_approver;
create role li login in role yifen_approver;
create role wu login in role yifen_finance;
create role qian login in role yifen_reviewer;
END
ran="making persons"
empty err

# What nobody may do, one statement a line.
everybody() {
	for t in $tables; do
		echo "update $t set run_id = 1"
		echo "update $t set ctid = ctid"
		echo "delete from $t"
		echo "truncate $t cascade"
		echo "alter table $t disable trigger all"
		echo "drop table $t cascade"
		echo "create trigger x before insert on $t execute function f()"
		echo "alter table $t disable row level security"
		echo "alter table $t owner to current_user"
		echo "create rule r as on insert to $t do instead nothing"
		echo "create index on $t ((1))"
	done
	for c in $columns; do
		case $c in
		code.*) echo "select sealed from ${c%.*}" ;;
		esac
	done
	for f in $functions; do
		echo "select $f()"
	done
	cat << 'END'
select * from code
insert into schema_migration values (99, '', '')
insert into proposal (proposal_id) values (1)
insert into decision (proposal_id) values (1)
insert into audit_gap values (1, 1, 2, sha256('1'), 1, sha256('1'))
insert into delivery_repeated values ('sms', 1, 1, 1, 1)
select add_proposal(null::proposal)
insert into write_off_limit values ('any', '2026-01-01', 1)
create table mine (n int4)
create table public.mine (n int4)
create schema mine
create function mine() returns int language sql as 'select 1'
create function public.mine() returns int language sql as 'select 1'
create extension dblink
create role mine
alter role yifen_owner login
alter role current_user superuser
grant yifen_owner to current_user
grant yifen_approver to current_user
set role yifen_owner
set role postgres
set session authorization postgres
set session_replication_role = replica
set local session_replication_role = replica
alter schema yifen owner to current_user
drop schema yifen cascade
alter database yifen set search_path = public
alter system set fsync = off
copy run to '/tmp/yifen-forbidden'
copy run to program 'cat'
copy run from '/etc/passwd'
select pg_read_file('/etc/passwd')
select pg_ls_dir('.')
select lo_import('/etc/passwd')
select rolpassword from pg_authid
alter function propose owner to current_user
create or replace function is_in_role(variadic roles text[]) returns bool language sql as 'select true'
select refuse_proposal('no')
select check_write_off('any', 1, 0)
select written_off('any', '2026-01-01')
END
}

# What is somebody's, but not this role's.
only_not() {
	case $1 in
	*batch) echo "select decide(1, 'approved', 'x')"
		echo "select propose_repeat('sms', 1, 'x')"
		echo "select propose_gap(1, 2, sha256('1'), 1, sha256('1'), 'x')"
		echo "select propose('write-off', 1, null, null, null, '', 'x')"
		;;
	*finance | *approver | wu | zhang)
		echo "select handler_mobile from order_version"
		echo "select holder_name from order_now"
		echo "insert into run values (9, 'nightly', '2026-01-01', now())"
		echo "insert into match select * from match"
		echo "select propose('reopen', null, null, 257, null, '', 'x')"
		echo "create temporary table mine (n int4)"
		echo "select code_to_hand_over(1)"
		;;
	*auditor)
		echo "select propose_repeat('sms', 1, 'x')"
		echo "select propose_gap(1, 2, sha256('1'), 1, sha256('1'), 'x')"
		echo "insert into run values (9, 'nightly', '2026-01-01', now())"
		echo "select propose('write-off', 1, null, null, null, '', 'x')"
		echo "select decide(1, 'approved', 'x')"
		echo "create temporary table mine (n int4)"
		echo "select code_to_hand_over(1)"
		;;
	*reviewer | qian)
		echo "select propose_repeat('sms', 1, 'x')"
		echo "select propose_gap(1, 2, sha256('1'), 1, sha256('1'), 'x')"
		echo "select delivery_stands('sms', 1)"
		for t in $tables; do
			case $t in
			schema_migration | proposal | decision) continue ;;
			esac
			echo "select * from $t"
			echo "insert into $t select * from $t"
		done
		echo "select * from entry_now"
		echo "select * from order_now"
		echo "select propose('write-off', 1, null, null, null, '', 'x')"
		echo "create temporary table mine (n int4)"
		echo "select code_to_hand_over(1)"
		;;
	esac
}

tried=0 allowed=0
for role in yifen_batch yifen_finance yifen_approver yifen_reviewer \
	yifen_auditor zhang wu qian; do
	{ everybody; only_not $role; } > "$work/try"
	{
		echo "set search_path = yifen;"
		while read -r statement; do
			printf 'begin;\n%s;\n\\if :ERROR\n\\else\n' \
				"$statement"
			printf '\\echo ALLOWED: %s\n\\endif\nrollback;\n' \
				"$(echo "$statement" | tr -d "'\"()")"
		done < "$work/try"
	} > "$work/script"
	PGUSER=$role psql -qXAt -f "$work/script" "$conninfo" \
		> "$work/said" 2> /dev/null
	tried=$((tried + $(wc -l < "$work/try")))
	grep '^ALLOWED' "$work/said" > "$work/err"
	allowed=$((allowed + $(wc -l < "$work/err")))
	ran="as $role"
	empty err
done
echo "= $tried attempts, $allowed allowed"
[ $tried -gt 3000 ] || { echo "FAIL: too few were tried"; failed=1; }
finish
