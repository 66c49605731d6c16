-- The breaks that were open when a day was closed, the oldest first.  The age
-- is in working days, as in "list breaks".
-- params: to_day date
-- columns: break_id text, kind text, ca text, order_no text, entry_id text,
--	external_id text, amount_fen int8, since date, age_days int4,
--	note text
with mark as (
	select max(through_run) as run_id, max(day) as day
	from closing where day <= $1
), stood as (
	select b.break_id, b.kind, b.entry_id, l.amount_fen, l.note,
		coalesce(b.order_id, l.order_id) as order_id,
		-- Since it was opened for the last time.
		case when l.seq = 1 then l.day else (
			select o.day from break_event o
			where o.break_id = b.break_id and o.seq > coalesce((
				select max(r.seq) from break_event r
				where r.break_id = b.break_id
					and r.state = 'resolved'
					and r.seq < l.seq), 0)
			order by o.seq limit 1) end as since
	from mark
	cross join unnest(open_breaks(mark.run_id)) n (break_id)
	join breaks b using (break_id)
	cross join lateral (select * from break_event e
		where e.break_id = b.break_id and e.run_id <= mark.run_id
		order by e.seq desc limit 1) l
), ages as materialized (
	select s.since, working_days_between(s.since, mark.day) as days
	from (select distinct since from stood) s, mark
)
select break_label(s.break_id), s.kind, coalesce(o.ca, ''),
	coalesce(o.order_no, ''), coalesce(entry_label(s.entry_id), ''),
	coalesce(e.external_id, ''), s.amount_fen, s.since, a.days, s.note
from stood s
join ages a using (since)
left join orders o using (order_id)
left join entry e on e.entry_id = s.entry_id
order by s.since, s.break_id
