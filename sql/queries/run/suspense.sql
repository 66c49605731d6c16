-- What stands in suspense.
-- columns: count int8, fen int8
select count(*) as count, coalesce(sum(amount_fen), 0)::int8 as fen
from entry_now where state = 'suspense'
