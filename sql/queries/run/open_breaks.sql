-- Open breaks by kind.
-- columns: kind text, count int8, fen int8
select kind, count(*) as count, sum(amount_fen)::int8 as fen
from unnest(open_breaks(null)) o (break_id)
join breaks b using (break_id)
cross join lateral (select * from break_event e
	where e.break_id = b.break_id order by e.seq desc limit 1) e
group by kind order by kind
