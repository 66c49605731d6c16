-- Every attempt to verify a corporate account, and how it stands.
-- params: ca text, order_no text, mode text, state text
-- columns: verification_id text, order_no text, ca text, mode text,
--	attempt int4, state text, reason text, since date, due date
select verification_label(v.verification_id), o.order_no, o.ca, v.mode,
	v.attempt, v.state, v.reason, v.since, d.due
from verification_now v
join orders o using (order_id)
join verification_due d using (verification_id)
where ($1::text is null or o.ca = $1)
	and ($2::text is null or o.order_no = $2)
	and ($3::text is null or v.mode = $3)
	and ($4::text is null or v.state = $4)
order by o.order_no, o.ca, v.attempt
