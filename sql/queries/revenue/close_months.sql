-- The months that are over when a nightly is of a later one, from the month of
-- the first contract on.
-- params: run_id int4, day date
with month as (
	insert into revenue_month (month, run_id)
	select g::date, $1
	from generate_series(date_trunc('month', coalesce(
			(select max(month) + interval '1 month'
				from revenue_month),
			(select min(day)::timestamp from contract_step))),
		date_trunc('month', $2::timestamp) - interval '1 day',
		interval '1 month') g
	returning month, run_id
)
insert into revenue_month_line (month, ca, business, years, channel, gross_fen,
	refunds_fen, tax_fen, opening_fen, new_fen, recognised_fen,
	refunded_fen, earned_refunded_fen, closing_fen, unrated_fen, run_id)
select m.month, l.*, m.run_id
from month m
cross join lateral revenue_lines(m.month,
	(m.month + interval '1 month')::date - 1) l
