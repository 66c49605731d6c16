-- When an entry was decided: the run and its day, and the rule; one that is
-- not: the last number that there is, and the day of the books.  The decision
-- of run ${run_id}, or (0) the one that stands.  seen: the run up to which other
-- money counts.
-- params: entry_id int8, run_id int4
-- columns: run_id int4, seen int4, day date, rule text, break_kind text,
--	looked_at bool, settles bool
select coalesce(m.run_id, 2147483647), coalesce(m.run_id, n.run_id, 0),
	coalesce(r.business_day, n.business_day, e.booked_day),
	coalesce(m.rule, ''),
	coalesce((select b.kind from breaks b
		join lateral (select x.state from break_event x
			where x.break_id = b.break_id
			order by x.seq desc limit 1) x on x.state <> 'resolved'
		where b.entry_id = e.entry_id and m.entry_id is null
			and b.kind in ('suspense', 'payer-mismatch',
				'ambiguous', 'refund-unmatched')
		order by b.break_id limit 1), ''),
	m.entry_id is not null or e.run_id <= coalesce(n.run_id, 0),
	a.source = 'bank' and e.amount_fen > 1
from entry e
join account a using (account_id)
left join match m on m.entry_id = e.entry_id
	and case $2 when 0 then not exists (select from match_undone u
			where u.entry_id = m.entry_id and u.turn = m.turn)
		else m.run_id = $2 end
left join run r on r.run_id = m.run_id
left join lateral (select run_id, business_day from run
	where command = 'nightly' order by run_id desc limit 1) n on true
where e.entry_id = $1
