-- What the facts say of the orders whose contract may change: paid in full, or
-- once so, and with news since a run; a contract without an end is asked every
-- night, one without a rate where there are rates.  Both parameters are told as
-- values, so that the planner knows how many orders these are: the first night
-- reads tables whole, a later one asks indexes.
-- params: since_run int4, has_rates bool
-- columns: order_id int8, ca text, business text, years int4, channel text,
--	due_fen int8, paid_fen int8, refunded_fen int8, paid_day date,
--	approved_day date, prior_cert_end date, delivered_day date,
--	has_delivery bool, seq int4, day date, gross_fen int8, tax_fen int8,
--	net_fen int8, rate_basis_points int4, tax_load_id int4, tax_line int4,
--	recognition text, first_day date, last_day date, earnable_fen int8,
--	base_fen int8, base_day date
with news as (
	select order_id from order_state where run_id > $1
	union
	select order_id from order_version where run_id > $1
	union
	select order_id from contract_step where last_day is null
	union
	select order_id from contract_step
	where rate_basis_points is null and $2
), version as (
	-- A review without a day is of the day of the order.
	select distinct on (v.order_id) v.order_id, v.business, v.years,
		v.prior_cert_end, v.run_id,
		min(coalesce(v.reviewed_day, v.created_day))
			filter (where v.review = 'approved') over w
			as approved_day
	from news join order_version v using (order_id)
	window w as (partition by v.order_id order by v.version desc
		rows between unbounded preceding and unbounded following)
	order by v.order_id, v.version desc
), state as (
	select distinct on (s.order_id) s.*
	from news join order_state s using (order_id)
	order by s.order_id, s.run_id desc
), step as (
	select distinct on (c.order_id) c.*
	from news join contract_step c using (order_id)
	order by c.order_id, c.seq desc
), wanted as materialized (
	select v.order_id, v.business, v.years, v.prior_cert_end,
		v.approved_day, s.due_fen, s.paid_fen, s.refunded_fen, c.seq,
		c.day, c.gross_fen, c.tax_fen, c.net_fen, c.rate_basis_points,
		c.tax_load_id, c.tax_line, c.recognition, c.first_day,
		c.last_day, c.earnable_fen, c.base_fen, c.base_day
	from version v join state s using (order_id)
	left join step c using (order_id)
	where c.order_id is not null and (s.run_id > c.run_id
			or v.run_id > c.run_id or c.rate_basis_points is null
			or c.last_day is null)
		or c.order_id is null and s.due_fen > 0
			and s.paid_fen >= s.due_fen
), payment as (
	-- Payments as they came; and what stood after each.
	select a.order_id, a.entry_id, a.turn, e.booked_day, e.booked_second,
		p.source, n.due_fen, sum(a.amount_fen) over w as stood
	from wanted n
	join allocation_now a using (order_id)
	join entry e using (entry_id)
	join account p using (account_id)
	where a.amount_fen > 0
	window w as (partition by a.order_id order by e.booked_day,
		e.booked_second nulls first, a.entry_id, a.turn)
), paid as (
	select distinct on (order_id) order_id, booked_day, source
	from payment where stood >= due_fen
	order by order_id, booked_day, booked_second nulls first, entry_id,
		turn
), delivered as (
	select r.order_id,
		min(r.day) filter (where r.state = 'handed-over') as day
	from release_event r join wanted using (order_id)
	group by r.order_id
)
select n.order_id, o.ca, n.business, n.years, p.source as channel, n.due_fen,
	n.paid_fen, n.refunded_fen, p.booked_day as paid_day,
	n.approved_day, n.prior_cert_end, d.day as delivered_day,
	d.order_id is not null as has_delivery, n.seq, n.day, n.gross_fen,
	n.tax_fen, n.net_fen, n.rate_basis_points, n.tax_load_id, n.tax_line,
	n.recognition, n.first_day, n.last_day, n.earnable_fen, n.base_fen,
	n.base_day
from wanted n
join orders o using (order_id)
left join paid p using (order_id)
left join delivered d using (order_id)
order by n.order_id
