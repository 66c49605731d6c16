-- Two things that make a night fast: its references are checked a statement at
-- a time, and the planner learns at once what was stored.

-- --- references --------------------------------------------------------------

-- PostgreSQL checks a foreign key row by row, some 9 microseconds each: with
-- three or four of them on every table that was three quarters of the time in
-- which a night is stored.  Nothing that these tables refer to is ever changed
-- or removed (append_only() of 0011_audit.sql), so all that a foreign key has
-- to do here is to refuse an insert: one anti-join over the new rows says the
-- same, with the same errcode and name.  People's tables keep their keys.

-- That what new rows refer to is there; a row with a null refers to nothing.
-- Arguments: own columns, the table, its columns; columns with commas between.
create function refers() returns trigger
	language plpgsql set search_path from current as $$
declare
	missing text;
begin
	execute (select format('select concat_ws('', '', %s) from added a '
			'where %s and not exists (select from %I p where %s)',
			string_agg(format('a.%I', own), ', ' order by n),
			string_agg(format('a.%I is not null', own), ' and '),
			tg_argv[1],
			string_agg(format('p.%I = a.%I', other, own), ' and '))
		from unnest(string_to_array(tg_argv[0], ','),
			string_to_array(tg_argv[2], ','))
			with ordinality u (own, other, n))
	into missing;
	if missing is not null then
		raise exception '%: no such row of %', missing, tg_argv[1]
			using errcode = 'foreign_key_violation',
			schema = tg_table_schema, table = tg_table_name,
			constraint = tg_name;
	end if;
	return null;
end $$;

-- Rows are of a run that is there, and that is not over nor cut off.
create or replace function run_is_not_over() returns trigger
	language plpgsql set search_path from current as $$
declare
	runs constant int4[] := array(select distinct run_id from added
		where run_id is not null);
begin
	if exists (select from unnest(runs) a (run_id)
		where not exists (select from run r
			where r.run_id = a.run_id))
	then
		raise exception 'there is no such run'
			using errcode = 'foreign_key_violation',
			schema = tg_table_schema, table = tg_table_name,
			constraint = 'run_is_there';
	end if;
	if exists (select from run_end e where e.run_id = any (runs))
		or exists (select from audit_event e
			where e.about_run = any (runs) and e.act = 'cut-off')
	then
		raise exception 'that run is over'
			using errcode = 'check_violation',
			constraint = 'run_is_not_over',
			hint = 'What was closed is corrected on an open day.';
	end if;
	return null;
end $$;

do $$
declare
	-- What grows by a row an order, an entry or a break.
	filled constant text[] := array['orders', 'order_version', 'code',
		'entry', 'match', 'allocation', 'order_state', 'verification',
		'verification_event', 'release_event', 'outbox',
		'delivery_item', 'breaks', 'break_event', 'break_candidate',
		'contract', 'contract_step'];
	k record;
begin
	for k in select c.oid, c.conname as name, r.relname as own,
			p.relname as other,
			(select string_agg(attname, ',' order by n)
			from unnest(c.conkey) with ordinality u (attnum, n)
			join pg_attribute a using (attnum)
			where a.attrelid = c.conrelid) as own_columns,
			(select string_agg(attname, ',' order by n)
			from unnest(c.confkey) with ordinality u (attnum, n)
			join pg_attribute a using (attnum)
			where a.attrelid = c.confrelid) as other_columns
		from pg_constraint c join pg_class r on r.oid = c.conrelid
		join pg_class p on p.oid = c.confrelid
		where c.contype = 'f' and not c.condeferrable
			and c.connamespace = current_schema()::regnamespace
			and r.relname = any (filled)
		order by r.relname, c.conname
	loop
		execute format('alter table %I drop constraint %I', k.own,
			k.name);
		-- run_is_not_over() sees to that.
		continue when k.other = 'run';
		execute format('create trigger %I after insert on %I '
			'referencing new table as added for each statement '
			'execute function refers(%L, %L, %L)', k.name, k.own,
			k.own_columns, k.other, k.other_columns);
	end loop;
end $$;

-- --- statistics --------------------------------------------------------------

-- Tables that grew by more than a fifth since they were last looked at: the
-- number of them.  Autovacuum comes a minute later, and until then a table that
-- a night has filled looks empty to the planner.  Whoever comes second leaves
-- it to the first.
create function refresh_statistics() returns int4
	language plpgsql security definer set search_path from current as $$
declare
	rel regclass;
	n int4 := 0;
begin
	if not pg_try_advisory_xact_lock(hashtextextended(
		current_schema() || ' statistics', 0))
	then
		return 0;
	end if;
	for rel in select c.oid from pg_class c
		where c.relnamespace = current_schema()::regnamespace
			and c.relkind = 'r'
			and pg_relation_size(c.oid)
				> current_setting('block_size')::int8
				* (c.relpages * 1.2 + 8)
		order by c.oid
	loop
		execute format('analyze %s', rel);
		n := n + 1;
	end loop;
	return n;
end $$;
