-- Money that nothing explains yet, the bank's own charges apart; and money
-- whose match people want undone (stands).  people: who decided last about it,
-- and why; verb: what.  Before a run, of all money until another.
-- params: before_run int4, until_run int4
-- columns: entry_id int8, source text, account_id int4, merchant text, kind text, marks int4, booked_day date, booked_second int4, amount_fen int8, fee_fen int8, external_id text, txn text, ref text, original text, name text, counter_account text, remark text, codes bytea, sent_back_fen int8, turn int4, stands bool, written_off bool, verb text, people text, is_new bool
with standing as (
	select m.entry_id, m.use, m.undoes, m.amount_fen from match m
	where m.run_id < $1 and not exists (
		select from match_undone u
		where u.entry_id = m.entry_id and u.turn = m.turn
			and u.run_id < $1)
), undoing as (
	select p.entry_id, m.use from proposal_now p
	join standing m using (entry_id)
	where p.verb = 'undo' and p.outcome = 'applied'
		and p.ruling_run_id between $1 and $2
		and m.use in ('orders', 'write-off')
		and not exists (select from standing x
			where x.undoes = p.entry_id)
), decided as (
	select distinct on (p.entry_id) p.entry_id, p.verb, p.ruling_note
	from proposal_now p
	where p.entry_id is not null and p.outcome = 'applied'
		and p.ruling_run_id < $1
	order by p.entry_id, p.proposal_id desc
), sent_back as (
	select undoes as entry_id, -sum(amount_fen)::int8 as fen
	from standing where undoes is not null group by undoes
), undone as (
	select entry_id, count(*)::int4 as turns from match_undone
	where run_id < $1 group by entry_id
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
from entry e
join account a using (account_id)
left join (select distinct on (entry_id) entry_id, kind from entry_kind
	where run_id < $1
	order by entry_id, run_id desc) k using (entry_id)
-- One match of an entry stands, or none (0005_people.sql).
left join standing s using (entry_id)
left join sent_back b using (entry_id)
left join undone t using (entry_id)
left join undoing u using (entry_id)
left join decided d using (entry_id)
where (u.entry_id is not null or s.entry_id is null)
	and e.run_id <= $2
	and coalesce(k.kind, e.kind) <> 'fee'
order by e.entry_id
