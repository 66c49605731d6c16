-- Who may do what in the book :book, object by object: everything that the
-- catalogue grants, whoever it is to, and what the roles are.  The owner's own
-- rights are not listed: it owns all.
\set ON_ERROR_STOP 1
\pset format unaligned
\pset fieldsep '\t'
\pset tuples_only on
create temporary view who as
select oid, rolname from pg_roles
union all
select 0, 'public';
with given as (
select 'database' as kind, '' as object, '' as part, a.grantee, a.privilege_type
from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
where d.datname = current_database() and a.grantee <> d.datdba
union all
select 'schema', n.nspname, '', a.grantee, a.privilege_type
from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
where n.nspname in (:'book', 'public') and a.grantee <> n.nspowner
	and a.grantee <> 'pg_database_owner'::regrole
union all
select case c.relkind when 'v' then 'view' when 'S' then 'sequence'
		else 'table' end,
	c.relname, '', a.grantee, a.privilege_type
from pg_class c, aclexplode(c.relacl) a
where c.relnamespace = :'book'::regnamespace and a.grantee <> c.relowner
union all
select case c.relkind when 'v' then 'view' else 'table' end, c.relname,
	string_agg(t.attname, ', ' order by t.attnum), a.grantee,
	a.privilege_type
from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
where c.relnamespace = :'book'::regnamespace and a.grantee <> c.relowner
group by c.relkind, c.relname, a.grantee, a.privilege_type
union all
select 'function', p.proname, pg_get_function_identity_arguments(p.oid),
	a.grantee, a.privilege_type
from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
where p.pronamespace = :'book'::regnamespace and a.grantee <> p.proowner
), lines as (
select kind, object, part, replace(w.rolname, :'book' || '_', '') as role,
	string_agg(g.privilege_type, ' ' order by g.privilege_type) as what
from given g join who w on w.oid = g.grantee
group by kind, object, part, w.rolname
union all
select 'owner', c.relname, '', replace(pg_get_userbyid(c.relowner)::text,
		:'book' || '_', ''), ''
from pg_class c
where c.relnamespace = :'book'::regnamespace and c.relkind in ('r', 'p', 'v')
	and c.relowner <> (:'book' || '_owner')::regrole
union all
select 'rows', c.relname, p.polname, 'policy', case when c.relforcerowsecurity
		then 'forced' else 'not forced' end
from pg_class c join pg_policy p on p.polrelid = c.oid
where c.relnamespace = :'book'::regnamespace
union all
select 'definer', p.proname, pg_get_function_identity_arguments(p.oid), '',
	replace(array_to_string(p.proconfig, ' '), :'book', 'BOOK')
from pg_proc p
where p.pronamespace = :'book'::regnamespace and p.prosecdef
union all
select 'role', replace(r.rolname, :'book' || '_', ''), '', '', concat_ws(' ',
	case when r.rolcanlogin then 'login' else 'nologin' end,
	case when r.rolsuper then 'superuser' end,
	case when r.rolcreaterole then 'createrole' end,
	case when r.rolcreatedb then 'createdb' end,
	case when r.rolbypassrls then 'bypassrls' end,
	case when r.rolreplication then 'replication' end,
	'in ' || (select string_agg(pg_get_userbyid(m.roleid), ',')
		from pg_auth_members m where m.member = r.oid))
from pg_roles r where r.rolname like replace(:'book', '_', '\_') || '\_%'
)
select kind, case object when :'book' then 'BOOK' else object end as object,
	part, string_agg(role, ', ' order by role collate "C") as role, what
from lines
group by kind, object, part, what
order by 1, 2, 3, 4, 5;
