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
		sum(f.hash_total) as hash, sum(f.fee_fen) as kept
	from file_day f, span s
	where f.run_id > s.after_run and f.run_id <= s.through_run
	group by f.account_id
), matched as (
	select m.entry_id, m.turn, m.use, m.amount_fen, e.account_id,
		e.amount_fen as entry_fen
	from match m join entry e using (entry_id)
	where m.run_id = $1
), given as (
	select entry_id, turn, sum(a.amount_fen) as fen
	from match m join allocation a using (entry_id, turn)
	where m.run_id = $1
	group by entry_id, turn
), decided as (
	select account_id,
		case when use = 'orders' and amount_fen > 0 then 'matched'
			when use in ('orders', 'payment') then 'refunded'
			when use = 'bill-days' then 'settled'
			when use = 'verification' then 'micro-deposits'
			else 'written off' end as what, amount_fen
	from matched
	union all
	select e.account_id,
		case when m.use = 'orders' and m.amount_fen > 0 then 'matched'
			when m.use = 'orders' then 'refunded'
			else 'written off' end, -m.amount_fen
	from match_undone u
	join match m on m.entry_id = u.entry_id and m.turn = u.turn
	join entry e on e.entry_id = u.entry_id, span s
	where u.run_id = s.run_id
	union all
	-- The bank's own charges: as words told in this night, or as the file
	-- marked what came in.
	select e.account_id, 'fees', e.amount_fen
	from entry_kind k join entry e using (entry_id), span s
	where k.run_id = s.run_id and k.kind = 'fee' and not exists (
		select from match_now m where m.entry_id = k.entry_id)
	union all
	select e.account_id, 'fees', e.amount_fen
	from entry e, span s
	where e.kind = 'fee' and e.run_id > s.after_run
		and e.run_id <= s.through_run and not exists (
		select from match m where m.entry_id = e.entry_id)
), went as (
	select account_id, what, sum(amount_fen) as fen from decided
	group by account_id, what
), waits as (
	-- What no break of suspense tells of came in since: were any other in
	-- suspense, the line would have a residual.
	select e.account_id, count(*) as count, sum(e.amount_fen) as fen
	from (select entry_id from entry
		where run_id > (select after_run from span)
		union
		select entry_id from breaks where kind in ('suspense',
			'payer-mismatch', 'ambiguous', 'refund-unmatched')
			and entry_id is not null) w
	join entry e using (entry_id)
	left join lateral (select k.kind from entry_kind k
		where k.entry_id = e.entry_id
		order by k.run_id desc limit 1) k on true
	where coalesce(k.kind, e.kind) <> 'fee' and not exists (
		select from match_now m where m.entry_id = e.entry_id)
	group by e.account_id
), figures as (
	-- Of each account; of one without a line all is 0.
	select a.account_id, v.what, coalesce(v.stored, 0) as stored,
		coalesce(v.facts, 0) as facts
	from account a
	left join closing_line l on l.account_id = a.account_id
		and l.run_id = $1
	left join lateral (select p.closing_fen from closing_line p
		where p.account_id = a.account_id and p.run_id < $1
		order by p.run_id desc limit 1) p on true
	left join came c on c.account_id = a.account_id
	left join waits w on w.account_id = a.account_id
	cross join lateral (values
		('opening', l.opening_fen, p.closing_fen),
		('rows', l.in_count, c.count),
		('credit', l.in_credit_fen, c.credit),
		('debit', l.in_debit_fen, c.debit),
		('hash total', l.in_hash, c.hash),
		('channel fees', l.channel_fees_fen, c.kept),
		('residual', l.residual_fen, 0),
		('entries in suspense', l.closing_count, w.count),
		('suspense', l.closing_fen, w.fen))
		v (what, stored, facts)
	union all
	select a.account_id, v.what, coalesce(v.stored, 0), coalesce(g.fen, 0)
	from account a
	left join closing_line l on l.account_id = a.account_id
		and l.run_id = $1
	cross join lateral (values
		('matched', l.matched_fen), ('refunded', l.refunded_fen),
		('fees', l.fees_fen), ('settled', l.settled_fen),
		('micro-deposits', l.micro_deposits_fen),
		('written off', l.written_off_fen)) v (what, stored)
	left join went g on g.account_id = a.account_id and g.what = v.what
	union all
	-- Entries whose match takes another amount, or is not all allocated.
	select account_id, entry_label(entry_id), amount_fen, entry_fen
	from matched where amount_fen <> entry_fen
	union all
	select m.account_id, entry_label(m.entry_id), m.amount_fen,
		coalesce(g.fen, 0)
	from matched m left join given g using (entry_id, turn)
	where m.use = 'orders' and m.amount_fen <> coalesce(g.fen, 0)
)
select a.source || ' ' || a.account, f.what, f.stored::int8, f.facts::int8
from figures f join account a using (account_id)
where f.stored <> f.facts
order by 1, 2
limit 20
