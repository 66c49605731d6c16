-- Which days of which accounts have their statement, or have none.
-- columns: source text, account_id int4, account text, from_day date, to_day date
select a.source, s.account_id, a.account, s.from_day, s.to_day
from statement s join account a using (account_id)
where s.from_day is not null
union all
select a.source, n.account_id, a.account, n.day, n.day
from no_bill n join account a using (account_id)
order by 2, 4, 5
