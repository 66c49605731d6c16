-- People: what they propose, what somebody else decides about it, what a night
-- made of it.  And what they can undo: a match that no longer stands is a new
-- fact, and its entry can be matched again in the next turn.

-- --- a match can be undone ---------------------------------------------------

alter table allocation drop constraint allocation_entry_id_fkey;
alter table verification_event drop constraint verification_event_entry_id_fkey;
alter table settled_day drop constraint settled_day_entry_id_fkey;

-- turn 1 is the first match of an entry; a further one only after the one
-- before was undone.
alter table match
	add column turn int4 not null default 1 check (turn >= 1),
	add column after_turn int4 generated always as
		(case when turn > 1 then turn - 1 end) stored,
	add column proposal_id int4,	-- by decision of people; else null
	drop constraint match_pkey,
	add constraint match_pkey primary key (entry_id, turn),
	drop constraint match_use_check,
	add constraint match_use_check check (use in ('orders', 'payment',
		'verification', 'bill-days', 'write-off'));

create table match_undone (
	entry_id int8,
	turn int4,
	proposal_id int4 not null,
	run_id int4 not null references run,
	primary key (entry_id, turn),
	foreign key (entry_id, turn) references match
);
alter table match add constraint match_again_only_after_undoing
	foreign key (entry_id, after_turn)
	references match_undone (entry_id, turn);

alter table allocation
	add column turn int4 not null default 1,
	drop constraint allocation_pkey,
	add constraint allocation_pkey primary key (order_id, entry_id, turn),
	add constraint allocation_of_match foreign key (entry_id, turn)
		references match;
alter table verification_event add constraint verification_event_entry_id_fkey
	foreign key (entry_id) references entry;
alter table settled_day add constraint settled_day_entry_id_fkey
	foreign key (entry_id) references entry;

-- What stands.
create view match_now as
select m.* from match m
where not exists (select from match_undone u
	where u.entry_id = m.entry_id and u.turn = m.turn);

create view allocation_now as
select a.* from allocation a
where not exists (select from match_undone u
	where u.entry_id = a.entry_id and u.turn = a.turn);

-- All allocations of a match come in one statement and add up to it.
create or replace function allocations_balance() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (
		select from match m
		join (select a.entry_id, a.turn, sum(a.amount_fen) as total
			from allocation a
			where (a.entry_id, a.turn) in
				(select entry_id, turn from added)
			group by a.entry_id, a.turn) s using (entry_id, turn)
		where m.use <> 'orders' or m.amount_fen <> s.total)
	then
		raise exception 'the allocations of an entry must add up to it'
			using errcode = 'check_violation',
			constraint = 'allocations_balance';
	end if;
	return null;
end $$;

create or replace view entry_now as
select e.entry_id, e.statement_id, e.account_id, a.source, a.account,
	coalesce(k.kind, e.kind) as kind, e.marks, e.booked_day,
	e.booked_second, e.amount_fen, e.fee_fen, e.key, e.occurrence,
	e.external_id, e.txn, e.ref, e.original, e.name, e.counter_account,
	e.remark, e.codes, e.run_id,
	case when m.use = 'bill-days' then 'settled'
		when m.entry_id is not null then 'matched'
		when coalesce(k.kind, e.kind) = 'fee' then 'ignored'
		else 'suspense' end as state,
	coalesce(m.rule, '') as rule, m.use, m.undoes, m.note, m.turn
from entry e
join account a using (account_id)
left join entry_kind_now k using (entry_id)
left join match_now m using (entry_id);

-- --- proposals and decisions -------------------------------------------------

-- A person is the role that logged in.  Written only by propose() below.
create table proposal (
	proposal_id int4 primary key,
	verb text not null check (verb in ('match', 'split', 'refund',
		'write-off', 'undo', 'release', 'hold', 'reopen', 'close')),
	entry_id int8 references entry,
	order_id int8 references orders,
	verification_id int8 references verification,
	break_id int4 references breaks,
	parts text not null,	-- match and split: "ORDER_ID=FEN,..."
	amount_fen int8 not null,	-- of the entry, else 0
	reason text not null check (reason ~ '[^[:space:]]'
		and length(reason) <= 500),
	facts text not null,	-- what it was proposed upon
	actor text not null,
	at timestamptz not null default now(),
	day date not null,	-- of the calendar, in Asia/Shanghai
	after_run int4,		-- the last run there was
	unique (proposal_id, actor),
	check (num_nonnulls(entry_id, order_id, verification_id, break_id) = 1)
);
create index proposal_by_entry on proposal (entry_id)
	where entry_id is not null;
