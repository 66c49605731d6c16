-- Which days of which accounts have their statement, with its balances, or are
-- stated to have none; as of a run, null: now.
-- params: until_run int4
-- columns: source text, account_id int4, account text, from_day date, to_day date, opening_fen int8, closing_fen int8, stated bool
select a.source, s.account_id, a.account, s.from_day, s.to_day, s.opening_fen,
	s.closing_fen, false as stated
from statement s join account a using (account_id)
where s.from_day is not null and ($1 is null or s.run_id <= $1)
union all
select a.source, n.account_id, a.account, n.day, n.day, null, null, true
from no_bill n join account a using (account_id)
where $1 is null or n.run_id <= $1
order by 2, 4, 5
