-- What two people may let happen again, or let stand: a batch that is handed
-- over once more (docs/outbox.md), and a book that was put back to an older
-- state (docs/audit.md).  No night rules about either.

alter table proposal
	add column delivery_folder text,
	add column delivery_no int4,
	add column gap_head int4,	-- up to which heads are given up
	add constraint proposal_delivery_fkey
		foreign key (delivery_folder, delivery_no)
		references delivery (folder, batch_no) match full,
	drop constraint proposal_verb_check,
	add constraint proposal_verb_check check (verb in ('match', 'split',
		'refund', 'write-off', 'undo', 'release', 'hold', 'reopen',
		'close', 'repeat', 'accept-gap')),
	drop constraint proposal_check,
	add constraint proposal_about_one_thing check (num_nonnulls(entry_id,
		order_id, verification_id, break_id, delivery_no, gap_head) = 1),
	add constraint proposal_of_its_kind check (
		(verb = 'repeat') = (delivery_no is not null)
		and (verb = 'accept-gap') = (gap_head is not null));
create index proposal_by_delivery on proposal (delivery_folder, delivery_no)
	where delivery_no is not null;

-- As before (0005), with what is new at the end.
create or replace view proposal_now as
select p.proposal_id, p.verb, p.entry_id, p.order_id, p.verification_id,
	p.break_id, p.parts, p.amount_fen, p.reason, p.facts, p.actor, p.at,
	p.day, p.after_run,
	d.verdict, d.actor as decider, d.reason as decision_reason,
	d.at as decided_at, r.outcome, r.day as ruled_day, r.note as ruling_note,
	r.run_id as ruling_run_id,
	case when p.verb = 'hold' then 'applied'
		when d.verdict is null then 'proposed'
		when d.verdict = 'rejected' then 'rejected'
		when p.verb = 'release' and p.order_id is not null
			or p.verb = 'accept-gap' then 'applied'
		else coalesce(r.outcome, 'approved') end as state,
	p.delivery_folder, p.delivery_no, p.gap_head
from proposal p
left join decision d using (proposal_id)
left join ruling r using (proposal_id);

create function delivery_label(folder text, batch_no int4) returns text
	language sql immutable
	return folder || '/' || lpad(batch_no::text, 6, '0');

create or replace view proposal_view as
select n.proposal_id, n.verb,
	coalesce(entry_label(n.entry_id), o.ca || '/' || o.order_no,
		verification_label(n.verification_id),
		break_label(n.break_id),
		delivery_label(n.delivery_folder, n.delivery_no),
		lpad(n.gap_head::text, 6, '0')) as subject,
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

-- What is the same in every proposal; its number.  Not with the owner's eyes:
-- only what has them can write the table.
create function add_proposal(p proposal) returns int4
	language plpgsql set search_path from current as $$
begin
	if not is_in_role('finance', 'approver') then
		perform refuse_role();
	end if;
	if exists (select from proposal_now n
		where n.state in ('proposed', 'approved')
			and ((n.delivery_folder = p.delivery_folder
				and n.delivery_no = p.delivery_no)
				or n.gap_head = p.gap_head))
	then
		perform refuse_proposal('another proposal about it waits: have it decided first');
	end if;
	p.proposal_id := (select coalesce(max(proposal_id), 0) + 1
		from proposal);
	p.parts := '';
	p.amount_fen := coalesce(p.amount_fen, 0);
	p.facts := '';
	p.actor := session_user;
	p.at := now();
	p.day := (now() at time zone 'Asia/Shanghai')::date;
	p.after_run := (select max(run_id) from run);
	insert into proposal select p.*;
	return p.proposal_id;
end $$;

-- --- a batch once more -------------------------------------------------------

-- A batch that says again what another said: the same content, a number of its
-- own.  It has no items: those are the other's.
create table delivery_repeated (
	folder text,
	batch_no int4,
	repeats int4 not null,
	proposal_id int4 not null references ruling,
	run_id int4 not null references run,
	primary key (folder, batch_no),
	constraint repeated_once_for_an_approval unique (proposal_id),
	foreign key (folder, batch_no) references delivery,
	foreign key (folder, repeats) references delivery (folder, batch_no)
);

-- Two people, and that batch; whoever writes the row.
create function repetition_is_approved() returns trigger
	language plpgsql set search_path from current as $$
begin
	if not exists (select from proposal p
		join decision d using (proposal_id)
		join ruling r using (proposal_id)
		where p.proposal_id = new.proposal_id and p.verb = 'repeat'
			and d.verdict = 'approved' and r.outcome = 'applied'
			and p.delivery_folder = new.folder
			and p.delivery_no = new.repeats)
	then
		raise exception 'nobody approved that it is handed over again'
			using errcode = 'check_violation',
			constraint = 'repetition_is_approved';
	end if;
	return new;
end $$;
create trigger repetition_is_approved before insert on delivery_repeated
	for each row execute function repetition_is_approved();