create index proposal_by_order on proposal (order_id)
	where order_id is not null;
create index proposal_by_verification on proposal (verification_id)
	where verification_id is not null;
create index proposal_by_break on proposal (break_id)
	where break_id is not null;

-- Written only by decide() below.
create table decision (
	proposal_id int4 primary key,
	proposer text not null,
	verdict text not null check (verdict in ('approved', 'rejected')),
	reason text not null check (reason ~ '[^[:space:]]'
		and length(reason) <= 500),
	actor text not null,
	at timestamptz not null default now(),
	day date not null,
	after_run int4,
	foreign key (proposal_id, proposer)
		references proposal (proposal_id, actor),
	constraint nobody_decides_own_proposal check (actor <> proposer)
);

-- What a night made of an approved proposal: void if its facts had changed.
create table ruling (
	proposal_id int4 primary key references decision,
	day date not null,
	outcome text not null check (outcome in ('applied', 'void')),
	note text not null,
	run_id int4 not null references run
);

alter table match add constraint match_proposal_id_fkey
	foreign key (proposal_id) references ruling
	deferrable initially deferred;
alter table match_undone add constraint match_undone_proposal_id_fkey
	foreign key (proposal_id) references ruling
	deferrable initially deferred;

-- A break that people closed.
alter table break_event add column proposal_id int4 references decision;

-- How much a person may write off a day, as proposer and as approver: the row
-- of that person, else that of 'any'; the newest in force counts.
create table write_off_limit (
	actor text,
	valid_from date,
	limit_fen int8 not null check (limit_fen >= 0),
	primary key (actor, valid_from)
);
insert into write_off_limit values ('any', '2000-01-01', 10000);

-- --- how a proposal stands ---------------------------------------------------

create view proposal_now as
select p.*, d.verdict, d.actor as decider, d.reason as decision_reason,
	d.at as decided_at, r.outcome, r.day as ruled_day, r.note as ruling_note,
	r.run_id as ruling_run_id,
	case when p.verb = 'hold' then 'applied'
		when d.verdict is null then 'proposed'
		when d.verdict = 'rejected' then 'rejected'
		when p.verb = 'release' and p.order_id is not null then 'applied'
		else coalesce(r.outcome, 'approved') end as state
from proposal p
left join decision d using (proposal_id)
left join ruling r using (proposal_id);

-- Orders whose PIN a person holds back: no approved release is newer.
create view order_on_hold as
select h.order_id, max(h.proposal_id) as proposal_id
from proposal h
where h.verb = 'hold' and not exists (
	select from proposal r join decision d using (proposal_id)
	where r.verb = 'release' and r.order_id = h.order_id
		and d.verdict = 'approved' and r.proposal_id > h.proposal_id)
group by h.order_id;

create or replace view break_now as
select b.break_id, b.kind, b.entry_id, b.account_id, b.day as bill_day,
	coalesce(b.order_id, e.order_id) as order_id, e.seq,
	case when e.state = 'open' and (p.break_id is not null
			or q.entry_id is not null or v.order_id is not null)
		then 'proposed' else e.state end as state,
	e.amount_fen, e.note, f.day as since, e.day as last_day
from breaks b
join (select distinct on (break_id) * from break_event
	order by break_id, seq desc) e using (break_id)
join lateral (
	-- Since it was opened for the last time.
	select day from break_event o
	where o.break_id = b.break_id and o.seq > coalesce((
		select max(r.seq) from break_event r
		where r.break_id = b.break_id and r.state = 'resolved'
			and r.seq < e.seq), 0)
	order by o.seq limit 1) f on true
left join (select distinct break_id from proposal_now
	where state in ('proposed', 'approved')) p on p.break_id = b.break_id
