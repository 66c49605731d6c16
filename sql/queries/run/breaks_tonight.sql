-- What a run, the last that there is, did to breaks, by kind: opened for the first
-- time, opened again, resolved; and those that were open before it and still are.
-- params: run_id int4
-- columns: kind text, opened int8, reopened int8, resolved int8, persisting int8
with touched as (
	select break_id, min(seq) as first,
		(array_agg(state order by seq desc))[1] <> 'resolved' as is_open
	from break_event where run_id = $1 group by break_id
), life as (
	select t.break_id, t.is_open, b.state as before
	from touched t
	left join lateral (select e.state from break_event e
		where e.break_id = t.break_id and e.seq < t.first
		order by e.seq desc limit 1) b on true
), done as (
	select b.kind,
		count(*) filter (where l.before is null and l.is_open)
			as opened,
		count(*) filter (where l.before = 'resolved' and l.is_open)
			as reopened,
		count(*) filter (where l.before <> 'resolved'
			and not l.is_open) as resolved
	from life l join breaks b using (break_id) group by b.kind
), still as (
	select b.kind, count(*) as open
	from unnest(open_breaks(null)) o (break_id) join breaks b using (break_id)
	group by b.kind
)
select kind, coalesce(d.opened, 0) as opened,
	coalesce(d.reopened, 0) as reopened,
	coalesce(d.resolved, 0) as resolved,
	coalesce(s.open, 0) - coalesce(d.opened + d.reopened, 0) as persisting
from done d full join still s using (kind)
order by kind
