-- What is still to come for one order, verification or break (one of the three,
-- the others null), as the books stand.  "what" and its arguments are as in
-- explain/events.sql; the first argument says which sentence it is.
-- params: order_id int8, verification_id int8, break_id int8
-- columns: what text, at text, subject text, arguments text
with the_order as (
	select o.order_id, o.ca || '/' || o.order_no as label, v.pay_method,
		v.claimed_day, p.receiving_account, p.return_days,
		p.expire_days,
		coalesce(nullif(v.verify_mode, ''), p.verify_mode, 'none')
			as verify_mode,
		v.claimed_day + coalesce(p.buffer_days, 3) as missing_from
	from orders o
	join lateral (select v.business, v.pay_method, v.cert_kind,
			v.claimed_day, v.verify_mode
		from order_version v
		where v.order_id = o.order_id
		order by v.version desc limit 1) v on true
	left join lateral (select p.* from policy p
		where p.load_id = (select load_id from load_now
				where kind = 'policies')
			and p.ca = o.ca
			and p.business in (v.business, 'any')
			and p.pay_method in (v.pay_method, 'any')
			and p.cert_kind in (v.cert_kind, 'any')
		order by p.business = 'any', p.pay_method = 'any',
			p.cert_kind = 'any', p.line limit 1) p on true
	where o.order_id = coalesce($1, $2 >> 8)
), claimed as (
	select o.* from the_order o
	join lateral (select s.verdict from order_state s
		where s.order_id = o.order_id
		order by s.run_id desc limit 1) s on s.verdict = 'awaiting'
	where $1 is not null
), wanted as (
	-- The accounts of which the bill of that day must be here.
	select c.claimed_day, a.account_id
	from claimed c
	join load_now l on l.kind = 'channels'
	join channel h on h.load_id = l.load_id and h.channel = c.pay_method
	left join account a on a.source = h.channel
		and a.account = h.merchant_no
	union all
	select c.claimed_day, a.account_id
	from claimed c
	left join account a on a.source = 'bank'
		and a.account = c.receiving_account
	where c.pay_method not in ('wechat', 'alipay')
		and coalesce(c.receiving_account, '') <> ''
), covered as (
	select w.account_id is not null and (exists (
			select from statement s
			where s.account_id = w.account_id
				and w.claimed_day between s.from_day
					and s.to_day)
		or exists (select from no_bill n
			where n.account_id = w.account_id
				and n.day = w.claimed_day)) as here
	from wanted w
), attempt as (
	select v.verification_id, v.mode, e.state, case
		when e.state = 'booked' then working_day_after(
			coalesce(n.booked_day, e.day),
			coalesce(o.return_days, 2))
		when v.mode = 'inbound' and e.state = 'pending'
			or v.mode = 'outbound' and e.state = 'sent'
		then e.day + coalesce(o.expire_days, 10) end as due
	from the_order o
	join verification v using (order_id)
	join lateral (select e.* from verification_event e
		where e.verification_id = v.verification_id
		order by e.seq desc limit 1) e on e.state <> 'verified'
	left join entry n on n.entry_id = e.entry_id
	where v.verification_id = $2
		-- Nothing more is awaited where nothing is to be verified.
		and (o.verify_mode <> 'none' or e.state in ('sent', 'booked'))
		and not exists (select from verification n
			where n.order_id = v.order_id and n.attempt > v.attempt)
), the_break as (
	-- A year without its calendar leaves the working days open.
	select b.break_id, b.kind, b.since, d.day, case when not exists (
			select from generate_series(
				extract(year from b.since + 1)::int,
				extract(year from d.day)::int) y
			where not exists (select from calendar_day c
				where c.day between make_date(y, 1, 1)
					and make_date(y, 12, 31)))
		then working_days_between(b.since, d.day) end as days
	from break_now b cross join book_day d
	where b.break_id = $3 and b.state <> 'resolved'
)
select 'awaits' as what, missing_from::text as at, label as subject,
	note_arguments(case when (select bool_and(here) from covered)
			then 'bill' else 'missing-bill' end,
		missing_from::text, claimed_day::text) as arguments
from claimed
union all
select 'awaits', coalesce(due::text, ''), verification_label(verification_id),
	note_arguments(case when state in ('pending', 'sent', 'booked')
			then mode || ' ' || state else state end, due::text)
from attempt
union all
select 'age', day::text, break_label(break_id),
	note_arguments('age', since::text, coalesce(days::text, '?'))
from the_break
union all
select 'ends', '', break_label(break_id), note_arguments(kind)
from the_break
order by 1, 2, 3
