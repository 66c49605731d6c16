-- Open breaks by kind.
-- columns: kind text, count int8, fen int8
select kind, count(*) as count, sum(amount_fen)::int8 as fen
from break_now where state <> 'resolved' group by kind order by kind