-- Whether all of a batch is still as it was when it left: no release stopped,
-- opened again or held by a person; no attempt answered, and none after it; of
-- a transfer to us the code that counts.
create function delivery_stands(in_folder text, number int4) returns bool
	language sql stable set search_path from current as $$
	select not exists (
		select from delivery_item i
		join outbox x using (item_id)
		left join lateral (select r.turn, r.state from release_event r
			where r.order_id = x.order_id
			order by r.seq desc limit 1) r on x.turn > 0
		left join lateral (select a.verification_id, a.mode, e.state,
				e.code_id
			from verification a
			join verification_event e using (verification_id)
			where a.order_id = x.order_id
			order by a.attempt desc, e.seq desc limit 1) l
			on x.verification_id is not null
		where i.folder = in_folder and i.batch_no = number and not (
			case when x.turn = 0 then true
				else r.turn = x.turn and r.state = 'handed-over'
				and not exists (select from order_on_hold h
					where h.order_id = x.order_id) end
			and case when x.verification_id is null then true
				when l.mode = 'outbound' then
					l.verification_id = x.verification_id
					and l.state = 'sent'
				else l.code_id = x.code_id and l.state in
					('pending', 'wrong-code', 'mismatch')
				end))
$$;

create function propose_repeat(in_folder text, number int4, why text)
	returns int4
	language plpgsql security definer set search_path from current as $$
declare
	p proposal;
begin
	perform lock_proposals();
	if not is_in_role('finance', 'approver') then
		perform refuse_role();
	elsif not exists (select from delivery d
		where d.folder = in_folder and d.batch_no = number)
	then
		perform refuse_proposal('there is nothing of that number');
	elsif exists (select from delivery_repeated r
		where r.folder = in_folder and r.batch_no = number)
	then
		perform refuse_proposal('the batch repeats another one: name that');
	elsif not exists (select from delivery_written w
		where w.folder = in_folder and w.batch_no = number)
	then
		perform refuse_proposal('the batch is not written yet: deliver does it');
	elsif not delivery_stands(in_folder, number) then
		perform refuse_proposal('something of the batch has changed since it was handed over');
	end if;
	p.verb := 'repeat';
	p.delivery_folder := in_folder;
	p.delivery_no := number;
	p.amount_fen := (select amount_fen from delivery d
		where d.folder = in_folder and d.batch_no = number);
	p.reason := why;
	return add_proposal(p);
end $$;

-- What was proposed upon must still be so.
create function decision_upon_what_stands() returns trigger
	language plpgsql set search_path from current as $$
begin
	if new.verdict = 'approved' and exists (select from proposal p
		where p.proposal_id = new.proposal_id and p.verb = 'repeat'
			and not delivery_stands(p.delivery_folder,
				p.delivery_no))
	then
		raise exception 'its facts have changed since it was proposed'
			using errcode = 'YF001',
			constraint = 'proposal_facts_changed',
			hint = 'Reject it and propose it anew.';
	end if;
	return new;
end $$;
create trigger decision_upon_what_stands before insert on decision
	for each row execute function decision_upon_what_stands();

-- As before (0012); and of a batch that is to be repeated and is not written.
create or replace function code_to_hand_over(wanted int8) returns bytea
	language sql stable security definer set search_path from current as $$
	select c.sealed from code c
	where c.code_id = wanted and exists (
		select from outbox x
		left join delivery_item i using (item_id)
		where x.order_id = c.order_id
			and (not exists (select from delivery_written w
					where w.folder = i.folder
					and w.batch_no = i.batch_no)
				or exists (select from delivery_repeated r
					where r.folder = i.folder
					and r.repeats = i.batch_no
					and not exists (
						select from delivery_written w
						where w.folder = r.folder
						and w.batch_no = r.batch_no))))
$$;

-- --- a book that was put back ------------------------------------------------

-- Heads after from_head up to to_head (the SHA-256 of its bytes: to_digest)
-- signed what is no longer in the book, which ends with event seq.
create table audit_gap (
	proposal_id int4 primary key references proposal,
	from_head int4 not null check (from_head > 0),
	to_head int4 not null,
	to_digest bytea not null check (length(to_digest) = 32),
	seq int8 not null check (seq > 0),
	hash bytea not null check (length(hash) = 32),
	check (from_head < to_head)
);

create function propose_gap(after_head int4, up_to_head int4, digest bytea,
	event int8, event_hash bytea, why text)
	returns int4
	language plpgsql security definer set search_path from current as $$
declare
	p proposal;
begin
	perform lock_proposals();
	if not is_in_role('finance', 'approver') then
		perform refuse_role();
	elsif not exists (select from audit_event e
		where e.seq = event and e.hash = event_hash)
	then
		perform refuse_proposal('there is nothing of that number');
	end if;
	p.verb := 'accept-gap';
	p.gap_head := up_to_head;
	p.reason := why;
	p.proposal_id := add_proposal(p);
	insert into audit_gap values (p.proposal_id, after_head, up_to_head,
		digest, event, event_hash);
	return p.proposal_id;
end $$;
do $$ begin perform guard_runs(); end $$;