left join (select distinct entry_id from proposal_now
	where state in ('proposed', 'approved')) q on q.entry_id = b.entry_id
left join (select distinct x.order_id
	from proposal_now n join verification x using (verification_id)
	where n.state in ('proposed', 'approved')) v
	on v.order_id = b.order_id
	and b.kind in ('returned', 'returned-after-verify', 'wrong-code');

-- Attempts that reviewers opened again: failures up to there count no more.
create view reopened_attempt as
select v.order_id, v.attempt, n.verification_id, n.ruled_day
from proposal_now n join verification v using (verification_id)
where n.verb = 'reopen' and n.state = 'applied';

-- As before (0004), but what failed before reviewers reopened counts no more.
create or replace view pending_view as
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
		and a.attempt > coalesce((select max(r.attempt)
			from reopened_attempt r
			where r.order_id = a.order_id), 0)
	group by a.order_id) f using (order_id)
left join (select distinct x.verification_id
	from outbox x
	left join delivery_item i using (item_id)
	where x.verification_id is not null and i.item_id is null) q
	on q.verification_id = v.verification_id
where v.state <> 'verified';

-- --- proposing ---------------------------------------------------------------

create function proposal_label(id int4) returns text language sql immutable
	return 'P.' || id;

-- Whether who logged in has one of the book's roles: 'finance', 'approver' ...
create function is_in_role(variadic roles text[]) returns bool
	language sql stable set search_path from current as $$
	select coalesce(bool_or(pg_has_role(session_user,
			current_schema() || '_' || r, 'member')), false)
	from unnest(roles) r
	where exists (select from pg_roles
		where rolname = current_schema() || '_' || r)
$$;

create function proposal_parts(parts text)
	returns table (order_id int8, amount_fen int8)
	language sql immutable as $$
	select split_part(p, '=', 1)::int8, split_part(p, '=', 2)::int8
	from unnest(string_to_array(parts, ',')) p
$$;

-- What a proposal stands upon: when it differs on approval, the approval is
-- refused.  Of an entry: its match, what went back of it, what people decided
-- about it; of the orders that are named: version, verdict, money, hold; of a
-- verification: the last attempt and its last event; of a break: its last step.
create function proposal_facts(p proposal) returns text
	language sql stable set search_path from current as $$
	select concat_ws(' ',
	case when p.entry_id is not null then (
		select concat('entry ', coalesce(k.kind, e.kind), ' ',
			coalesce(m.turn || ' ' || m.rule, '-'), ' ',
			(select coalesce(sum(x.amount_fen), 0) from match_now x
				where x.undoes = e.entry_id), ' ',
			(select coalesce(max(n.proposal_id), 0)
				from proposal_now n
				where n.entry_id = e.entry_id
				and n.proposal_id <> p.proposal_id
				and n.state in ('approved', 'applied')), ' ',
			coalesce((select b.kind from break_now b
				where b.entry_id = e.entry_id
				and b.state <> 'resolved'
				and b.kind in ('suspense', 'ambiguous',
					'payer-mismatch', 'refund-unmatched')
				limit 1), '-'))
		from entry e
		left join entry_kind_now k using (entry_id)
		left join match_now m using (entry_id)
		where e.entry_id = p.entry_id) end,
	(select string_agg(concat('order ', o.order_id, ' ', v.version, ' ',
			coalesce(s.verdict, '-'), ' ',
			coalesce(s.paid_fen, 0), ' ',
			coalesce(s.refunded_fen, 0), ' ',
			coalesce(h.proposal_id, 0)), ' ' order by o.order_id)
		from orders o
		join lateral (select version from order_version v
			where v.order_id = o.order_id
			order by version desc limit 1) v on true
		left join lateral (select * from order_state s
			where s.order_id = o.order_id
			order by run_id desc limit 1) s on true
		left join order_on_hold h on h.order_id = o.order_id
		where o.order_id = p.order_id or o.order_id in
			(select q.order_id from proposal_parts(p.parts) q)),
	case when p.verification_id is not null then (
		select concat('verification ', v.verification_id, ' ', e.seq,
			' ', e.state)
		from verification v
		join verification_event e using (verification_id)
		where v.order_id = p.verification_id >> 8
		order by v.attempt desc, e.seq desc limit 1) end,
	case when p.break_id is not null then (
		select concat('break ', e.seq, ' ', e.state)
		from break_event e where e.break_id = p.break_id
		order by e.seq desc limit 1) end)
