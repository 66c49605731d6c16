-- Bill days of the channels: sales less refunds less fees, and who settled:
-- of all files until a run, by what was decided before another; null: now.
-- params: before_run int4, until_run int4
-- columns: account_id int4, source text, merchant text, day date, net_fen int8, settled_by int8
select f.account_id, a.source, a.account as merchant, f.day,
	sum(f.credit_fen - f.debit_fen - f.fee_fen)::int8 as net_fen,
	s.entry_id as settled_by
from file_day f
join account a using (account_id)
left join settled_day s on s.account_id = f.account_id and s.day = f.day
	and ($1 is null or s.run_id < $1)
where a.source <> 'bank' and ($2 is null or f.run_id <= $2)
group by f.account_id, a.source, a.account, f.day, s.entry_id
order by f.account_id, f.day
