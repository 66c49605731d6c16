-- Whether the roles of the book are there with this one a member of the
-- owner, and whether this role may make roles.
-- columns: complete bool, able bool
select (select count(*) = 6 and bool_and(not r.rolname like '%\_owner'
			or pg_has_role(current_user, r.oid, 'usage'))
		from pg_roles r
		where r.rolname in (select current_setting('yifen.book') || s
			from unnest(array['_owner', '_batch', '_finance',
				'_approver', '_reviewer', '_auditor']) s)),
	(select rolsuper or rolcreaterole from pg_roles
		where rolname = current_user)
