-- What each channel's bill says of a day, and what arrived at the bank for it,
-- as the last of the days was closed.  A credit for several days adds up to
-- their nets exactly (domain.md), so each of them got its net.
-- params: from_day date, to_day date
-- columns: day date, channel text, merchant text, gross_fen int8,
--	refunds_fen int8, fees_fen int8, net_fen int8, settled_on date,
--	bank_fen int8, difference_fen int8, state text
with mark as (
	select max(through_run) as run_id from closing where day <= $2
), bill as (
	select f.account_id, f.day, sum(f.credit_fen)::int8 as gross_fen,
		sum(f.debit_fen)::int8 as refunds_fen,
		sum(f.fee_fen)::int8 as fees_fen,
		sum(f.credit_fen - f.debit_fen - f.fee_fen)::int8 as net_fen
	from file_day f, mark
	where f.day between $1 and $2 and f.run_id <= mark.run_id
	group by f.account_id, f.day
), paid as (
	select s.account_id, s.day, e.booked_day,
		case when (select count(*) from settled_day o
				where o.entry_id = s.entry_id) = 1
			then e.amount_fen else s.net_fen end as fen
	from settled_day s
	cross join mark
	join entry e using (entry_id)
	where s.day between $1 and $2 and s.run_id <= mark.run_id
)
select b.day, a.source, a.account, b.gross_fen, b.refunds_fen, b.fees_fen,
	b.net_fen, p.booked_day, p.fen, p.fen - b.net_fen,
	case when p.fen = b.net_fen then 'arrived'
		when p.fen is not null then 'difference'
		when b.net_fen = 0 then 'nothing to settle'
		when b.net_fen < 0 then 'taken off a later day'
		else 'not arrived yet' end
from bill b
join account a using (account_id)
left join paid p using (account_id, day)
where a.source <> 'bank'
order by b.day, a.source, a.account