$$;

-- Refuses with a sentence for the person who asked.
create function refuse_proposal(sentence text) returns void
	language plpgsql immutable as $$
begin
	raise exception '%', sentence
		using errcode = 'YF001', constraint = 'proposal_refused';
end $$;

create function refuse_role() returns void
	language plpgsql immutable as $$
begin
	raise exception 'this role may not do that'
		using errcode = 'YF002', constraint = 'role_refused';
end $$;

-- Whether a proposal makes sense upon the facts of now.
create function check_proposal(p proposal) returns void
	language plpgsql stable set search_path from current as $$
declare
	e record;
	total int8;
	a record;
	b record;
begin
	if p.entry_id is not null then
		select n.*, (select coalesce(-sum(x.amount_fen), 0)
				from match_now x
				where x.undoes = n.entry_id) as sent_back
		into e from entry_now n where n.entry_id = p.entry_id;
		if p.verb = 'undo' then
			if e.state <> 'matched'
				or e.use not in ('orders', 'write-off')
				or e.sent_back <> 0
			then
				perform refuse_proposal(case
				when e.sent_back <> 0 then 'part of it went back: undo the refund first'
				else 'only money that stands on orders or was written off can be taken back' end);
			end if;
		elsif e.state <> 'suspense' then
			perform refuse_proposal('the entry is not in suspense');
		elsif p.verb = 'release' and not exists (select from break_now n
			where n.entry_id = p.entry_id and n.state <> 'resolved'
				and n.kind = 'payer-mismatch')
		then
			perform refuse_proposal('the entry is not held for another payer');
		elsif p.verb in ('match', 'split', 'refund')
			and e.source = 'bank' and abs(e.amount_fen) = 1
		then
			perform refuse_proposal('0.01 at the bank never pays a fee: write it off');
		elsif p.verb in ('match', 'split', 'write-off')
			and e.sent_back <> 0
		then
			perform refuse_proposal('part of it went back: it can only be refunded');
		elsif p.verb = 'refund' and e.amount_fen < 0 then
			perform refuse_proposal('it went out: match it to the order that it refunds');
		end if;
	end if;
	if p.verb in ('match', 'split') then
		select sum(q.amount_fen), count(*) as parts,
			count(distinct q.order_id) as orders,
			count(o.order_id) as known,
			bool_and(sign(q.amount_fen) = sign(p.amount_fen)) as same
		into a
		from proposal_parts(p.parts) q left join orders o using (order_id);
		total := a.sum;
		if a.known < a.parts or a.orders < a.parts then
			perform refuse_proposal('an order is not known, or named twice');
		elsif total is distinct from p.amount_fen or not a.same then
			perform refuse_proposal('the parts must add up to the amount of the entry');
		end if;
	end if;
	if p.verb = 'release' and p.order_id is not null and not exists (
		select from order_on_hold h where h.order_id = p.order_id)
	then
		perform refuse_proposal('nobody holds the order');
	end if;
	if p.verb = 'hold' and exists (
		select from order_on_hold h where h.order_id = p.order_id)
	then
		perform refuse_proposal('the order is held already');
	end if;
	if p.verification_id is not null and not exists (
		select from (select v.verification_id, n.state
			from verification v
			join verification_now n using (verification_id)
			where v.order_id = p.verification_id >> 8
			order by v.attempt desc limit 1) l
		where l.verification_id = p.verification_id
			and l.state in ('returned', 'locked', 'expired'))
	then
		perform refuse_proposal('only the last attempt can be reopened, when it was returned, locked or expired');
	end if;
	if p.break_id is not null then
		select n.kind, n.entry_id, n.state, x.state as entry_state
		into b from break_now n
		left join entry_now x on x.entry_id = n.entry_id
		where n.break_id = p.break_id;
		if b.state = 'resolved' then
			perform refuse_proposal('the break is resolved already');
		elsif b.entry_state = 'suspense' then
			perform refuse_proposal('its money stands in suspense: match, refund or write it off');
		end if;
	end if;
