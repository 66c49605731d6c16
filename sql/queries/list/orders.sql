-- Orders as the last nightly left them; before any, without price and verdict.
-- params: ca text, order_no text, verdict text
-- columns: order_no text, ca text, due_fen int8, paid_fen int8,
--	refunded_fen int8, verdict text, verified text, released text,
--	open_breaks int8
select o.order_no, o.ca, s.due_fen, coalesce(s.paid_fen, 0),
	coalesce(s.refunded_fen, 0), coalesce(s.verdict, ''),
	case when v.state is null then 'n/a'
		when v.state = 'verified' then 'yes' else 'no' end,
	case when r.state is null then 'n/a'
		when r.state = 'handed-over' then 'yes' else 'no' end,
	coalesce(b.breaks, 0)
from orders o
left join order_state_now s using (order_id)
left join (select distinct on (order_id) order_id, state
	from verification_now order by order_id, attempt desc) v
	using (order_id)
left join release_now r using (order_id)
left join (select order_id, count(*) as breaks from break_now
	where state <> 'resolved' and order_id is not null
	group by order_id) b using (order_id)
where ($1::text is null or o.ca = $1)
	and ($2::text is null or o.order_no = $2)
	and ($3::text is null or s.verdict = $3)
order by o.order_no, o.ca
