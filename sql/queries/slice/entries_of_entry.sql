-- Other money that is bound to an entry in a run: refund and payment in
-- suspense, the same transaction of the channel, what else settled bill days.
-- seen: money of later runs does not count.
-- params: entry_id int8, run_id int4, seen int4
-- columns: entry_id int8
select m.undoes as entry_id from match m
where m.entry_id = $1 and m.undoes is not null and m.use = 'payment'
	and m.run_id = $2
union
select m.entry_id from match m
where m.undoes = $1 and m.use = 'payment' and m.run_id = $2
union
select t.entry_id
from entry e
join entry t on t.txn = e.txn and t.account_id = e.account_id
where e.entry_id = $1 and e.txn <> '' and t.run_id <= $3
	and not exists (select from match_before($2) m
		where m.entry_id = t.entry_id)
union
select d.entry_id
from settled_day d
where d.run_id = $2 and exists (select from match m
	where m.entry_id = $1 and m.use = 'bill-days')
union
-- A debit looks at all that went back from suspense in its night.
select m.entry_id from match m
where m.use = 'payment' and m.run_id = $2 and exists (
	select from entry e join account a using (account_id)
	where e.entry_id = $1 and a.source = 'bank' and e.amount_fen < -1)
union
-- And at all that people send back.
select p.entry_id from proposal p
join ruling r using (proposal_id)
where p.verb = 'refund' and r.outcome = 'applied' and r.run_id <= $2
	and exists (select from entry e join account a using (account_id)
		where e.entry_id = $1 and a.source = 'bank'
			and e.amount_fen < -1)
	and not exists (select from match_before($2) m
		where m.entry_id = p.entry_id)
