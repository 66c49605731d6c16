-- Gives everything in the book to its owner, and to each role its privileges,
-- no more and no less: run after each migration, in its transaction.
--
-- batch	reads and appends; nobody updates, deletes or truncates
-- finance, approver, auditor	read all but columns named "sealed"
-- reviewer	reads the views named below
-- What people propose and decide nobody appends but by propose() and decide(),
-- nor what they invoice but by the functions of 0015_invoice.sql.
do $$
declare
	book constant text := current_schema();
	owner constant text := book || '_owner';
	batch constant text := book || '_batch';
	reviewer constant text := book || '_reviewer';
	readers constant text := format('%I, %I, %I', book || '_finance',
		book || '_approver', book || '_auditor');
	people constant text := format('%s, %I', readers, reviewer);
	reviewed constant text[] := array['schema_migration', 'pending_view',
		'proposal_view'];
	not_appended constant text[] := array['schema_migration', 'proposal',
		'decision', 'write_off_limit', 'invoice', 'invoice_line',
		'invoice_withdrawn', 'invoice_export', 'invoice_export_item',
		'invoice_export_file', 'invoice_number', 'invoice_red_line'];
	o record;
begin
	-- Whose it is.
	if (select not nspowner = owner::regrole from pg_namespace
		where nspname = book)
	then
		execute format('alter schema %I owner to %I', book, owner);
	end if;
	for o in select c.oid::regclass as name,
			case c.relkind when 'v' then 'view'
				when 'm' then 'materialized view'
				when 'S' then 'sequence' else 'table' end as kind
		from pg_class c
		where c.relnamespace = book::regnamespace
			and c.relkind in ('r', 'p', 'v', 'm', 'S')
			and c.relowner <> owner::regrole
			and not (c.relkind = 'S' and exists (
				select from pg_depend d where d.objid = c.oid
				and d.classid = 'pg_class'::regclass
				and d.deptype in ('a', 'i')))
		order by c.oid
	loop
		execute format('alter %s %s owner to %I', o.kind, o.name,
			owner);
	end loop;
	for o in select p.oid::regprocedure as name from pg_proc p
		where p.pronamespace = book::regnamespace
			and p.proowner <> owner::regrole
			and p.prokind in ('f', 'p', 'w')
		order by p.oid
	loop
		execute format('alter routine %s owner to %I', o.name, owner);
	end loop;
	for o in select t.oid::regtype as name from pg_type t
		where t.typnamespace = book::regnamespace
			and t.typtype in ('d', 'e')
			and t.typowner <> owner::regrole
		order by t.oid
	loop
		execute format('alter type %s owner to %I', o.name, owner);
	end loop;

	-- Nobody has anything.
	execute format('revoke all on schema %I from public, %I, %s',
		book, batch, people);
	execute format('revoke all on all tables in schema %I '
		'from public, %I, %s', book, batch, people);
	execute format('revoke all on all sequences in schema %I '
		'from public, %I, %s', book, batch, people);
	execute format('revoke all on all routines in schema %I '
		'from public, %I, %s', book, batch, people);

	-- What everybody needs who works in the book.
	execute format('grant usage on schema %I to %I, %s', book, batch,
		people);
	execute format('grant execute on all routines in schema %I to %I, %s',
		book, batch, people);
	if (select pg_has_role(current_user, datdba, 'usage')
		from pg_database where datname = current_database())
	then
		execute format('grant connect on database %I to %I, %s',
			current_database(), batch, people);
		execute format('grant temporary on database %I to %I',
			current_database(), batch);
	end if;

	-- What each may read and append.
	execute format('grant select on all tables in schema %I to %I', book,
		batch);
	execute format('grant usage on all sequences in schema %I to %I', book,
		batch);
	for o in select c.oid::regclass as name, c.relname, c.relkind,
			exists (select from pg_attribute a
				where a.attrelid = c.oid and a.attnum > 0
				and a.attname = 'sealed'
				and not a.attisdropped) as has_secret,
			(select string_agg(quote_ident(a.attname), ', '
					order by a.attnum)
				from pg_attribute a
				where a.attrelid = c.oid and a.attnum > 0
				and a.attname <> 'sealed'
				and not a.attisdropped) as open_columns
		from pg_class c
		where c.relnamespace = book::regnamespace
			and c.relkind in ('r', 'p', 'v', 'm')
		order by c.oid
	loop
		if o.relkind in ('r', 'p')
			and o.relname <> all (not_appended)
		then
			execute format('grant insert on %s to %I', o.name,
				batch);
		end if;
		if o.has_secret then
			execute format('grant select (%s) on %s to %s',
				o.open_columns, o.name, readers);
		else
			execute format('grant select on %s to %s', o.name,
				readers);
		end if;
		if o.relname = any (reviewed) then
			execute format('grant select on %s to %I', o.name,
				reviewer);
		end if;
	end loop;
end $$
