-- The money that stood on these orders (',' between) before a run.
-- params: order_ids text, run_id int4
-- columns: order_id int8, entry_id int8, source text, account_id int4, txn text, external_id text, booked_day date, booked_second int4, amount_fen int8, undoes int8, own_account bool, people text
select l.order_id, l.entry_id, a.source, e.account_id, e.txn, e.external_id,
	e.booked_day, e.booked_second, l.amount_fen, m.undoes, l.own_account,
	case when m.proposal_id is null then '' else m.note end as people
from unnest(string_to_array($1, ',')::int8[]) i (order_id)
join allocation l using (order_id)
join match_before($2) m on m.entry_id = l.entry_id and m.turn = l.turn
join entry e on e.entry_id = l.entry_id
join account a on a.account_id = e.account_id
order by l.order_id, l.entry_id
