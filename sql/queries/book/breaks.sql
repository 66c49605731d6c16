-- Every break that ever was, whether it is open, and whether people closed it.
-- columns: break_id int4, kind text, order_id int8, entry_id int8, account_id int4, day date, open bool, seq int4, also_order_id int8, amount_fen int8, note text, decided bool
select b.break_id, b.kind, b.order_id, b.entry_id, b.account_id, b.day,
	e.state <> 'resolved' as open, e.seq, e.order_id as also_order_id,
	e.amount_fen, e.note, e.proposal_id is not null as decided
from breaks b
join (select distinct on (break_id) * from break_event
	order by break_id, seq desc) e using (break_id)
order by b.break_id
