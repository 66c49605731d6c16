-- The audit trail: what is in the book stays as it is, whoever tries, and every
-- row of it is in one hash chain.  docs/audit.md says what that proves.
--
-- A row of a run is covered by the event of its run and table, written when
-- the run ends: a night of a million orders is some fifteen events.  A row of
-- people, and any other that belongs to no run, has an event of its own.

-- --- one chain ---------------------------------------------------------------

-- Written only by the triggers below, with the owner's eyes.  act:
--	row	a row; subject is its key
--	rows	all rows of about_run in about_table
--	cut-off	about_run never ended, and a closing has passed it: it is over
-- columns: what the digest covers, as they were then.  A row's digest is the
-- SHA-256 of its record_send() (network order, lengths and nulls told apart);
-- rows are cut by 1,024, in the order of their key, each piece is digested, and
-- the digest is that of the pieces' one after the other, which leaves keeps.
-- hash = sha256(prev || record_send(row(seq ... digest))).
create table audit_event (
	seq int8 primary key check (seq > 0),
	at timestamptz not null,
	actor text collate "C" not null,	-- who logged in
	about_run int4,
	act text collate "C" not null check (act in
		('row', 'rows', 'cut-off')),
	about_table text collate "C" not null,
	columns text collate "C" not null,
	subject text collate "C" not null,
	why text not null,
	row_count int8 not null,
	digest bytea not null check (length(digest) = 32),
	leaves bytea not null check (length(leaves) % 32 = 0),
	prev bytea not null check (length(prev) = 32),
	hash bytea not null check (length(hash) = 32)
);
create index audit_event_by_run on audit_event (about_run, about_table);
create index audit_event_by_subject on audit_event (about_table, subject)
	where act = 'row';

-- --- what stands in a table --------------------------------------------------

create function audit_columns(rel regclass) returns text
	language sql stable set search_path from current as $$
	select string_agg(quote_ident(attname), ', ' order by attnum)
	from pg_attribute
	where attrelid = rel and attnum > 0 and not attisdropped
$$;

-- Its primary key, in an order that no server's collation changes.
create function audit_key(rel regclass) returns text
	language sql stable set search_path from current as $$
	select string_agg(quote_ident(a.attname) || case a.attcollation
			when 0 then '' else ' collate "C"' end, ', '
			order by k.n)
	from pg_index i
	cross join unnest(i.indkey) with ordinality as k (attnum, n)
	join pg_attribute a on a.attrelid = i.indrelid
		and a.attnum = k.attnum
	where i.indrelid = rel and i.indisprimary
$$;

-- Whether each of its rows belongs to a run, and came with many.
create function audit_by_run(rel regclass) returns bool
	language sql stable set search_path from current as $$
	select exists (select from pg_attribute a
			where a.attrelid = rel and a.attname = 'run_id'
			and a.attnotnull)
		and c.relname not in ('run', 'run_end', 'reference_load',
			'no_bill')
	from pg_class c where c.oid = rel
$$;

create function audit_tables() returns setof regclass
	language sql stable set search_path from current as $$
	select c.oid::regclass from pg_class c
	where c.relnamespace = current_schema()::regnamespace
		and c.relkind in ('r', 'p') and not c.relispartition
		and c.relname <> 'audit_event'
	order by c.relname
$$;

-- The digests of the pieces of a run's rows.
create function audit_leaves(rel regclass, cols text, run int4,
	out row_count int8, out leaves bytea)
	language plpgsql stable set search_path from current as $$
