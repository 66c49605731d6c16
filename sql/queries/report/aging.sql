-- The breaks that were open when a day was closed, by kind and age in working
-- days (as in "list breaks").
-- params: to_day date
-- columns: kind text, count_0_1 int8, fen_0_1 int8, count_2_7 int8,
--	fen_2_7 int8, count_8_30 int8, fen_8_30 int8, count_over_30 int8,
--	fen_over_30 int8, count int8, amount_fen int8, oldest date
with mark as (
	select max(through_run) as run_id, max(day) as day
	from closing where day <= $1
), stood as (
	select b.kind, l.amount_fen,
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
select s.kind,
	count(*) filter (where a.days <= 1),
	coalesce(sum(s.amount_fen) filter (where a.days <= 1), 0)::int8,
	count(*) filter (where a.days between 2 and 7),
	coalesce(sum(s.amount_fen) filter (where a.days between 2 and 7),
		0)::int8,
	count(*) filter (where a.days between 8 and 30),
	coalesce(sum(s.amount_fen) filter (where a.days between 8 and 30),
		0)::int8,
	count(*) filter (where a.days > 30),
	coalesce(sum(s.amount_fen) filter (where a.days > 30), 0)::int8,
	count(*), sum(s.amount_fen)::int8, min(s.since)
from stood s
join ages a using (since)
group by s.kind
order by s.kind
