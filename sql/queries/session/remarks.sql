-- What the book says about its constraints, unique indexes and triggers: the
-- hint that a person gets who violates one.
-- columns: name text, remark text
select c.conname::text, d.description
from pg_constraint c
join pg_description d on d.objoid = c.oid and d.objsubid = 0
	and d.classoid = 'pg_constraint'::regclass
where c.connamespace = current_schema()::regnamespace
union all
select c.relname::text, d.description
from pg_class c
join pg_description d on d.objoid = c.oid and d.objsubid = 0
	and d.classoid = 'pg_class'::regclass
where c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
union all
select t.tgname::text, d.description
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_description d on d.objoid = t.oid and d.objsubid = 0
	and d.classoid = 'pg_trigger'::regclass
where c.relnamespace = current_schema()::regnamespace
order by 1, 2
