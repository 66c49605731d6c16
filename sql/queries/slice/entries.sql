-- These entries (',' between) as book/entries.sql has all that nothing explains,
-- as they were before a run; those that were explained before it are left out.
-- params: entry_ids text, run_id int4
-- columns: entry_id int8, source text, account_id int4, merchant text, kind text, marks int4, booked_day date, booked_second int4, amount_fen int8, fee_fen int8, external_id text, txn text, ref text, original text, name text, counter_account text, remark text, codes bytea, sent_back_fen int8, turn int4, stands bool, written_off bool, verb text, people text, is_new bool
select e.entry_id, a.source, e.account_id, a.account as merchant,
	coalesce(k.kind, e.kind) as kind, e.marks, e.booked_day,
	e.booked_second, e.amount_fen, e.fee_fen, e.external_id, e.txn, e.ref,
	e.original, e.name, e.counter_account, e.remark, e.codes,
	(select coalesce(-sum(m.amount_fen), 0) from match_before($2) m
		where m.undoes = e.entry_id)::int8 as sent_back_fen,
	(select count(*) from match_undone u
		where u.entry_id = e.entry_id and u.run_id < $2)::int4 as turn,
	s.entry_id is not null as stands,
	coalesce(s.use = 'write-off', false) as written_off,
	coalesce(d.verb, '') as verb, coalesce(d.note, '') as people,
	false as is_new
from unnest(string_to_array($1, ',')::int8[]) i (entry_id)
join entry e using (entry_id)
join account a using (account_id)
left join lateral (select * from entry_kind k
	where k.entry_id = e.entry_id and k.run_id < $2
	order by k.run_id desc limit 1) k on true
left join match_before($2) m on m.entry_id = e.entry_id
-- Whose match people undo in that run.
left join lateral (select m.entry_id, m.use from match_undone u
	where u.entry_id = e.entry_id and u.turn = m.turn
		and u.run_id = $2) s on true
left join lateral (select p.verb, r.note
	from proposal p join ruling r using (proposal_id)
	where p.entry_id = e.entry_id and r.outcome = 'applied'
		and r.run_id < $2
	order by p.proposal_id desc limit 1) d on true
where (m.entry_id is null or s.entry_id is not null)
	and coalesce(k.kind, e.kind) <> 'fee'
order by e.entry_id
