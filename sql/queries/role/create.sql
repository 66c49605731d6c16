-- Makes the roles of the book that are not there yet.  They log in without a
-- password (the server's pg_hba.conf says from where); the owner, to whom the
-- tables belong, does not log in.
do $$
declare
	r record;
	owner constant text := current_setting('yifen.book') || '_owner';
begin
	for r in select current_setting('yifen.book') || s as name
		from unnest(array['_owner', '_batch', '_finance', '_approver',
			'_reviewer', '_auditor']) s
		where not exists (select from pg_roles
			where rolname = current_setting('yifen.book') || s)
	loop
		execute format('create role %I %s nosuperuser nocreatedb '
			'nocreaterole nobypassrls noreplication', r.name,
			case when r.name = owner then 'nologin'
				else 'login' end);
	end loop;
	if not pg_has_role(current_user, owner, 'usage') then
		execute format('grant %I to %I', owner, current_user);
	end if;
end $$