end $$;

-- How much ${who} has written off on ${on_day}, as proposer or as approver.
create function written_off(who text, on_day date) returns int8
	language sql stable set search_path from current as $$
	select coalesce(sum(abs(n.amount_fen)), 0)::int8
	from proposal_now n
	join decision d using (proposal_id)
	where n.verb = 'write-off' and n.state <> 'rejected'
		and n.decider = who and d.day = on_day
$$;

create function check_write_off(who text, amount int8, already int8)
	returns void language plpgsql stable set search_path from current as $$
declare
	most int8;
begin
	select l.limit_fen into most from write_off_limit l
	where l.actor in (who, 'any')
		and l.valid_from <= (now() at time zone 'Asia/Shanghai')::date
	order by l.actor = 'any', l.valid_from desc limit 1;
	if already + abs(amount) > coalesce(most, 0) then
		raise exception 'that is more than one person may write off in a day'
			using errcode = 'YF001',
			constraint = 'write_off_limit',
			detail = yuan_label(already + abs(amount)) || ' > '
				|| yuan_label(coalesce(most, 0));
	end if;
end $$;

-- One at a time in this book.
create function lock_proposals() returns void language sql
	set search_path from current as $$
	select pg_advisory_xact_lock(hashtextextended(
		current_schema() || ' proposals', 0))
$$;

-- One person proposes; the number of the proposal.  About exactly one thing.  With the owner's eyes: nobody may
-- write the table, and reviewers may not read what it stands upon.
create function propose(what text, about_entry int8, about_order int8,
	about_attempt int8, about_break int4, into_parts text, why text)
	returns int4
	language plpgsql security definer set search_path from current as $$
declare
	p proposal;
begin
	if not (case when what = 'reopen' then is_in_role('reviewer')
		else is_in_role('finance', 'approver') end)
	then
		perform refuse_role();
	end if;
	perform lock_proposals();
	p.proposal_id := (select coalesce(max(proposal_id), 0) + 1
		from proposal);
	p.verb := what;
	p.entry_id := about_entry;
	p.order_id := about_order;
	p.verification_id := about_attempt;
	p.break_id := about_break;
	p.amount_fen := coalesce((select amount_fen from entry e
		where e.entry_id = about_entry), 0);
	-- A match takes all; the parts of what went out go out, too.
	p.parts := coalesce((select string_agg(q.order_id || '='
			|| case when what = 'match' then p.amount_fen
				else q.amount_fen * sign(p.amount_fen)::int8 end,
			',' order by q.order_id)
		from proposal_parts(into_parts) q), '');
	p.reason := why;
	p.actor := session_user;
	p.at := now();
	p.day := (now() at time zone 'Asia/Shanghai')::date;
	p.after_run := (select max(run_id) from run);
	if num_nonnulls(
		(select 1 from entry e where e.entry_id = about_entry),
		(select 1 from orders o where o.order_id = about_order),
		(select 1 from verification v
			where v.verification_id = about_attempt),
		(select 1 from breaks b where b.break_id = about_break)) <> 1
	then
		perform refuse_proposal('there is nothing of that number');
	end if;
	perform check_proposal(p);
	if exists (select from proposal_now n
		where n.state in ('proposed', 'approved')
			and (n.entry_id = p.entry_id
				or n.order_id = p.order_id
				or n.verification_id = p.verification_id
				or n.break_id = p.break_id))
	then
		perform refuse_proposal('another proposal about it waits: have it decided first');
	end if;
	if what = 'write-off' then
		perform check_write_off(session_user::text, p.amount_fen,
			(select coalesce(sum(abs(n.amount_fen)), 0)
			from proposal_now n
			where n.verb = 'write-off' and n.state <> 'rejected'
				and n.actor = session_user
				and n.day = p.day)::int8);
	end if;
	p.facts := proposal_facts(p);
	insert into proposal select p.*;
	return p.proposal_id;
end $$;

-- Somebody else approves or rejects.
create function decide(number int4, answer text, why text) returns void
	language plpgsql security definer set search_path from current as $$
