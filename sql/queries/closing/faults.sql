-- What of a closing the facts contradict: each figure computed again, straight
-- from them, and the exact entries that do not add up.
-- params: run_id int4
-- columns: account text, what text, stored_fen int8, facts_fen int8
with span as (
	select c.run_id, c.through_run, coalesce((select max(p.through_run)
		from closing p where p.run_id < c.run_id), 0) as after_run
	from closing c where c.run_id = $1
), came as (
	select f.account_id, sum(f.entry_count) as count,
		sum(f.credit_fen) as credit, sum(f.debit_fen) as debit,
		sum(f.hash_total) as hash
	from file_day f, span s
	where f.run_id > s.after_run and f.run_id <= s.through_run
	group by f.account_id
), decided as (
	select e.account_id,
		case when m.use = 'orders' and m.amount_fen > 0 then 'matched'
			when m.use in ('orders', 'payment') then 'refunded'
			when m.use = 'bill-days' then 'settled'
			when m.use = 'verification' then 'micro-deposits'
			else 'written off' end as what, m.amount_fen
	from match m join entry e using (entry_id), span s
	where m.run_id = s.run_id
	union all
	select e.account_id,
		case when m.use = 'orders' and m.amount_fen > 0 then 'matched'
			when m.use = 'orders' then 'refunded'
			else 'written off' end, -m.amount_fen
	from match_undone u
	join match m on m.entry_id = u.entry_id and m.turn = u.turn
	join entry e on e.entry_id = u.entry_id, span s
	where u.run_id = s.run_id
), went as (
	select account_id, what, sum(amount_fen) as fen from decided
	group by account_id, what
), waits as (
	select account_id, count(*) as count, sum(amount_fen) as fen
	from entry_now where state = 'suspense' group by account_id
), figures as (
	select l.account_id, v.what, v.stored, v.facts
	from closing_line l
	left join came c using (account_id)
	left join waits w using (account_id)
	cross join lateral (values
		('rows', l.in_count, coalesce(c.count, 0)),
		('credit', l.in_credit_fen, coalesce(c.credit, 0)),
		('debit', l.in_debit_fen, coalesce(c.debit, 0)),
		('hash total', l.in_hash, coalesce(c.hash, 0)),
		('residual', l.residual_fen, 0),
		('entries in suspense', l.closing_count, coalesce(w.count, 0)),
		('suspense', l.closing_fen, coalesce(w.fen, 0)))
		v (what, stored, facts)
	where l.run_id = $1
	union all
	select l.account_id, v.what, v.stored, coalesce(g.fen, 0)
	from closing_line l
	cross join lateral (values
		('matched', l.matched_fen), ('refunded', l.refunded_fen),
		('settled', l.settled_fen),
		('micro-deposits', l.micro_deposits_fen),
		('written off', l.written_off_fen)) v (what, stored)
	left join went g on g.account_id = l.account_id and g.what = v.what
	where l.run_id = $1
	union all
	-- Entries whose match takes another amount, or is not all allocated.
	select e.account_id, entry_label(m.entry_id), m.amount_fen,
		case when m.use = 'orders' then coalesce((
			select sum(a.amount_fen) from allocation a
			where a.entry_id = m.entry_id and a.turn = m.turn), 0)
		else e.amount_fen end
	from match m join entry e using (entry_id), span s
	where m.run_id = s.run_id
)
select a.source || ' ' || a.account, f.what, f.stored::int8, f.facts::int8
from figures f join account a using (account_id)
where f.stored <> f.facts
order by 1, 2
limit 20
