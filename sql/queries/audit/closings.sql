-- Figures of closed days that the facts contradict, of all closings in one
-- pass: what came in, from the entries themselves and from what each file
-- brought; where it went; and that each day opens as the one before closed.
-- What waited in the end follows from these, and is compared for the last one
-- by closing/faults.sql.
-- columns: run_id int4, what text, stored_fen int8, facts_fen int8
with span as (
	select run_id, day, through_run, coalesce(lag(through_run)
		over (order by run_id), 0) as after_run
	from closing
), line as (
	select l.*, s.day, coalesce(lag(l.closing_fen) over (partition by
		l.account_id order by l.run_id), 0) as before_fen
	from closing_line l join span s using (run_id)
), entries as (
	select s.run_id, e.account_id, count(*) as count,
		coalesce(sum(e.amount_fen) filter (where e.amount_fen > 0), 0)
			as credit,
		coalesce(-sum(e.amount_fen) filter (where e.amount_fen < 0), 0)
			as debit,
		sum(hash_of(entry_digest(e.booked_day, e.booked_second,
			e.amount_fen, e.fee_fen, external_id_of(e.external_id,
			e.key, e.digest), e.txn, e.ref, e.name,
			e.counter_account, e.original, e.remark))) as hash,
		sum(e.fee_fen) as kept
	from entry e
	join span s on e.run_id > s.after_run and e.run_id <= s.through_run
	group by s.run_id, e.account_id
), committed as (
	select s.run_id, f.account_id, sum(f.entry_count) as count,
		sum(f.credit_fen) as credit, sum(f.debit_fen) as debit,
		sum(f.hash_total) as hash, sum(f.fee_fen) as kept
	from file_day f
	join span s on f.run_id > s.after_run and f.run_id <= s.through_run
	group by s.run_id, f.account_id
), decided as (
	select m.run_id, e.account_id,
		case when m.use = 'orders' and m.amount_fen > 0 then 'matched'
			when m.use in ('orders', 'payment') then 'refunded'
			when m.use = 'bill-days' then 'settled'
			when m.use = 'verification' then 'micro-deposits'
			else 'written off' end as what, m.amount_fen
	from match m join entry e using (entry_id)
	union all
	select u.run_id, e.account_id,
		case when m.use = 'orders' and m.amount_fen > 0 then 'matched'
			when m.use = 'orders' then 'refunded'
			else 'written off' end, -m.amount_fen
	from match_undone u
	join match m on m.entry_id = u.entry_id and m.turn = u.turn
	join entry e on e.entry_id = u.entry_id
	union all
	select k.run_id, e.account_id, 'fees', e.amount_fen
	from entry_kind k join entry e using (entry_id)
	where k.kind = 'fee' and not exists (select from match m
		where m.entry_id = k.entry_id and m.run_id <= k.run_id
			and not exists (select from match_undone u
				where u.entry_id = m.entry_id
				and u.turn = m.turn and u.run_id <= k.run_id))
	union all
	select s.run_id, e.account_id, 'fees', e.amount_fen
	from entry e
	join span s on e.run_id > s.after_run and e.run_id <= s.through_run
	where e.kind = 'fee' and not exists (select from match m
		where m.entry_id = e.entry_id and m.run_id <= s.run_id)
), went as (
	select run_id, account_id, what, sum(amount_fen) as fen
	from decided group by run_id, account_id, what
)
select l.run_id, concat_ws(' ', l.day, a.source, a.account, v.what),
	v.stored::int8, v.facts::int8
from line l
join account a using (account_id)
left join entries e on e.run_id = l.run_id and e.account_id = l.account_id
left join committed c on c.run_id = l.run_id and c.account_id = l.account_id
cross join lateral (
	select x.what, coalesce(x.stored, 0) as stored,
		coalesce(x.facts, 0) as facts
	from (values ('opening', l.opening_fen, l.before_fen),
		('rows', l.in_count, e.count),
		('credit', l.in_credit_fen, e.credit),
		('debit', l.in_debit_fen, e.debit),
		('hash total', l.in_hash, e.hash),
		('channel fees', l.channel_fees_fen, e.kept),
		('rows as committed', l.in_count, c.count),
		('credit as committed', l.in_credit_fen, c.credit),
		('debit as committed', l.in_debit_fen, c.debit),
		('hash total as committed', l.in_hash, c.hash),
		('residual', l.residual_fen, 0)) x (what, stored, facts)
	union all
	select x.what, x.stored, coalesce(w.fen, 0)
	from (values ('matched', l.matched_fen), ('refunded', l.refunded_fen),
		('fees', l.fees_fen), ('settled', l.settled_fen),
		('micro-deposits', l.micro_deposits_fen),
		('written off', l.written_off_fen)) x (what, stored)
	left join went w on w.run_id = l.run_id
		and w.account_id = l.account_id and w.what = x.what) v
where v.stored <> v.facts
order by l.run_id, 2
