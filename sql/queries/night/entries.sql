-- Money that nothing explains yet, the bank's own charges apart; and money
-- whose match people want undone (stands).  people: who decided last about it,
-- and why; verb: what.  All that nothing explained when the books were closed
-- has a break of suspense, open or closed by people; what came after that run
-- may have none.
-- params: after_run int4
-- columns: entry_id int8, source text, account_id int4, merchant text, kind text, marks int4, booked_day date, booked_second int4, amount_fen int8, fee_fen int8, external_id text, txn text, ref text, original text, name text, counter_account text, remark text, codes bytea, sent_back_fen int8, turn int4, stands bool, written_off bool, verb text, people text, is_new bool
with undoing as (
	select p.entry_id, m.use from proposal_now p join match_now m using (entry_id)
	where p.verb = 'undo' and p.state = 'approved'
		and m.use in ('orders', 'write-off')
		and not exists (select from match_now x
			where x.undoes = p.entry_id)
), decided as (
	select distinct on (p.entry_id) p.entry_id, p.verb, p.ruling_note
	from proposal_now p
	where p.entry_id is not null and p.outcome = 'applied'
	order by p.entry_id, p.proposal_id desc
), mine as (
	select entry_id from entry where run_id > $1
	union
	select entry_id from breaks where kind in ('suspense',
		'payer-mismatch', 'ambiguous', 'refund-unmatched')
		and entry_id is not null
	union
	select entry_id from undoing
), sent_back as (
	select m.undoes as entry_id, -sum(m.amount_fen)::int8 as fen
	from match_now m where m.undoes is not null group by m.undoes
), undone as (
	select entry_id, count(*)::int4 as turns from match_undone
	group by entry_id
)
select e.entry_id, a.source, e.account_id, a.account as merchant,
	coalesce(k.kind, e.kind) as kind, e.marks, e.booked_day,
	e.booked_second, e.amount_fen, e.fee_fen, e.external_id, e.txn, e.ref,
	e.original, e.name, e.counter_account, e.remark, e.codes,
	coalesce(b.fen, 0) as sent_back_fen,
	coalesce(t.turns, 0) as turn, u.entry_id is not null as stands,
	coalesce(u.use = 'write-off', false) as written_off,
	coalesce(d.verb, '') as verb, coalesce(d.ruling_note, '') as people,
	e.run_id > coalesce((select max(through_run) from closing), 0)
		as is_new
from mine
join entry e using (entry_id)
join account a using (account_id)
left join lateral (select k.kind from entry_kind k
	where k.entry_id = e.entry_id
	order by k.run_id desc limit 1) k on true
left join sent_back b using (entry_id)
left join undone t using (entry_id)
left join undoing u using (entry_id)
left join decided d using (entry_id)
where (u.entry_id is not null or not exists (
		select from match_now s where s.entry_id = e.entry_id))
	and coalesce(k.kind, e.kind) <> 'fee'
order by e.entry_id
