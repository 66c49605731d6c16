-- Bill days of the channels as book/bill_days.sql has them, as they were before
-- a run; seen: bills of later runs do not count.
-- params: run_id int4, seen int4
-- columns: account_id int4, source text, merchant text, day date, net_fen int8, settled_by int8
select f.account_id, a.source, a.account as merchant, f.day,
	sum(f.credit_fen - f.debit_fen - f.fee_fen)::int8 as net_fen,
	s.entry_id as settled_by
from file_day f
join account a using (account_id)
left join settled_day s on s.account_id = f.account_id and s.day = f.day
	and s.run_id < $1
where a.source <> 'bank' and f.run_id <= $2
group by f.account_id, a.source, a.account, f.day, s.entry_id
order by f.account_id, f.day