begin
	execute format('select coalesce(sum(l.count), 0)::int8, '
		'coalesce(string_agg(l.leaf, ''''::bytea order by l.piece), '
		''''') from (select count(*), r.n / 1024 as piece, '
		'sha256(string_agg(r.bytes, ''''::bytea order by r.n)) as leaf '
		'from (select row_number() over (order by %s) - 1 as n, '
		'record_send(row(%s)) as bytes from %s where run_id = $1) r '
		'group by r.n / 1024) l', audit_key(rel), cols, rel)
	into row_count, leaves using run;
end $$;

-- --- writing events ----------------------------------------------------------

-- Not with the owner's eyes: only what has them can write the table.
create function audit_append(e audit_event) returns void
	language plpgsql set search_path from current as $$
declare
	last record;
begin
	perform pg_advisory_xact_lock(hashtextextended(
		current_schema() || ' audit', 0));
	select seq, hash into last from audit_event order by seq desc limit 1;
	e.seq := coalesce(last.seq, 0) + 1;
	e.prev := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
	e.at := clock_timestamp();
	e.actor := session_user;
	e.hash := sha256(e.prev || record_send(row(e.seq, e.at, e.actor,
		e.about_run, e.act, e.about_table, e.columns, e.subject,
		e.why, e.row_count, e.digest)));
	insert into audit_event select e.*;
end $$;

create function audit_append_row(rel regclass, subject text, digest bytea,
	run int4, why text) returns void
	language plpgsql set search_path from current as $$
declare
	e audit_event;
begin
	e.about_run := run;
	e.act := 'row';
	e.about_table := (select relname from pg_class where oid = rel);
	e.columns := audit_columns(rel);
	e.subject := subject;
	e.why := why;
	e.row_count := 1;
	e.digest := digest;
	e.leaves := '';
	perform audit_append(e);
end $$;

-- All that a run brought, table by table.
create function audit_append_run(run int4, why text) returns void
	language plpgsql set search_path from current as $$
declare
	rel regclass;
	e audit_event;
begin
	for rel in select t from audit_tables() t where audit_by_run(t) loop
		e.columns := audit_columns(rel);
		select l.row_count, l.leaves into e.row_count, e.leaves
		from audit_leaves(rel, e.columns, run) l;
		continue when e.row_count = 0;
		e.about_run := run;
		e.act := 'rows';
		e.about_table := (select relname from pg_class
			where oid = rel);
		e.subject := '';
		e.why := why;
		e.digest := sha256(e.leaves);
		perform audit_append(e);
	end loop;
end $$;

-- A run that never ended, and will not any more.
create function audit_append_cut_off(run int4, why text) returns void
	language plpgsql set search_path from current as $$
declare
	e audit_event;
begin
	perform audit_append_run(run, why);
	e.about_run := run;
	e.act := 'cut-off';
	e.about_table := 'run';
	e.columns := '';
	e.subject := run;
	e.why := why;
	e.row_count := 0;
	e.digest := sha256('');
	e.leaves := '';
	perform audit_append(e);
end $$;

-- What a person or a command said about a row.
create function audit_why(fact jsonb) returns text language sql immutable
	set search_path from current as $$
	select coalesce(fact ->> 'reason', concat_ws(' ', fact ->> 'command',
		fact ->> 'business_day', fact ->> 'kind', fact ->> 'name',
		fact ->> 'day', fact ->> 'status'))
$$;

-- Two columns of a query: the key of a row, and its digest.
create function audit_identity(rel regclass, cols text) returns text
	language sql stable set search_path from current as $$
	select format('concat_ws(''/'', %s) as subject, '
		'sha256(record_send(row(%s))) as digest', audit_key(rel), cols)
$$;

-- No audit, no action: if the event fails, so does what it tells of.  The
-- trigger is refused on tables of others, who could put anything into the
-- chain by it.
create function audit_row() returns trigger
	language plpgsql security definer set search_path from current
	set datestyle to 'ISO, YMD' as $$
declare
	subject text;
	digest bytea;
	fact constant jsonb := to_jsonb(new);
begin
	if tg_table_schema <> current_schema() then
		raise exception 'not a table of the book'
			using errcode = 'insufficient_privilege';
	end if;
	execute format('select %s from (select ($1).*) t', audit_identity(
		tg_relid, audit_columns(tg_relid)))
	into subject, digest using new;
	perform audit_append_row(tg_relid, subject, digest,
		(fact ->> 'run_id')::int4, audit_why(fact));
	return null;
end $$;

-- When a run ends, in its transaction: no end without it.  A closing also ends
-- the runs before it that were cut off and that no command goes on with
-- (run/need.sql; deliver does, however late).
create function audit_of_run() returns trigger
	language plpgsql security definer set search_path from current as $$
declare
	r record;
begin
	if tg_table_schema <> current_schema() then
		raise exception 'not a table of the book'
			using errcode = 'insufficient_privilege';
	end if;
	for r in select x.run_id, concat_ws(' ', x.command, x.business_day)
			as why
		from closing c join run x on x.run_id <= c.through_run
		where c.run_id = new.run_id and x.run_id <> c.run_id
			and x.command <> 'deliver'
			and not exists (select from run_end e
				where e.run_id = x.run_id)
			and not exists (select from audit_event a
				where a.about_run = x.run_id
				and a.act = 'cut-off')
		order by x.run_id
	loop
		perform audit_append_cut_off(r.run_id, r.why);
	end loop;
	perform audit_append_run(new.run_id, (select
		concat_ws(' ', x.command, x.business_day)
		from run x where x.run_id = new.run_id));
	return null;
end $$;

-- A run that is over gets no more rows, be it that it was cut off.
create or replace function run_is_not_over() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from (select min(run_id) as low, max(run_id) as high
			from added) a
		where exists (select from run_end e
			where e.run_id between a.low and a.high
			and e.run_id in (select run_id from added))
		or exists (select from audit_event e
			where e.about_run between a.low and a.high
			and e.act = 'cut-off'
			and e.about_run in (select run_id from added)))
	then
		raise exception 'that run is over'
			using errcode = 'check_violation',
			constraint = 'run_is_not_over',
			hint = 'What was closed is corrected on an open day.';
	end if;
	return null;
end $$;

-- --- nothing goes, nothing changes -------------------------------------------

-- A row trigger does not see TRUNCATE (reliability.md, E18): both are needed.
create function append_only() returns trigger
	language plpgsql set search_path from current as $$
begin
	raise exception '% is never changed, only added to', tg_table_name
		using errcode = 'insufficient_privilege',
		constraint = 'append_only',
		hint = 'What was wrong is corrected by a new fact.';
end $$;

-- Every table of the book: append-only, even for a session that calls itself a
-- replica; chained, by run or by row; and its rows of one run found without a
-- walk through all of them.
create function guard_facts() returns void
	language plpgsql set search_path from current as $$
declare
	t record;
begin
	for t in select c.oid::regclass as name, c.relname,
			c.relname = 'audit_event' as is_chain,
			audit_by_run(c.oid) as by_run, audit_key(c.oid) as key
		from pg_class c
		where c.relnamespace = current_schema()::regnamespace
			and c.relkind in ('r', 'p') and not c.relispartition
			and not exists (select from pg_trigger g
				where g.tgrelid = c.oid
				and g.tgname = 'append_only')
		order by c.relname
	loop
		if t.key is null then
			raise exception '% has no primary key', t.name;
		end if;
		execute format('create trigger append_only '
			'before update or delete on %s for each row '
			'execute function append_only()', t.name);
		execute format('create trigger append_only_whole '
			'before truncate on %s for each statement '
			'execute function append_only()', t.name);
		execute format('alter table %s enable always trigger '
			'append_only, enable always trigger '
			'append_only_whole', t.name);
		-- In the order of their names: a run's rows before its end.
		if t.relname = 'run_end' then
			execute format('create trigger audit_of_run after '
				'insert on %s for each row execute function '
				'audit_of_run()', t.name);
		end if;
		if t.by_run then
			execute format('create index on %s using brin (run_id)',
				t.name);
		elsif not t.is_chain then
			execute format('create trigger audit_row after insert '
				'on %s for each row execute function '
				'audit_row()', t.name);
		end if;
	end loop;
end $$;

-- Every migration that makes a table calls this at its end.
create or replace function guard_runs() returns void
	language plpgsql set search_path from current as $$
declare
	t record;
begin
	for t in select c.oid::regclass as name
		from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = current_schema()::regnamespace
			and c.relkind = 'r' and a.attname = 'run_id'
			and c.relname not in ('run', 'run_end')
			and not exists (select from pg_trigger g
				where g.tgrelid = c.oid
				and g.tgname = 'run_is_not_over')
		order by c.relname
	loop
		execute format('create trigger run_is_not_over after insert '
			'on %s referencing new table as added '
			'for each statement execute function '
			'run_is_not_over()', t.name);
	end loop;
	perform guard_facts();
end $$;

-- --- verifying ---------------------------------------------------------------

-- With the owner's eyes, because digests cover what is sealed; and only whole
-- rows, so that nobody can guess at one column of one row.
create function audit_allow() returns void
	language plpgsql stable set search_path from current as $$
begin
	if not is_in_role('batch', 'auditor')
		and not pg_has_role(session_user, current_user, 'member')
	then
		raise exception 'only the auditor verifies the chain'
			using errcode = 'insufficient_privilege';
	end if;
end $$;

-- What the rows of an event of act "rows" are now: how many, with which digest;
-- and the first piece that differs: its number, its first and last row's keys.
create function audit_check(number int8, out rows_now int8,
	out digest_now bytea, out piece int4, out first_key text,
	out last_key text)
	language plpgsql stable security definer set search_path from current
	set datestyle to 'ISO, YMD' as $$
declare
	e audit_event;
	rel regclass;
	leaves_now bytea;
begin
	perform audit_allow();
	select * into e from audit_event where seq = number and act = 'rows';
	rel := to_regclass(quote_ident(e.about_table));
	rows_now := 0;
	digest_now := sha256('');
	if rel is null then
		return;
	end if;
	select l.row_count, l.leaves into rows_now, leaves_now
	from audit_leaves(rel, e.columns, e.about_run) l;
	digest_now := sha256(leaves_now);
	if digest_now = e.digest then
		return;
	end if;
	piece := (select min(n) from generate_series(0, greatest(
			length(e.leaves), length(leaves_now)) / 32) n
		where substr(e.leaves, n * 32 + 1, 32)
			<> substr(leaves_now, n * 32 + 1, 32));
	execute format('select (array_agg(k order by n))[1], '
		'(array_agg(k order by n desc))[1] from (select '
		'row_number() over (order by %1$s) - 1 as n, '
		'concat_ws(''/'', %1$s) as k from %2$s where run_id = $1) r '
		'where n / 1024 = $2', audit_key(rel), rel)
	into first_key, last_key using e.about_run, piece;
end $$;

-- Events of one row whose row is gone or is another now.
create function audit_row_faults() returns table (seq int8, is_gone bool)
	language plpgsql stable security definer set search_path from current
	set datestyle to 'ISO, YMD' as $$
declare
	t record;
begin
	perform audit_allow();
	for t in select distinct e.about_table, e.columns,
			to_regclass(quote_ident(e.about_table)) as rel
		from audit_event e where e.act = 'row'
	loop
		if t.rel is null then
			return query select e.seq, true from audit_event e
			where e.act = 'row' and e.about_table = t.about_table;
			continue;
		end if;
		return query execute format('select e.seq, r.digest is null '
			'from audit_event e left join (select %s from %s) r '
			'on r.subject = e.subject where e.act = ''row'' '
			'and e.about_table = $1 and e.columns = $2 '
			'and r.digest is distinct from e.digest',
			audit_identity(t.rel, t.columns), t.rel)
		using t.about_table, t.columns;
	end loop;
end $$;

-- Rows that no event covers.  Those of a run that is not over are not in the
-- chain yet: is_open.
create function audit_strays() returns table (about_table text, run_id int4,
		subject text, row_count int8, is_open bool)
	language plpgsql stable security definer set search_path from current
	set datestyle to 'ISO, YMD' as $$
declare
	rel regclass;
	name text;
begin
	perform audit_allow();
	for rel in select t from audit_tables() t loop
		name := (select relname from pg_class where oid = rel);
		if audit_by_run(rel) then
			return query execute format('select $1, t.run_id, '
				''''', t.count, e.run_id is null and not '
				'exists (select from audit_event a '
				'where a.about_run = t.run_id '
				'and a.act = ''cut-off'') from (select '
				'run_id, count(*) from %s group by run_id) t '
				'left join run_end e on e.run_id = t.run_id '
				'where not exists (select from audit_event a '
				'where a.about_run = t.run_id '
				'and a.about_table = $1 and a.act = ''rows'')',
				rel) using name;
		else
			return query execute format('select $1, null::int4, '
				't.subject, 1::int8, false from (select '
				'concat_ws(''/'', %s) as subject from %s) t '
				'where not exists (select from audit_event a '
				'where a.about_table = $1 and a.act = ''row'' '
				'and a.subject = t.subject)', audit_key(rel),
				rel) using name;
		end if;
	end loop;