declare
	p proposal;
begin
	perform lock_proposals();
	select * into p from proposal where proposal_id = number;
	if p.proposal_id is null then
		perform refuse_proposal('there is no such proposal');
	end if;
	if not (case when p.verb = 'reopen' then is_in_role('reviewer')
		else is_in_role('approver') end)
	then
		perform refuse_role();
	end if;
	if p.actor = session_user then
		perform refuse_proposal('nobody decides about what they proposed');
	elsif p.verb = 'hold' then
		perform refuse_proposal('a hold needs nobody else; a release lifts it');
	elsif exists (select from decision where proposal_id = number) then
		perform refuse_proposal('it is decided already');
	end if;
	if answer = 'approved' and proposal_facts(p) <> p.facts then
		raise exception 'its facts have changed since it was proposed'
			using errcode = 'YF001',
			constraint = 'proposal_facts_changed',
			hint = 'Reject it and propose it anew.';
	end if;
	if answer = 'approved' and p.verb = 'write-off' then
		perform check_write_off(session_user::text, p.amount_fen,
			written_off(session_user::text,
				(now() at time zone 'Asia/Shanghai')::date));
	end if;
	insert into decision (proposal_id, proposer, verdict, reason, actor,
		day, after_run)
	values (number, p.actor, answer, why, session_user,
		(now() at time zone 'Asia/Shanghai')::date,
		(select max(run_id) from run));
end $$;

-- What people see of proposals: reviewers those to reopen.
create view proposal_view as
select n.proposal_id, n.verb,
	coalesce(entry_label(n.entry_id), o.ca || '/' || o.order_no,
		verification_label(n.verification_id),
		break_label(n.break_id)) as subject,
	(select string_agg(q.ca || '/' || q.order_no || '='
			|| yuan_label(t.amount_fen), ' ' order by q.order_no)
		from proposal_parts(n.parts) t
		join orders q using (order_id)) as parts,
	n.amount_fen, n.state, n.reason, n.actor, n.at, n.decider,
	n.decision_reason, n.decided_at, n.ruled_day, n.ruling_note
from proposal_now n
left join orders o using (order_id)
where n.verb = 'reopen' or is_in_role('batch', 'finance', 'approver',
	'auditor');

-- --- a run that is over ------------------------------------------------------

-- gets no more rows: what was reconciled and closed stays as it was.
create function run_is_not_over() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from (select min(run_id) as low, max(run_id) as high
			from added) a
		where exists (select from run_end e
			where e.run_id between a.low and a.high
			and e.run_id in (select run_id from added)))
	then
		raise exception 'that run is over'
			using errcode = 'check_violation',
			constraint = 'run_is_not_over',
			hint = 'What was closed is corrected on an open day.';
	end if;
	return null;
end $$;

-- Every migration that makes a table with a run calls this at its end.
create function guard_runs() returns void
	language plpgsql set search_path from current as $$
declare
	t record;
begin
	for t in select c.oid::regclass as name
		from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = current_schema()::regnamespace
			and c.relkind = 'r' and a.attname = 'run_id'
			and c.relname not in ('run', 'run_end')
			and not exists (select from pg_trigger g
				where g.tgrelid = c.oid
				and g.tgname = 'run_is_not_over')
		order by c.relname
	loop
		execute format('create trigger run_is_not_over after insert '
			'on %s referencing new table as added '
			'for each statement execute function '
			'run_is_not_over()', t.name);
	end loop;
end $$;
do $$ begin perform guard_runs(); end $$;

-- A nightly never goes back: an earlier day is closed.
create function nightly_goes_forward() returns trigger
	language plpgsql set search_path from current as $$
begin
	if new.command = 'nightly' and exists (select from run r
		where r.command = 'nightly'
			and r.business_day > new.business_day)
	then
		raise exception 'that day is closed'
			using errcode = 'check_violation',
			constraint = 'nightly_goes_forward',
			hint = 'What was closed is corrected on an open day.';
	end if;
	return new;
end $$;
create trigger nightly_goes_forward before insert on run
	for each row execute function nightly_goes_forward();
