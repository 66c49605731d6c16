-- What keeps the book append-only and chained, and is missing or switched off.
-- columns: about_table text, guard text
select c.relname::text, w.guard
from pg_class c
cross join lateral (values ('append_only', true),
	('append_only_whole', true),
	('audit_row', c.relname <> 'audit_event' and not audit_by_run(c.oid)),
	('run_is_not_over', audit_by_run(c.oid)),
	('audit_of_run', c.relname = 'run_end')) w (guard, is_needed)
where c.relnamespace = current_schema()::regnamespace
	and c.relkind in ('r', 'p') and not c.relispartition
	and w.is_needed
	and not exists (select from pg_trigger t
		join pg_proc p on p.oid = t.tgfoid
		where t.tgrelid = c.oid and t.tgname = w.guard
			and t.tgenabled in ('O', 'A')
			and p.pronamespace = c.relnamespace
			and p.proname = replace(w.guard, '_whole', ''))
order by 1, 2
