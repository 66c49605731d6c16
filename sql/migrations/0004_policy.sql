-- Policies per order, and what reviewers see.

-- The policy row of each order's current version: the most specific of those
-- in force, business before pay_method before cert_kind.  An order that no
-- row covers is not here.
create view order_policy as
select distinct on (o.order_id) o.order_id, p.load_id, p.line, p.verify_mode,
	p.pin_channel, p.own_account_required, p.review_before_payment,
	p.one_payment_only, p.review_days, p.return_days, p.buffer_days,
	p.max_attempts, p.expire_days, p.receiving_account
from order_now o
join load_now l on l.kind = 'policies'
join policy p on p.load_id = l.load_id and p.ca = o.ca
	and p.business in (o.business, 'any')
	and p.pay_method in (o.pay_method, 'any')
	and p.cert_kind in (o.cert_kind, 'any')
order by o.order_id, p.business = 'any', p.pay_method = 'any',
	p.cert_kind = 'any', p.line;

-- The count'th working day after a day; null if the calendar does not reach
-- so far.  With the owner's eyes: reviewers may ask it, too.
create function working_day_after(from_day date, count int4) returns date
	language sql stable security definer set search_path from current as $$
	select case when count(*) = $2 then coalesce(max(w.day), $1) end
	from (select g::date as day
		from generate_series($1 + 1, $1 + 7 * $2 + 30,
			interval '1 day') g
		left join calendar_now c on c.day = g::date
		where coalesce(c.kind = 'workday', extract(isodow from g) < 6)
			and exists (select from calendar_day y
				where y.day between
					date_trunc('year', g)::date
					and (date_trunc('year', g)
						+ interval '1 year')::date - 1)
		order by g limit $2) w
$$;

-- Amounts in texts: yuan with two decimals.
create function yuan_label(fen int8) returns text language sql immutable
	return case when fen < 0 then '-' else '' end || abs(fen) / 100 || '.'
		|| lpad((abs(fen) % 100)::text, 2, '0');

-- Until when something must happen: an answer to an open attempt, or the end
-- of the time in which a booked 0.01 may come back.
create view verification_due as
select v.verification_id,
	case
	when v.state = 'booked' then working_day_after(
		coalesce(e.booked_day, v.since), coalesce(p.return_days, 2))
	when (v.mode = 'inbound' and v.state = 'pending')
		or (v.mode = 'outbound' and v.state = 'sent')
	then v.since + coalesce(p.expire_days, 10)
	end as due
from verification_now v
left join order_policy p using (order_id)
left join entry e on e.entry_id = v.entry_id;

-- What reviewers work from: the last attempt of each order, unless it is
-- verified.  Of the account four characters, no telephone, no code.
create view pending_view as
select v.verification_id, o.order_no, o.ca, o.applicant_name,
	right(v.account_no, 4) as account_last4, v.mode, v.attempt, v.state,
	v.reason, v.since, d.due, b.day - v.since as age_days,
	greatest(0, coalesce(p.max_attempts, 3) - coalesce(f.failures, 0))::int4
		as attempts_left,
	q.verification_id is not null as is_queued
from (select distinct on (order_id) * from verification_now
	order by order_id, attempt desc) v
join order_now o using (order_id)
join verification_due d using (verification_id)
left join order_policy p using (order_id)
cross join book_day b
left join (select a.order_id, count(distinct a.attempt) as failures
	from verification a
	join verification_event e using (verification_id)
	where e.state in ('returned', 'mismatch', 'wrong-code')
	group by a.order_id) f using (order_id)
left join (select distinct x.verification_id
	from outbox x
	left join delivery_item i using (item_id)
	where x.verification_id is not null and i.item_id is null) q
	on q.verification_id = v.verification_id
where v.state <> 'verified';

-- Arguments of a note (lib/model/note.h), each in one line.
create function note_arguments(variadic texts text[]) returns text
	language sql immutable
	return (select string_agg(translate(coalesce(t, ''), E'\t\r\n', '   '),
			E'\t' order by n)
		from unnest(texts) with ordinality as u (t, n));
