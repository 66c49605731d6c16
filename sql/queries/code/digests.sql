-- The keyed digests of all codes, by which they are recognised in remarks.
-- columns: digest bytea
select distinct digest from code
