-- What lies between the book and the statement balance of the bank accounts,
-- one by one, as a day was closed: money that nothing explains yet, and 0.01
-- under way.  Of the other side's account four characters.
-- params: to_day date
-- columns: account text, item text, entry_id text, day date, amount_fen int8,
--	name text, other_account text, kind text
with mark as (
	select max(through_run) as run_id from closing where day <= $1
), at_bank as (
	-- What is in suspense has a break of its own.
	select a.account, e.entry_id, e.booked_day, e.amount_fen, e.name,
		e.counter_account, coalesce(k.kind, e.kind) as kind
	from mark
	cross join lateral (select distinct b.entry_id
		from unnest(open_breaks(mark.run_id)) n (break_id)
		join breaks b using (break_id)) n
	join entry e using (entry_id)
	join account a using (account_id)
	left join lateral (select k.kind from entry_kind k
		where k.entry_id = e.entry_id and k.run_id <= mark.run_id
		order by k.run_id desc limit 1) k on true
	where a.source = 'bank' and e.run_id <= mark.run_id
		and coalesce(k.kind, e.kind) <> 'fee'
		and not exists (select from match m
			where m.entry_id = e.entry_id
			and m.run_id <= mark.run_id and not exists (
				select from match_undone u
				where u.entry_id = m.entry_id
				and u.turn = m.turn
				and u.run_id <= mark.run_id))
), in_books as (
	select x.paying_account as account, e.verification_id, e.day,
		o.applicant_name, e.account_no
	from mark
	cross join unnest(open_attempts(mark.run_id)) n (verification_id)
	cross join lateral (select * from verification_event v
		where v.verification_id = n.verification_id
			and v.run_id <= mark.run_id
		order by v.seq desc limit 1) e
	join outbox x on x.order_id = e.verification_id >> 8
		and x.folder = 'micro-deposit'
		and x.verification_id = e.verification_id
	cross join lateral (select v.applicant_name from order_version v
		where v.order_id = x.order_id
		order by v.version desc limit 1) o
	where e.state = 'sent'
)
select account, case when amount_fen > 0
		then 'the bank received it, the books do not know it'
		else 'the bank paid it, the books do not know it' end as item,
	entry_label(entry_id) as entry_id, booked_day as day, amount_fen, name,
	right(counter_account, 4) as other_account, kind
from at_bank
union all
select account, 'the books paid it, the bank has not booked it yet',
	verification_label(verification_id), day, -1, applicant_name,
	right(account_no, 4), 'micro-deposit'
from in_books
order by account, item, day, entry_id