end $$;

-- For people: who did what, when and why.
create view audit_view as
select e.seq, e.at, e.actor, e.about_run as run_id, e.act,
	e.about_table as what, e.subject, e.row_count, e.why
from audit_event e;

-- --- what was there before ---------------------------------------------------

do $$
declare
	rel regclass;
	r record;
begin
	for rel in select t from audit_tables() t where not audit_by_run(t)
	loop
		for r in execute format('select %s, to_jsonb(t) as fact '
			'from %s t order by %s', audit_identity(rel,
			audit_columns(rel)), rel, audit_key(rel))
		loop
			perform audit_append_row(rel, r.subject, r.digest,
				(r.fact ->> 'run_id')::int4, audit_why(r.fact));
		end loop;
	end loop;
	for r in select x.run_id, concat_ws(' ', x.command, x.business_day)
			as why
		from run x join run_end using (run_id) order by x.run_id
	loop
		perform audit_append_run(r.run_id, r.why);
	end loop;
	for r in select x.run_id, concat_ws(' ', x.command, x.business_day)
			as why
		from run x where x.command <> 'deliver'
			and x.run_id <= (select max(through_run) from closing)
			and not exists (select from run_end e
				where e.run_id = x.run_id)
		order by x.run_id
	loop
		perform audit_append_cut_off(r.run_id, r.why);
	end loop;
end $$;
do $$ begin perform guard_runs(); end $$;
