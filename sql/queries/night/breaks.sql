-- Breaks of what is read, open or not, and whether people closed them: those of
-- its orders, of its money, of money that stands on its orders or told their
-- attempts, of accounts' days; those that people close; or all.
-- needs: night/stage, sought/stage
-- params: whole bool
-- columns: break_id int4, kind text, order_id int8, entry_id int8, account_id int4, day date, open bool, seq int4, also_order_id int8, amount_fen int8, note text, decided bool
with mine as (
	select break_id from breaks where $1
	union
	select break_id from breaks where not $1 and account_id is not null
	union
	select b.break_id from tonight t join breaks b using (order_id)
	where not $1
	union
	select b.break_id from sought s join breaks b using (entry_id)
	where not $1
	union
	select b.break_id from tonight t join allocation l using (order_id)
	join breaks b on b.entry_id = l.entry_id
	where not $1
	union
	select b.break_id from tonight t join verification v using (order_id)
	join verification_event e using (verification_id)
	join breaks b on b.entry_id = e.entry_id
	where not $1
	union
	select break_id from proposal_now
	where not $1 and verb = 'close' and state = 'approved'
)
select b.break_id, b.kind, b.order_id, b.entry_id, b.account_id, b.day,
	e.state <> 'resolved' as open, e.seq, e.order_id as also_order_id,
	e.amount_fen, e.note, e.proposal_id is not null as decided
from mine
join breaks b using (break_id)
cross join lateral (select * from break_event e
	where e.break_id = b.break_id order by e.seq desc limit 1) e
order by b.break_id
