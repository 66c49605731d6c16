-- What lies between the book and the statement balance of the bank accounts,
-- one by one, as a day was closed: money that nothing explains yet, and 0.01
-- under way.  Of the other side's account four characters.
-- params: to_day date
-- columns: account text, item text, entry_id text, day date, amount_fen int8,
--	name text, other_account text, kind text
with mark as (
	select max(through_run) as run_id from closing where day <= $1
), kinds as (
	select distinct on (k.entry_id) k.entry_id, k.kind
	from entry_kind k, mark
	where k.run_id <= mark.run_id
	order by k.entry_id, k.run_id desc
), at_bank as (
	select a.account, e.entry_id, e.booked_day, e.amount_fen, e.name,
		e.counter_account, coalesce(k.kind, e.kind) as kind
	from entry e
	cross join mark
	join account a using (account_id)
	left join kinds k using (entry_id)
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
	from verification_event e
	cross join mark
	join outbox x on x.order_id = e.verification_id >> 8
		and x.folder = 'micro-deposit'
		and x.verification_id = e.verification_id
	join order_now o on o.order_id = x.order_id
	where e.state = 'sent' and e.run_id <= mark.run_id
		and not exists (select from verification_event n
			where n.verification_id = e.verification_id
			and n.seq > e.seq and n.run_id <= mark.run_id)
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
