-- The keyed digests of all codes, by which they are recognised in remarks: side
-- by side, in pieces of some megabytes.
-- columns: digests bytea
select string_agg(digest, ''::bytea) as digests
from code group by code_id / 1000000
