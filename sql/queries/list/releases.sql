-- Where the PIN of each order is.  A hold shows at once; the next night writes
-- it down.
-- params: ca text, order_no text, channel text, state text
-- columns: order_no text, channel text, state text, reason text, at date,
--	ca text
select o.order_no, r.channel, s.state, s.reason, r.day, o.ca
from release_now r
join orders o using (order_id)
left join order_on_hold h using (order_id)
cross join lateral (select h.order_id is not null and r.state = 'queued'
	as stops) p
cross join lateral (select
	case when p.stops then 'held' else r.state end as state,
	case when p.stops then 'a person holds it' else r.reason end
		as reason) s
where ($1::text is null or o.ca = $1)
	and ($2::text is null or o.order_no = $2)
	and ($3::text is null or r.channel = $3)
	and ($4::text is null or s.state = $4)
order by o.order_no, o.ca
