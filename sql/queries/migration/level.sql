-- The number of the newest migration of the book; 0 for none.
-- columns: level int4
select coalesce(max(number), 0) from schema_migration
