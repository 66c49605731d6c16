-- What the facts say of the orders whose contract may change: paid in full, or
-- once so, and with news since the closing before the night of a run (null: the
-- last one); a contract without a rate or an end is asked every night.  Before
-- the first contract every order is news: the book may be older than revenue.
-- params: before_run int4
-- columns: order_id int8, ca text, business text, years int4, channel text,
--	due_fen int8, paid_fen int8, refunded_fen int8, paid_day date,
--	approved_day date, prior_cert_end date, delivered_day date,
--	has_delivery bool, seq int4, day date, gross_fen int8, tax_fen int8,
--	net_fen int8, rate_basis_points int4, tax_load_id int4, tax_line int4,
--	recognition text, first_day date, last_day date, earnable_fen int8,
--	base_fen int8, base_day date
with since as (
	select case when exists (select from contract) then coalesce((
			select max(through_run) from closing
			where $1 is null or run_id < $1), 0)
		else 0 end as run_id
), news as (
	select order_id from order_state
	where run_id > (select run_id from since)
	union
	select order_id from order_version
	where run_id > (select run_id from since)
	union
	select order_id from contract_step where rate_basis_points is null
	union
	select order_id from contract_step where last_day is null
), wanted as (
	select v.order_id, v.business, v.years, v.prior_cert_end, s.due_fen,
		s.paid_fen, s.refunded_fen, c.seq, c.day, c.gross_fen,
		c.tax_fen, c.net_fen, c.rate_basis_points, c.tax_load_id,
		c.tax_line, c.recognition, c.first_day, c.last_day,
		c.earnable_fen, c.base_fen, c.base_day
	from news
	cross join lateral (select * from order_version
		where order_id = news.order_id order by version desc limit 1) v
	cross join lateral (select * from order_state
		where order_id = news.order_id order by run_id desc limit 1) s
	left join lateral (select * from contract_step
		where order_id = news.order_id order by seq desc limit 1) c
		on true
	where c.order_id is not null and (s.run_id > c.run_id
			or v.run_id > c.run_id or c.rate_basis_points is null
			or c.last_day is null)
		or c.order_id is null and s.due_fen > 0
			and s.paid_fen >= s.due_fen
), payment as (
	-- Payments as they came; and what stood after each.
	select a.order_id, e.booked_day, p.source,
		sum(a.amount_fen) over w as stood, row_number() over w as place
	from allocation_now a
	join wanted n using (order_id)
	join entry e using (entry_id)
	join account p using (account_id)
	where a.amount_fen > 0
	window w as (partition by a.order_id order by e.booked_day,
		e.booked_second nulls first, a.entry_id, a.turn)
), paid as (
	select distinct on (p.order_id) p.order_id, p.booked_day, p.source
	from payment p join wanted n using (order_id)
	where p.stood >= n.due_fen
	order by p.order_id, p.place
), approved as (
	-- A review without a day is of the day of the order.
	select v.order_id, min(coalesce(v.reviewed_day, v.created_day)) as day
	from order_version v join wanted using (order_id)
	where v.review = 'approved' group by v.order_id
), delivered as (
	select r.order_id,
		min(r.day) filter (where r.state = 'handed-over') as day
	from release_event r join wanted using (order_id)
	group by r.order_id
)
select n.order_id, o.ca, n.business, n.years, p.source as channel, n.due_fen,
	n.paid_fen, n.refunded_fen, p.booked_day as paid_day,
	a.day as approved_day, n.prior_cert_end, d.day as delivered_day,
	d.order_id is not null as has_delivery, n.seq, n.day, n.gross_fen,
	n.tax_fen, n.net_fen, n.rate_basis_points, n.tax_load_id, n.tax_line,
	n.recognition, n.first_day, n.last_day, n.earnable_fen, n.base_fen,
	n.base_day
from wanted n
join orders o using (order_id)
left join paid p using (order_id)
left join approved a using (order_id)
left join delivered d using (order_id)
order by n.order_id
