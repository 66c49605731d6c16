-- Book and statement balance of each bank account, as each day was closed
-- (银行存款余额调节表).  Books: the opening balance of the first statement, all
-- that was explained since, and the 0.01 that was handed over.  Statement: the
-- closing balance of the last one.  What lies between: money that nothing
-- explains yet (the bank has it, the books have not) and 0.01 under way (the
-- books have it, the bank has not).
-- params: from_day date, to_day date
-- columns: day date, account text, statement_day date, statement_fen int8,
--	suspense_fen int8, suspense_count int8, under_way_fen int8,
--	under_way_count int8, adjusted_fen int8, book_fen int8,
--	difference_fen int8
with closed as (
	select c.day, l.account_id, a.account, max(c.run_id) as run_id,
		max(c.through_run) as through_run,
		(array_agg(l.closing_fen order by l.run_id desc))[1]
			as suspense_fen,
		(array_agg(l.closing_count order by l.run_id desc))[1]
			as suspense_count
	from closing c
	join closing_line l using (run_id)
	join account a using (account_id)
	where c.day between $1 and $2 and a.source = 'bank'
	group by c.day, l.account_id, a.account
), sides as (
	select c.*, last.to_day as statement_day,
		last.closing_fen as statement_fen,
		first.opening_fen + explained.fen as booked_fen,
		under_way.count as under_way_count
	from closed c
	left join lateral (
		select s.to_day, s.closing_fen from statement s
		where s.account_id = c.account_id
			and s.run_id <= c.through_run
			and s.closing_fen is not null
		order by s.to_day desc, s.statement_id desc limit 1) last
		on true
	left join lateral (
		select s.opening_fen from statement s
		where s.account_id = c.account_id
			and s.run_id <= c.through_run
			and s.opening_fen is not null
		order by s.from_day, s.statement_id limit 1) first on true
	cross join lateral (
		select sum(l.matched_fen + l.refunded_fen + l.fees_fen
			+ l.settled_fen + l.micro_deposits_fen
			+ l.written_off_fen) as fen
		from closing_line l
		where l.account_id = c.account_id and l.run_id <= c.run_id
		) explained
	cross join lateral (
		select count(*)
		from unnest(open_attempts(c.through_run)) n (verification_id)
		cross join lateral (select * from verification_event v
			where v.verification_id = n.verification_id
				and v.run_id <= c.through_run
			order by v.seq desc limit 1) e
		where e.state = 'sent'
			and exists (select from outbox x
				where x.order_id = e.verification_id >> 8
				and x.folder = 'micro-deposit'
				and x.verification_id = e.verification_id
				and x.paying_account = c.account)
		) under_way
)
select day, account, statement_day, statement_fen, suspense_fen,
	suspense_count, -under_way_count, under_way_count,
	statement_fen - suspense_fen - under_way_count,
	(booked_fen - under_way_count)::int8,
	(statement_fen - suspense_fen - booked_fen)::int8
from sides
order by day, account
