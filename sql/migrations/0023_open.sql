-- What is open is small, what is closed grows for ever.  Nothing here is ever
-- changed, so no row can say of itself that something newer ended it: that a
-- break was resolved, or an attempt verified, took a look at every one there
-- ever was.  Each closing now keeps the numbers of what it left open, in one
-- row; what is open is that, and what the events since then say.

create table left_open (
	run_id int4 primary key references run,	-- the nightly's
	break_ids int4[] not null,	-- in their order
	verification_ids int8[] not null,	-- last attempts, not verified
	releases_queued int8 not null,
	releases_held int8 not null
);

-- What the last closing up to a run left open; null before the first.
create function left_open_before(last_run int4) returns left_open
	language sql stable begin atomic
	select l from left_open l where l.run_id <= last_run
	order by l.run_id desc limit 1;
end;

-- The breaks that were open after a run; null: that are open now.  Their
-- number is known when a query is planned: the planner asks (unnest).
create function open_breaks(up_to int4) returns int4[]
	language plpgsql stable security definer set search_path from current
	as $$
declare
	last_run constant int4 := coalesce(up_to, 2147483647);
	kept constant left_open := left_open_before(last_run);
begin
	return array(with since as materialized (
			select distinct on (e.break_id) e.break_id, e.state
			from break_event e
			where e.run_id > coalesce(kept.run_id, 0)
				and e.run_id <= last_run
			order by e.break_id, e.seq desc)
		select o.id from unnest(kept.break_ids) o (id)
		where not exists (select from since s
			where s.break_id = o.id)
		union all
		select s.break_id from since s where s.state <> 'resolved'
		order by 1);
end $$;

-- The last attempts of orders that are not verified, likewise.
create function open_attempts(up_to int4) returns int8[]
	language plpgsql stable security definer set search_path from current
	as $$
declare
	last_run constant int4 := coalesce(up_to, 2147483647);
	kept constant left_open := left_open_before(last_run);
begin
	return array(with since as materialized (
			select distinct on (e.verification_id)
				e.verification_id as id, e.state
			from verification_event e
			where e.run_id > coalesce(kept.run_id, 0)
				and e.run_id <= last_run
				-- It was open before, and is.
				and e.state <> 'sent'
			order by e.verification_id, e.seq desc
		), attempt as (
			select distinct on (a.id >> 8) a.id, a.state, a.is_new
			from (select o.id, 'open' as state, false as is_new
				from unnest(kept.verification_ids) o (id)
				where not exists (select from since s
					where s.id = o.id)
				union all
				select s.id, s.state, true from since s) a
			order by a.id >> 8, a.id desc
		)
		select a.id from attempt a
		-- An earlier attempt may be answered late.
		where a.state <> 'verified' and not (a.is_new and exists (
			select from verification v
			where v.verification_id > a.id
				and v.verification_id <= a.id | 255
				and v.run_id <= last_run))
		order by 1);
end $$;

-- How many releases are queued and held, likewise: each event since takes its
-- order out of the state of the event before it.
create function open_releases(up_to int4, out queued int8, out held int8)
	language plpgsql stable security definer set search_path from current
	as $$
declare
	last_run constant int4 := coalesce(up_to, 2147483647);
	kept constant left_open := left_open_before(last_run);
begin
	select coalesce(kept.releases_queued, 0)
			+ count(*) filter (where e.state = 'queued')
			- count(*) filter (where b.state = 'queued'),
		coalesce(kept.releases_held, 0)
			+ count(*) filter (where e.state = 'held')
			- count(*) filter (where b.state = 'held')
	into queued, held
	from release_event e
	left join release_event b on b.order_id = e.order_id
		and b.seq = e.seq - 1
	where e.run_id > coalesce(kept.run_id, 0) and e.run_id <= last_run;
end $$;

create function leave_open() returns trigger
	language plpgsql security definer set search_path from current as $$
begin
	insert into left_open (run_id, break_ids, verification_ids,
		releases_queued, releases_held)
	select new.run_id, open_breaks(null), open_attempts(null), r.queued,
		r.held
	from open_releases(null) r;
	return null;
end $$;
create trigger leave_open after insert on closing
	for each row execute function leave_open();

-- --- who sees a proposal -----------------------------------------------------

-- As before (0012, 0017), asked once for a statement and not for each row.
alter policy proposal_of_their_kind on proposal
	using ((select sees_proposal(''))
		or (verb = 'reopen' and (select sees_proposal('reopen'))))
	with check ((select sees_proposal(''))
		or (verb = 'reopen' and (select sees_proposal('reopen'))));
