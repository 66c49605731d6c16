-- How the nights went, a row a day: what came in, how much of all that there
-- was to explain is explained, what stands open.
-- params: from_day date, to_day date
-- columns: day date, in_count int8, in_credit_fen int8, in_debit_fen int8,
--	explained_percent int8, open_breaks int8, suspense_count int8,
--	suspense_fen int8, residual_fen int8
with night as (
	select c.day, min(c.run_id) as first_run, max(c.run_id) as last_run
	from closing c where c.day between $1 and $2 group by c.day
), came as (
	select c.day, sum(l.in_count) as count, sum(l.in_credit_fen) as credit,
		sum(l.in_debit_fen) as debit, sum(l.residual_fen) as residual
	from closing c
	join closing_line l using (run_id)
	where c.day between $1 and $2
	group by c.day
)
select n.day, coalesce(i.count, 0)::int8, coalesce(i.credit, 0)::int8,
	coalesce(i.debit, 0)::int8,
	-- Rounded down: 100 is all.  Nothing to explain is all, too.
	case when b.count + coalesce(i.count, 0) = 0 then 100
		else floor(100 * (b.count + coalesce(i.count, 0) - s.count)
			/ (b.count + coalesce(i.count, 0)))::int8 end,
	cardinality(open_breaks(n.last_run))::int8, s.count::int8, s.fen::int8,
	coalesce(i.residual, 0)::int8
from night n
left join came i using (day)
cross join lateral (
	select coalesce(sum(l.closing_count), 0) as count,
		coalesce(sum(l.closing_fen), 0) as fen
	from account a
	cross join lateral (select * from closing_line c
		where c.account_id = a.account_id and c.run_id <= n.last_run
		order by c.run_id desc limit 1) l) s
cross join lateral (
	select coalesce(sum(l.closing_count), 0) as count
	from account a
	cross join lateral (select * from closing_line c
		where c.account_id = a.account_id and c.run_id < n.first_run
		order by c.run_id desc limit 1) l) b
order by n.day
