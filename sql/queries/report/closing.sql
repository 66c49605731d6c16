-- The closing of days, a line an account: what several nightlies of one day
-- did is added up.
-- params: from_day date, to_day date
-- columns: day date, source text, account text, opening_fen int8,
--	in_count int8, in_credit_fen int8, in_debit_fen int8, in_hash int8,
--	matched_fen int8, refunded_fen int8, fees_fen int8, settled_fen int8,
--	micro_deposits_fen int8, written_off_fen int8, closing_fen int8,
--	closing_count int8, residual_fen int8, channel_fees_fen int8,
--	bill text, missing text, balances text
select c.day, a.source, a.account,
	(array_agg(l.opening_fen order by l.run_id))[1],
	sum(l.in_count)::int8, sum(l.in_credit_fen)::int8,
	sum(l.in_debit_fen)::int8, sum(l.in_hash)::int8,
	sum(l.matched_fen)::int8, sum(l.refunded_fen)::int8,
	sum(l.fees_fen)::int8, sum(l.settled_fen)::int8,
	sum(l.micro_deposits_fen)::int8, sum(l.written_off_fen)::int8,
	(array_agg(l.closing_fen order by l.run_id desc))[1],
	(array_agg(l.closing_count order by l.run_id desc))[1],
	sum(l.residual_fen)::int8, sum(l.channel_fees_fen)::int8,
	(array_agg(l.bill order by l.run_id desc))[1],
	(array_agg(l.missing order by l.run_id desc))[1],
	(array_agg(l.balances order by l.run_id desc))[1]
from closing c
join closing_line l using (run_id)
join account a using (account_id)
where c.day between $1 and $2
group by c.day, a.source, a.account
order by c.day, a.source, a.account
