-- The closing of every night and account, computed once more, from the facts
-- alone: what the report must say, cell for cell.  Written from domain.md,
-- contract.md and yifen-report(1); the program adds up what each night did,
-- this compares what stood where at the end of each night.
with night as (
	select business_day as day, max(run_id) as last
	from run where command = 'nightly' group by business_day
), span as (
	select day, last, coalesce(lag(last) over (order by day), 0) as before
	from night
), stock as (
	-- Where each entry stood at the end of each night.
	select n.day, e.account_id, e.amount_fen, case
		when m.use = 'orders' and e.amount_fen > 0 then 'matched'
		when m.use in ('orders', 'payment') then 'refunded'
		when m.use = 'bill-days' then 'settled'
		when m.use = 'verification' then 'micro-deposit'
		when m.use = 'write-off' then 'written off'
		when coalesce(k.kind, e.kind) = 'fee' then 'fee'
		else 'suspense' end as place
	from night n
	join entry e on e.run_id <= n.last
	left join match m on m.entry_id = e.entry_id and m.run_id <= n.last
		and not exists (select from match_undone u
			where u.entry_id = m.entry_id and u.turn = m.turn
				and u.run_id <= n.last)
	left join lateral (select kind from entry_kind k
		where k.entry_id = e.entry_id and k.run_id <= n.last
		order by k.run_id desc limit 1) k on true
), stood as (
	select n.day, n.before, n.last, a.account_id, a.source, a.account,
		coalesce(sum(amount_fen) filter (where place = 'matched'), 0)
			as matched,
		coalesce(sum(amount_fen) filter (where place = 'refunded'), 0)
			as refunded,
		coalesce(sum(amount_fen) filter (where place = 'fee'), 0)
			as fees,
		coalesce(sum(amount_fen) filter (where place = 'settled'), 0)
			as settled,
		coalesce(sum(amount_fen) filter
			(where place = 'micro-deposit'), 0) as micro_deposits,
		coalesce(sum(amount_fen) filter
			(where place = 'written off'), 0) as written_off,
		coalesce(sum(amount_fen) filter (where place = 'suspense'), 0)
			as suspense,
		count(*) filter (where place = 'suspense') as suspense_count
	from span n
	cross join account a
	left join stock s on s.day = n.day and s.account_id = a.account_id
	group by n.day, n.before, n.last, a.account_id, a.source, a.account
), came as (
	select n.day, e.account_id, count(*) as count,
		sum(greatest(e.amount_fen, 0)) as credit,
		sum(greatest(-e.amount_fen, 0)) as debit,
		-- Of the row as it is stored; a key of yifen's own is no serial.
		sum(('x' || left(encode(sha256(convert_to(concat_ws(E'\x1f',
			format('%s %s %s %s', e.booked_day - date '1970-01-01',
				coalesce(e.booked_second, -1), e.amount_fen,
				e.fee_fen),
			case when e.external_id <> '~' || left(encode(e.digest,
				'hex'), 16) then e.external_id else '' end,
			e.txn, e.ref, e.name, e.counter_account, e.original,
			e.remark), 'UTF8')), 'hex'), 8))::bit(32)::int8
			& 4294967295) as hash,
		sum(e.fee_fen) as channel_fees
	from span n join entry e on e.run_id > n.before and e.run_id <= n.last
	group by n.day, e.account_id
), covered as (
	select s.account_id, s.from_day, s.to_day, s.run_id, 'here' as how,
		s.opening_fen, s.closing_fen
	from statement s where s.from_day is not null
	union all
	select account_id, day, day, run_id, 'none', null, null from no_bill
), expected as (
	select account_id from account a
	where exists (select from channel c join load_now using (load_id)
		where c.channel = a.source and c.merchant_no = a.account)
	or (a.source = 'bank' and exists (select from policy p
		join load_now using (load_id)
		where p.receiving_account = a.account))
), lacking as (
	-- Days up to each night that nothing covers, as it was known then.
	select n.day, a.account_id, d.day as lacks
	from night n
	cross join account a
	join expected x using (account_id)
	cross join lateral (select g::date as day from generate_series(
		least((select min(day) from night), (select min(from_day)
			from covered c where c.account_id = a.account_id
				and c.run_id <= n.last)),
		n.day, interval '1 day') g) d
	where not exists (select from covered c
		where c.account_id = a.account_id and c.run_id <= n.last
			and d.day between c.from_day and c.to_day)
	and (a.source <> 'bank' or (
		coalesce((select kind = 'workday' from calendar_now w
			where w.day = d.day), extract(isodow from d.day) < 6)
		and not exists (
			-- The balances go on over the day.
			select from (select * from covered c
				where c.account_id = a.account_id
					and c.run_id <= n.last
					and c.how = 'here'
					and c.from_day > d.day
				order by from_day, to_day limit 1) after
			join covered before
				on before.account_id = after.account_id
				and before.run_id <= n.last
				and before.closing_fen = after.opening_fen
			where before.to_day = (select max(to_day)
				from covered c
				where c.account_id = a.account_id
					and c.run_id <= n.last
					and c.how = 'here'
					and c.to_day < after.from_day))))
), missing as (
	select day, account_id, string_agg(days, ';' order by days) as days
	from (select day, account_id, min(lacks)::text || case
			when max(lacks) > min(lacks)
			then '..' || max(lacks) else '' end as days
		from (select *, lacks - row_number() over (
				partition by day, account_id
				order by lacks)::int4 as island
			from lacking) l
		group by day, account_id, island) ranges
	group by day, account_id
), joined as (
	-- Whether each statement begins as one that ends before it ended; one
	-- that begins within another has none to go on from.
	select n.day, c.account_id, case
		when exists (select from covered p
			where p.account_id = c.account_id
				and p.run_id <= n.last and p.how = 'here'
				and p.to_day = b.last
				and p.closing_fen = c.opening_fen) then 'continued'
		when b.last is distinct from c.from_day - 1
			and exists (select from covered p
			where p.account_id = c.account_id
				and p.run_id <= n.last and p.how = 'here'
				and p.from_day < c.from_day
				and p.to_day >= c.from_day) then 'unchecked'
		when b.last is null then 'continued' else 'broken' end as how
	from night n
	join covered c on c.run_id <= n.last and c.how = 'here'
	join account a on a.account_id = c.account_id and a.source = 'bank'
	cross join lateral (select max(to_day) as last from covered p
		where p.account_id = c.account_id and p.run_id <= n.last
			and p.how = 'here' and p.to_day < c.from_day) b
), balanced as (
	-- 'broken' before 'unchecked' before 'continued'.
	select day, account_id, coalesce(min(how) filter
		(where how = 'broken'), max(how)) as how
	from joined group by day, account_id
), workday as (
	select day, coalesce((select kind = 'workday' from calendar_now w
		where w.day = n.day), extract(isodow from n.day) < 6) as works
	from night n
), cells as (
	select s.day, s.source, s.account,
		coalesce(lag(suspense) over w, 0) as opening,
		coalesce(c.count, 0) as in_count,
		coalesce(c.credit, 0) as credit, coalesce(c.debit, 0) as debit,
		coalesce(c.hash, 0) as hash,
		matched - coalesce(lag(matched) over w, 0) as matched,
		refunded - coalesce(lag(refunded) over w, 0) as refunded,
		fees - coalesce(lag(fees) over w, 0) as fees,
		settled - coalesce(lag(settled) over w, 0) as settled,
		micro_deposits - coalesce(lag(micro_deposits) over w, 0)
			as micro_deposits,
		written_off - coalesce(lag(written_off) over w, 0)
			as written_off,
		suspense as closing, suspense_count,
		coalesce(c.channel_fees, 0) as channel_fees,
		coalesce((select min(how) from covered v
			where v.account_id = s.account_id
				and v.run_id <= s.last
				and s.day between v.from_day and v.to_day),
			case when s.account_id in (select account_id
				from expected) and (s.source <> 'bank'
				or (select works from workday w
					where w.day = s.day))
			then 'missing' else '' end)
			as bill,
		coalesce(m.days, '') as missing,
		coalesce(b.how, '') as balances
	from stood s
	left join came c using (day, account_id)
	left join missing m using (day, account_id)
	left join balanced b using (day, account_id)
	window w as (partition by s.account_id order by s.day)
)
select day, source, account, opening, in_count, credit, debit, hash, matched,
	refunded, fees, settled, micro_deposits, written_off, closing,
	suspense_count, opening + credit - debit - matched - refunded - fees
		- settled - micro_deposits - written_off - closing,
	channel_fees, bill, missing, balances
from cells order by day, source, account collate "C";
