-- Money that stands on orders.  people: who released or matched it, and why.
-- Before a run.
-- params: before_run int4
-- columns: order_id int8, entry_id int8, source text, account_id int4, txn text, external_id text, booked_day date, booked_second int4, amount_fen int8, undoes int8, own_account bool, people text
select l.order_id, l.entry_id, a.source, e.account_id, e.txn, e.external_id,
	e.booked_day, e.booked_second, l.amount_fen, m.undoes, l.own_account,
	case when m.proposal_id is null then '' else m.note end as people
from allocation l
join match m on m.entry_id = l.entry_id and m.turn = l.turn
join entry e on e.entry_id = l.entry_id
join account a on a.account_id = e.account_id
where l.run_id < $1 and not exists (
	select from match_undone u
	where u.entry_id = l.entry_id and u.turn = l.turn
		and u.run_id < $1)
order by l.order_id, l.entry_id
