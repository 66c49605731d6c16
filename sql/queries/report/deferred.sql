-- Contract liabilities, a line a month and CA: whole months, the last one up
-- to the day that is asked for.  advance_fen: what else stands on orders at
-- the end, less or more than their price, with tax.
-- params: from_day date, to_day date
-- columns: month date, to_day date, ca text, opening_fen int8, new_fen int8,
--	recognised_fen int8, refunded_fen int8, closing_fen int8,
--	residual_fen int8, advance_fen int8, unrated_fen int8
with line as (
	select month, to_day, ca, sum(opening_fen) as opening,
		sum(new_fen) as new, sum(recognised_fen) as recognised,
		sum(refunded_fen) as refunded, sum(closing_fen) as closing,
		sum(unrated_fen) as unrated
	from revenue_between(date_trunc('month', $1)::date, $2)
	group by month, to_day, ca
), month as (
	select month, to_day from revenue_months(
		date_trunc('month', $1)::date,
		least($2, (select day from book_day)))
), stood as (
	-- What stood on each order when the month ended.
	select distinct on (m.month, s.order_id) m.month, s.order_id,
		s.paid_fen - s.refunded_fen as fen
	from month m
	join run r on r.command = 'nightly' and r.business_day <= m.to_day
	join order_state s on s.run_id = r.run_id
	order by m.month, s.order_id, s.run_id desc
), contracted as (
	select distinct on (m.month, s.order_id) m.month, s.order_id,
		s.gross_fen as fen
	from month m join contract_step s on s.day <= m.to_day
	order by m.month, s.order_id, s.seq desc
), advance as (
	select t.month, o.ca, sum(t.fen - coalesce(c.fen, 0)) as fen
	from stood t
	join orders o using (order_id)
	left join contracted c using (month, order_id)
	where t.fen <> coalesce(c.fen, 0)
	group by t.month, o.ca
)
select m.month, m.to_day, coalesce(l.ca, a.ca) as ca,
	coalesce(l.opening, 0)::int8 as opening_fen,
	coalesce(l.new, 0)::int8 as new_fen,
	coalesce(l.recognised, 0)::int8 as recognised_fen,
	coalesce(l.refunded, 0)::int8 as refunded_fen,
	coalesce(l.closing, 0)::int8 as closing_fen,
	coalesce(l.opening + l.new - l.recognised - l.refunded - l.closing,
		0)::int8 as residual_fen,
	coalesce(a.fen, 0)::int8 as advance_fen,
	coalesce(l.unrated, 0)::int8 as unrated_fen
from line l
full join advance a using (month, ca)
join month m on m.month = coalesce(l.month, a.month)
order by m.month, ca
