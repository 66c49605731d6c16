-- What stands on which order, and by which rule; also what was explained
-- without standing on an order (a micro-deposit, with the order that it
-- verifies; a settlement; a refund of money in suspense).
-- params: ca text, order_no text, rule text, run int8
-- columns: entry_id text, external_id text, order_no text, amount_fen int8,
--	rule text, run_id int4, ca text
select entry_label(m.entry_id), e.external_id, coalesce(o.order_no, ''),
	coalesce(a.amount_fen, m.amount_fen), m.rule, m.run_id,
	coalesce(o.ca, '')
from match_now m
join entry e using (entry_id)
left join allocation_now a using (entry_id)
left join lateral (select v.order_id from verification_event x
	join verification v using (verification_id)
	where m.use = 'verification' and x.entry_id = m.entry_id
	limit 1) v on true
left join orders o on o.order_id = coalesce(a.order_id, v.order_id)
where ($1::text is null or o.ca = $1)
	and ($2::text is null or o.order_no = $2)
	and ($3::text is null or m.rule = $3)
	and ($4::int8 is null or m.run_id = $4)
order by coalesce(o.order_no, ''), coalesce(o.ca, ''), e.booked_day,
	e.booked_second nulls first, e.external_id, m.entry_id