alter policy decision_of_their_kind on decision
	using ((select sees_proposal(''))
		or ((select sees_proposal('reopen')) and exists (
			select from proposal p
			where p.proposal_id = decision.proposal_id
				and p.verb = 'reopen')))
	with check ((select sees_proposal(''))
		or ((select sees_proposal('reopen')) and exists (
			select from proposal p
			where p.proposal_id = decision.proposal_id
				and p.verb = 'reopen')));

-- --- breaks ------------------------------------------------------------------

-- As before (0005), but a break looks for its own events: those that are asked
-- for are found by their keys, and no others are read.
create or replace view break_now as
select b.break_id, b.kind, b.entry_id, b.account_id, b.day as bill_day,
	coalesce(b.order_id, e.order_id) as order_id, e.seq,
	case when e.state = 'open' and (b.break_id = any (w.breaks)
			or b.entry_id = any (w.entries)
			or (b.order_id = any (w.orders) and b.kind in
				('returned', 'returned-after-verify',
					'wrong-code')))
		then 'proposed' else e.state end as state,
	e.amount_fen, e.note,
	-- Since it was opened for the last time.
	case when e.seq = 1 then e.day else (
		select o.day from break_event o
		where o.break_id = b.break_id and o.seq > coalesce((
			select max(r.seq) from break_event r
			where r.break_id = b.break_id
				and r.state = 'resolved' and r.seq < e.seq), 0)
		order by o.seq limit 1) end as since,
	e.day as last_day
from breaks b
cross join lateral (select * from break_event x
	where x.break_id = b.break_id order by x.seq desc limit 1) e
cross join (
	-- What proposals wait for.
	select array_agg(p.break_id) as breaks, array_agg(p.entry_id) as entries,
		array_agg(p.verification_id >> 8) as orders
	from proposal_now p where p.state in ('proposed', 'approved')) w;

-- --- verifications -----------------------------------------------------------

-- As before (0020), from what is open; the end of a time is computed once for
-- each day.
create or replace view pending_view as
with attempt as materialized (
	select v.verification_id, v.order_id, n.order_no, n.ca,
		o.applicant_name, right(e.account_no, 4) as account_last4,
		v.mode, v.attempt, e.state, e.reason, e.day as since,
		coalesce(m.booked_day, e.day) as booked_day,
		coalesce(p.return_days, 2) as return_days,
		coalesce(p.expire_days, 10) as expire_days,
		coalesce(p.max_attempts, 3) as max_attempts
	from unnest(open_attempts(null)) u (verification_id)
	join verification v using (verification_id)
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
), booked as (
	select b.booked_day, b.return_days,
		working_day_after(b.booked_day, b.return_days) as due
	from (select distinct booked_day, return_days from attempt
		where state = 'booked') b
	offset 0
)
select v.verification_id, v.order_no, v.ca, v.applicant_name,
	v.account_last4, v.mode, v.attempt, v.state, v.reason, v.since,
	case when v.state = 'booked' then d.due
		when (v.mode = 'inbound' and v.state = 'pending')
			or (v.mode = 'outbound' and v.state = 'sent')
		then v.since + v.expire_days end as due,
	b.day - v.since as age_days,
	greatest(0, v.max_attempts - case
		-- A first attempt that is under way: nothing has failed.
		when v.attempt = 1 and v.state in ('pending', 'sent', 'booked')
			then 0
		else (select count(*) from verification a
		where a.order_id = v.order_id
			and a.attempt > coalesce(r.attempt, 0)
			and exists (select from verification_event x
				where x.verification_id = a.verification_id
				and x.state in ('returned', 'mismatch',
					'wrong-code'))) end)::int4 as attempts_left,
	-- Decided, and not handed over yet: then it is pending.
	v.state = 'pending' and (select count(*) > 0 from outbox x
		where x.order_id = v.order_id
			and x.verification_id = v.verification_id
			and not exists (select from delivery_item i
				where i.item_id = x.item_id)) as is_queued
from attempt v
left join booked d on v.state = 'booked' and d.booked_day = v.booked_day
	and d.return_days = v.return_days
left join (select order_id, max(attempt) as attempt from reopened_attempt
	group by order_id) r on r.order_id = v.order_id
cross join book_day b;

do $$ begin perform guard_runs(); end $$;
