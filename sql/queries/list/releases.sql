-- Where the PIN of each order is.
-- params: ca text, order_no text, channel text, state text
-- columns: order_no text, channel text, state text, reason text, at date,
--	ca text
select o.order_no, r.channel, r.state, r.reason, r.day, o.ca
from release_now r
join orders o using (order_id)
where ($1::text is null or o.ca = $1)
	and ($2::text is null or o.order_no = $2)
	and ($3::text is null or r.channel = $3)
	and ($4::text is null or r.state = $4)
order by o.order_no, o.ca
