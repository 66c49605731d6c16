-- Accounts, as far as closing them wants to know: what stood in suspense when
-- they were closed last, what came in since, and whether reference data expect
-- a bill of each day.  charges: what the file itself marks as the bank's own.
-- columns: account_id int4, source text, account text, expected bool, opening_fen int8, in_count int8, in_credit_fen int8, in_debit_fen int8, in_hash int8, charges_fen int8, channel_fees_fen int8
with expected as (
	select channel as source, merchant_no as account from channel
	where load_id = (select load_id from load_now where kind = 'channels')
	union
	select 'bank', receiving_account from policy
	where load_id = (select load_id from load_now where kind = 'policies')
		and receiving_account <> ''
), came as (
	select e.account_id, count(*) as count,
		sum(e.amount_fen) filter (where e.amount_fen > 0) as credit,
		-sum(e.amount_fen) filter (where e.amount_fen < 0) as debit,
		sum(hash_of(entry_digest(e.booked_day, e.booked_second,
			e.amount_fen, e.fee_fen,
			external_id_of(e.external_id, e.key, e.digest), e.txn,
			e.ref, e.name, e.counter_account, e.original,
			e.remark))) as hash,
		sum(e.amount_fen) filter (where e.kind = 'fee'
			and not exists (select from match m
				where m.entry_id = e.entry_id)) as charges,
		sum(e.fee_fen) as channel_fees
	from entry e
	where e.run_id > coalesce((select max(through_run) from closing), 0)
	group by e.account_id
)
select a.account_id, coalesce(a.source, x.source) as source,
	coalesce(a.account, x.account) as account,
	x.account is not null as expected,
	coalesce(l.closing_fen, 0)::int8 as opening_fen,
	coalesce(c.count, 0)::int8 as in_count,
	coalesce(c.credit, 0)::int8 as in_credit_fen,
	coalesce(c.debit, 0)::int8 as in_debit_fen,
	coalesce(c.hash, 0)::int8 as in_hash,
	coalesce(c.charges, 0)::int8 as charges_fen,
	coalesce(c.channel_fees, 0)::int8 as channel_fees_fen
from account a
full join expected x using (source, account)
left join closing_line_now l using (account_id)
left join came c using (account_id)
order by source, account
