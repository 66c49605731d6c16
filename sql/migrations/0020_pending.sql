-- Pending verifications, as before (0005_people.sql), asked from the attempts
-- on: an order's version, its policy and its failures are looked up for those
-- that are pending, where all orders were sorted three times.
create or replace view pending_view as
select v.verification_id, n.order_no, n.ca, o.applicant_name,
	right(e.account_no, 4) as account_last4, v.mode, v.attempt, e.state,
	e.reason, e.day as since,
	case
	when e.state = 'booked' then working_day_after(
		coalesce(m.booked_day, e.day), coalesce(p.return_days, 2))
	when (v.mode = 'inbound' and e.state = 'pending')
		or (v.mode = 'outbound' and e.state = 'sent')
	then e.day + coalesce(p.expire_days, 10)
	end as due,
	b.day - e.day as age_days,
	greatest(0, coalesce(p.max_attempts, 3) - (
		select count(*) from verification a
		where a.order_id = v.order_id
			and a.attempt > coalesce(r.attempt, 0)
			and exists (select from verification_event x
				where x.verification_id = a.verification_id
				and x.state in ('returned', 'mismatch',
					'wrong-code'))))::int4 as attempts_left,
	exists (select from outbox x
		where x.verification_id = v.verification_id
			and not exists (select from delivery_item i
				where i.item_id = x.item_id)) as is_queued
from (select distinct on (order_id) * from verification
	order by order_id, attempt desc) v
cross join lateral (select * from verification_event e
	where e.verification_id = v.verification_id
	order by e.seq desc limit 1) e
join orders n on n.order_id = v.order_id
cross join lateral (select * from order_version o
	where o.order_id = v.order_id
	order by o.version desc limit 1) o
left join lateral (select * from policy p
	where p.load_id = (select load_id from load_now
			where kind = 'policies')
		and p.ca = n.ca and p.business in (o.business, 'any')
		and p.pay_method in (o.pay_method, 'any')
		and p.cert_kind in (o.cert_kind, 'any')
	order by p.business = 'any', p.pay_method = 'any',
		p.cert_kind = 'any', p.line limit 1) p on true
left join entry m on m.entry_id = e.entry_id
left join (select order_id, max(attempt) as attempt from reopened_attempt
	group by order_id) r on r.order_id = v.order_id
cross join book_day b
where e.state <> 'verified';
