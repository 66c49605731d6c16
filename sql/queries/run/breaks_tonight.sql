-- What a run did to breaks, by kind: opened for the first time, opened again,
-- resolved; and those that were open before it and still are.  One pass over
-- the events and one join by key: the statement runs when a night's rows have
-- no statistics yet, and no plan of it may be slow then.
-- params: run_id int4
-- columns: kind text, opened int8, reopened int8, resolved int8, persisting int8
with life as (
	select e.break_id, bool_or(e.run_id = $1) as is_touched,
		(array_agg(e.state order by e.seq desc))[1] <> 'resolved'
			as is_open,
		(array_agg(e.state order by e.seq desc)
			filter (where e.run_id is distinct from $1))[1]
			as before
	from break_event e group by e.break_id
), seen as (
	select b.kind, l.is_touched, l.is_open, l.before is null as is_new,
		coalesce(l.before <> 'resolved', false) as was_open
	from life l
	join breaks b using (break_id)
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
