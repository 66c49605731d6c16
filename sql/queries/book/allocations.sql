-- Money that stands on orders.
-- columns: order_id int8, entry_id int8, source text, account_id int4, txn text, external_id text, booked_day date, booked_second int4, amount_fen int8, undoes int8, own_account bool
select l.order_id, l.entry_id, a.source, e.account_id, e.txn, e.external_id,
	e.booked_day, e.booked_second, l.amount_fen, m.undoes, l.own_account
from allocation l
join match m using (entry_id)
join entry e using (entry_id)
join account a using (account_id)
order by l.order_id, l.entry_id
