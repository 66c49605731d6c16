-- What a run did to breaks, by kind: opened for the first time, opened again,
-- resolved; and those that were open before it and still are.
-- params: run_id int4
-- columns: kind text, opened int8, reopened int8, resolved int8, persisting int8
with tonight as (
	select e.break_id, min(e.seq) as first_seq, max(e.seq) as last_seq
	from break_event e where e.run_id = $1 group by e.break_id
), seen as (
	select n.kind, n.state <> 'resolved' as is_open, t.first_seq = 1 as is_new,
		t.break_id is not null as is_touched,
		coalesce(p.state <> 'resolved', false) as was_open
	from break_now n
	left join tonight t using (break_id)
	left join break_event p on p.break_id = t.break_id
		and p.seq = t.first_seq - 1
)
select kind,
	count(*) filter (where is_touched and is_new and is_open) as opened,
	count(*) filter (where is_touched and not is_new and not was_open
		and is_open) as reopened,
	count(*) filter (where is_touched and was_open and not is_open)
		as resolved,
	count(*) filter (where is_open and (was_open or not is_touched))
		as persisting
from seen group by kind
having count(*) filter (where is_touched or is_open) > 0
order by kind
