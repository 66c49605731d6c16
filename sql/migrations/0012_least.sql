-- What less suffices for: a PIN is read only while it leaves the house, people
-- see of persons what they need, rows are filtered by the server.

-- The sealed code of an item that waits to be handed over, or whose file is
-- not written yet; else null.  With the owner's eyes: nobody reads the column.
create function code_to_hand_over(wanted int8) returns bytea
	language sql stable security definer set search_path from current as $$
	select c.sealed from code c
	where c.code_id = wanted and exists (
		select from outbox x
		left join delivery_item i using (item_id)
		where x.order_id = c.order_id
			and not exists (select from delivery_written w
				where w.folder = i.folder
				and w.batch_no = i.batch_no))
$$;

-- Displayed to who needs no more: three and four digits of a phone, four of an
-- account, one character of a person's name.
create function phone_mask(phone text) returns text language sql immutable
	return case when phone = '' then ''
		else left(phone, 3) || '****' || right(phone, 4) end;
create function person_mask(name text) returns text language sql immutable
	return case when name = '' then ''
		else left(name, 1) || repeat('*', greatest(length(name) - 1, 1))
		end;

-- Whom to ask about an order, for finance and reviewers.
create view contact_view as
select o.ca, o.order_no, v.applicant_name,
	'****' || right(v.account_no, 4) as account,
	person_mask(v.handler_name) as handler,
	phone_mask(v.handler_mobile) as handler_mobile,
	person_mask(v.holder_name) as holder,
	phone_mask(v.holder_mobile) as holder_mobile
from orders o
join lateral (select * from order_version v where v.order_id = o.order_id
	order by v.version desc limit 1) v on true;

-- Whoever may read the table reads in it what is theirs: reviewers what is
-- proposed to reopen.  Forced, so that it says of the owner, too, what it may
-- see: all, because propose(), decide() and the views work with its rights.
-- The server's administrator is never filtered.
create function sees_proposal(verb text) returns bool
	language sql stable set search_path from current as $$
	select current_user = (select pg_get_userbyid(relowner)
			from pg_class where oid = 'proposal'::regclass)
		or is_in_role('batch', 'finance', 'approver', 'auditor')
		or (verb = 'reopen' and is_in_role('reviewer'))
$$;
alter table proposal enable row level security;
alter table proposal force row level security;
create policy proposal_of_their_kind on proposal
	using (sees_proposal(verb)) with check (sees_proposal(verb));
alter table decision enable row level security;
alter table decision force row level security;
create policy decision_of_their_kind on decision
	using (exists (select from proposal p
		where p.proposal_id = decision.proposal_id))
	with check (exists (select from proposal p
		where p.proposal_id = decision.proposal_id));
