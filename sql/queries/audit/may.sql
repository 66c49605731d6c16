-- Whether this role may read the chain.
-- columns: may bool
select has_table_privilege('audit_event', 'select')
