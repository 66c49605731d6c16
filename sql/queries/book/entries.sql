-- Money that nothing explains yet, the bank's own charges apart.
-- columns: entry_id int8, source text, account_id int4, merchant text, kind text, marks int4, booked_day date, booked_second int4, amount_fen int8, fee_fen int8, external_id text, txn text, ref text, original text, name text, counter_account text, remark text, codes bytea, sent_back_fen int8
select e.entry_id, a.source, e.account_id, a.account as merchant,
	coalesce(k.kind, e.kind) as kind, e.marks, e.booked_day,
	e.booked_second, e.amount_fen, e.fee_fen, e.external_id, e.txn, e.ref,
	e.original, e.name, e.counter_account, e.remark, e.codes,
	(select coalesce(-sum(m.amount_fen), 0) from match m
		where m.undoes = e.entry_id)::int8 as sent_back_fen
from entry e
join account a using (account_id)
left join entry_kind_now k using (entry_id)
where not exists (select from match m where m.entry_id = e.entry_id)
	and coalesce(k.kind, e.kind) <> 'fee'
order by e.entry_id
