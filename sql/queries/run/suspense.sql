-- What stood in suspense when the books were closed last.
-- columns: count int8, fen int8
select coalesce(sum(l.closing_count), 0)::int8 as count,
	coalesce(sum(l.closing_fen), 0)::int8 as fen
from account a
cross join lateral (select * from closing_line c
	where c.account_id = a.account_id order by c.run_id desc limit 1) l
