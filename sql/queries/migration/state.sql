-- How far the book is made: its schema is there, this role may use it, and it
-- has been migrated at least once.
-- columns: has_schema bool, may_use bool, has_table bool
select exists (select from pg_namespace
		where nspname = current_setting('yifen.book')),
	coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace
		where nspname = current_setting('yifen.book')), false),
	to_regclass('schema_migration') is not null
