-- Gives everything in the book to its owner, and to each role its privileges,
-- no more and no less: run after each migration, in its transaction.  What
-- comes out, object by object, stands in tests/db/privileges.tsv.
--
-- batch	reads and appends; nobody updates, deletes or truncates
-- finance, approver	read money, reports and accounts in full, of persons
--	neither names nor phones
-- auditor	reads all of it
-- reviewer	reads the views named below
--
-- Nobody reads a sealed PIN: code_to_hand_over() gives it while it leaves the
-- house.  What people propose and decide nobody appends but by propose() and
-- decide(), nor what they invoice but by the functions of 0014_invoice.sql.
-- A new table is read by all but reviewers and appended by batch; a
-- new function is nobody's until it stands below.
do $$
declare
	book constant text := current_schema();
	owner constant text := book || '_owner';
	batch constant text := book || '_batch';
	finance constant text := book || '_finance';
	approver constant text := book || '_approver';
	auditor constant text := book || '_auditor';
	reviewer constant text := book || '_reviewer';
	readers constant text[] := array[finance, approver, auditor];
	everybody constant text := format('%I, %I, %I, %I, %I', batch, finance,
		approver, auditor, reviewer);
	not_reviewers constant text := format('%I, %I, %I, %I', batch,
		finance, approver, auditor);
	-- Views that mask, and tables whose rows are filtered.
	reviewed constant text[] := array['schema_migration', 'pending_view',
		'proposal_view', 'contact_view', 'proposal', 'decision'];
	not_appended constant text[] := array['schema_migration', 'proposal',
		'decision', 'write_off_limit', 'audit_event', 'audit_gap',
		'left_open',
		'invoice', 'invoice_line', 'invoice_withdrawn', 'invoice_export', 'invoice_export_item', 'invoice_export_file', 'invoice_number', 'invoice_red_line'];
	-- Columns, wherever they are, and who does not read them.
	of_persons constant text[] := array['handler_name', 'handler_mobile',
		'holder_name', 'holder_mobile'];
	r text;
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
	execute format('revoke all on schema %I from public, %s', book,
		everybody);
	execute format('revoke all on all tables in schema %I '
		'from public, %s', book, everybody);
	execute format('revoke all on all sequences in schema %I '
		'from public, %s', book, everybody);
	execute format('revoke all on all routines in schema %I '
		'from public, %s', book, everybody);

	-- What everybody needs who works in the book.
	execute format('grant usage on schema %I to %s', book, everybody);
	if (select pg_has_role(current_user, datdba, 'usage')
		from pg_database where datname = current_database())
	then
		execute format('revoke temporary on database %I from public',
			current_database());
		execute format('grant connect on database %I to %s',
			current_database(), everybody);
		execute format('grant temporary on database %I to %I',
			current_database(), batch);
	end if;

	-- What each may append and read.
	execute format('grant usage on all sequences in schema %I to %I', book,
		batch);
	for o in select c.oid, c.oid::regclass as name, c.relname, c.relkind
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
		foreach r in array batch || readers loop
			execute (
			select case when bool_and(seen)
				then format('grant select on %s to %I', o.name,
					r)
				else format('grant select (%s) on %s to %I',
					string_agg(quote_ident(attname), ', '
						order by attnum)
						filter (where seen),
					o.name, r) end
			from (select a.attname, a.attnum, not (
					a.attname = 'sealed' and (r <> batch
						or o.relname = 'code')
					or a.attname = any (of_persons)
						and r in (finance, approver)
						and o.relname <> all (reviewed)
				) as seen
				from pg_attribute a
				where a.attrelid = o.oid and a.attnum > 0
					and not a.attisdropped) c);
		end loop;
		if o.relname = any (reviewed) then
			execute format('grant select on %s to %I', o.name,
				reviewer);
		end if;
	end loop;

	-- What each may call.  Triggers need no right; what propose() and
	-- decide() call, they call as the owner.
	for o in select p.oid::regprocedure as name, f.roles
		from (values
		('entry_label', everybody),
		('verification_label', everybody),
		('break_label', everybody),
		('moment_label', everybody),
		('yuan_label', everybody),
		('proposal_label', everybody),
		('proposal_parts', everybody),
		('note_arguments', everybody),
		('working_day_after', everybody),
		('working_days_between', everybody),
		('person_mask', everybody),
		('phone_mask', everybody),
		('is_in_role', everybody),
		('sees_proposal', everybody),
		('propose', everybody),
		('decide', everybody),
		('propose_repeat', everybody),
		('propose_gap', everybody),
		('delivery_label', everybody),
		('delivery_stands', not_reviewers),
		('begin_invoices', everybody),
		('request_invoices', everybody),
		('withdraw_invoice', everybody),
		('export_invoices', everybody),
		('invoices_written', everybody),
		('issue_invoice', everybody),
		('reverse_invoice', everybody),
		('entry_digest', not_reviewers),
		('hash_of', not_reviewers),
		('external_id_of', not_reviewers),
		('name_key', not_reviewers),
		('account_key', not_reviewers),
		('match_before', not_reviewers),
		('audit_by_run', not_reviewers),
		('refresh_statistics', format('%I', batch)),
		('open_breaks', not_reviewers),
		('open_attempts', everybody),
		('open_releases', everybody),
		('earned_fen', not_reviewers),
		('revenue_lines', not_reviewers),
		('revenue_months', not_reviewers),
		('revenue_between', not_reviewers),
		('audit_check', format('%I, %I', batch, auditor)),
		('audit_row_faults', format('%I, %I', batch, auditor)),
		('audit_strays', format('%I, %I', batch, auditor)),
		('code_to_hand_over', format('%I', batch))
		) f (name, roles)
		join pg_proc p on p.proname = f.name
			and p.pronamespace = book::regnamespace
		order by p.oid
	loop
		execute format('grant execute on routine %s to %s', o.name,
			o.roles);
	end loop;
end $$
