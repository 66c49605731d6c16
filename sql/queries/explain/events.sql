-- Everything that happened to one order, entry, verification or break (one of
-- the four, the others null), in the order in which yifen learned it.  "what"
-- names a sentence of lib/job/job_explain.c, "arguments" are its arguments.
-- params: order_id int8, entry_id int8, verification_id int8, break_id int8
-- columns: what text, at text, subject text, arguments text,
--	amount_fen int8, note text, rule text, source text, break_kind text,
--	candidates int8, run_id int4
with the_order as (
	-- Also that of a verification, or of a break about an order.
	select coalesce($1,
		(select order_id from breaks where break_id = $4),
		(select order_id from verification where verification_id = $3))
		as order_id
), the_breaks as (
	select distinct b.break_id, b.entry_id
	from breaks b join break_event e using (break_id)
	where b.break_id = $4 or b.order_id = $1 or e.order_id = $1
		or b.entry_id = $2
), the_verifications as (
	select distinct v.verification_id, v.attempt, v.mode
	from verification v left join verification_event e
		using (verification_id)
	where v.verification_id = $3 or v.order_id = $1 or e.entry_id = $2
), the_entries as (
	select $2 as entry_id where $2 is not null
	union select undoes from match where entry_id = $2 and undoes is not null
	union select entry_id from match where undoes = $2
	union select entry_id from allocation
		where order_id = (select order_id from the_order)
			and $3 is null
	union select entry_id from the_breaks
		where entry_id is not null and $2 is null
	union select e.entry_id from verification_event e
		join the_verifications using (verification_id)
		where e.entry_id is not null and $2 is null
), states as (
	select s.*, lag(s.run_id) over w is not null
		and lag(s.due_fen) over w is not distinct from s.due_fen
		and lag(s.fee_load_id) over w is not distinct from s.fee_load_id
		and lag(s.fee_line) over w is not distinct from s.fee_line
		as same_price
	from order_state s
	where s.order_id = (select order_id from the_order)
	window w as (order by s.run_id)
)
select what, at, subject, arguments, amount_fen, note, rule, source,
	break_kind, candidates, run_id
from (
	-- The order, version by version.
	select 10 as rank, v.version as seq, 'version' as what,
		moment_label(v.created_day, v.created_second) as at,
		o.ca || '/' || o.order_no as subject,
		note_arguments(v.version::text, l.name, v.line::text,
			v.business, v.cert_kind, v.years::text,
			v.main_keys::text, v.sub_keys::text, v.applicant_name)
			as arguments,
		null::int8 as amount_fen, '' as note, '' as rule, '' as source,
		'' as break_kind, 0::int8 as candidates, v.run_id
	from order_version v
	join orders o using (order_id)
	join the_order using (order_id)
	join reference_load l using (load_id)
	union all
	select 11, v.version, 'claim',
		moment_label(v.claimed_day, v.claimed_second),
		o.ca || '/' || o.order_no,
		note_arguments(v.pay_method, v.claimed_trade_no), v.claimed_fen,
		'', '', '', '', 0, v.run_id
	from order_version v join orders o using (order_id)
	join the_order using (order_id)
	where v.claimed_fen is not null
	union all
	select 12, v.version, 'review',
		coalesce(moment_label(v.reviewed_day, v.reviewed_second), ''),
		o.ca || '/' || o.order_no, note_arguments(v.review), null, '',
		'', '', '', 0, v.run_id
	from order_version v join orders o using (order_id)
	join the_order using (order_id)
	where v.review <> 'pending'
	-- The money.
	union all
	select 20, 1, case when e.name = '' and e.counter_account = ''
			then 'arrived' else 'arrived-from' end, moment_label(e.booked_day, e.booked_second),
		entry_label(e.entry_id),
		note_arguments(a.source, a.account, e.kind, f.name,
			(e.entry_id & 4294967295)::text, e.name,
			e.counter_account, e.remark), e.amount_fen, '', '',
		a.source, '', 0, e.run_id
	from the_entries
	join entry e using (entry_id)
	join account a using (account_id)
	join statement s using (statement_id)
	join file f on f.file_id = s.file_id
	union all
	select 21, 1, 'kind', '', entry_label(k.entry_id),
		note_arguments(k.kind), null, '', '', '', '', 0, k.run_id
	from the_entries
	join entry_kind k using (entry_id)
	join entry e using (entry_id)
	where k.kind <> e.kind
	union all
	select 30, 1, case when m.amount_fen < 0 and m.undoes is not null
			then 'undone' when m.use = 'orders' then 'matched'
			else m.use end,
		'', entry_label(m.entry_id),
		note_arguments(m.rule, coalesce(entry_label(m.undoes), '')),
		m.amount_fen, m.note,
		case when e.kind = 'payment' and m.use = 'orders' then m.rule
			else '' end, e.source, '', 0, m.run_id
	from the_entries
	join match m using (entry_id)
	join entry_now e using (entry_id)
	union all
	select 31, 1, 'allocated', '', entry_label(x.entry_id),
		note_arguments(o.ca || '/' || o.order_no), x.amount_fen, '',
		'', '', '', 0, x.run_id
	from the_entries
	join allocation x using (entry_id)
	join orders o using (order_id)
	union all
	select 32, 1, 'settled', d.day::text, entry_label(d.entry_id),
		note_arguments(a.source, a.account), d.net_fen, '', '', '', '',
		0, d.run_id
	from the_entries
	join settled_day d using (entry_id)
	join account a on a.account_id = d.account_id
	union all
	select 33, 1, case e.state when 'ignored' then 'ignored'
			else 'waits' end,
		'', entry_label(e.entry_id),
		note_arguments(coalesce(b.kind, 'suspense')), e.amount_fen, '',
		case when e.kind = 'payment' then '?' else '' end, e.source,
		coalesce(b.kind, 'suspense'),
		(select count(*) from break_candidate c
			where c.break_id = b.break_id and c.seq = b.seq),
		coalesce((select min(run_id) from break_event x
			where x.break_id = b.break_id), e.run_id)
	from the_entries
	join entry_now e using (entry_id)
	left join lateral (select * from break_now n
		where n.entry_id = e.entry_id and n.state <> 'resolved'
			and n.kind in ('suspense', 'payer-mismatch',
				'ambiguous', 'refund-unmatched')
		order by n.break_id limit 1) b on true
	where e.state in ('suspense', 'ignored')
	-- What it comes to.
	union all
	select 40, 1, case when s.due_fen is null then 'unpriced'
			when l.name is null then 'priced' else 'price' end,
		coalesce(r.business_day::text, ''), o.ca || '/' || o.order_no,
		note_arguments(l.name, s.fee_line::text, f.source), s.due_fen,
		s.fee_note, '', '', '', 0, s.run_id
	from states s
	join orders o using (order_id)
	join run r on r.run_id = s.run_id
	left join reference_load l on l.load_id = s.fee_load_id
	left join fee f on f.load_id = s.fee_load_id and f.line = s.fee_line
	where not s.same_price
	union all
	select 50, 1, 'verdict', coalesce(r.business_day::text, ''),
		o.ca || '/' || o.order_no,
		note_arguments(s.verdict, yuan_label(s.paid_fen),
			yuan_label(s.refunded_fen)), null, '', '', '', '', 0,
		s.run_id
	from states s
	join orders o using (order_id)
	join run r on r.run_id = s.run_id
	-- The account, and the PIN.
	union all
	select 60, e.seq, case when e.entry_id is null then 'verification'
			else 'verification-by' end,
		e.day::text, verification_label(e.verification_id),
		note_arguments(v.attempt::text, v.mode, e.state,
			entry_label(e.entry_id), e.account_no), null, e.reason,
		'', '', '', 0, e.run_id
	from the_verifications v
	join verification_event e using (verification_id)
	union all
	select 70, r.seq, 'release', r.day::text, o.ca || '/' || o.order_no,
		note_arguments(r.turn::text, r.channel, r.state), null,
		r.reason, '', '', '', 0, r.run_id
	from release_event r
	join orders o using (order_id)
	join the_order using (order_id)
	union all
	select 75, x.turn, 'delivered', d.day::text,
		coalesce(verification_label(x.verification_id),
			o.ca || '/' || o.order_no),
		note_arguments(d.folder, d.batch_no::text, d.name), null, '',
		'', '', '', 0, i.run_id
	from outbox x
	join orders o using (order_id)
	join delivery_item i using (item_id)
	join delivery d on d.folder = i.folder and d.batch_no = i.batch_no
	where x.order_id = $1 or x.verification_id = $3
	-- What does not agree.
	union all
	select 80, e.seq, 'break', e.day::text, break_label(b.break_id),
		note_arguments(b.kind, e.state), e.amount_fen, e.note, '', '',
		'', 0, e.run_id
	from the_breaks
	join breaks b using (break_id)
	join break_event e using (break_id)
	union all
	select 81, c.seq, 'candidate', '', break_label(c.break_id),
		note_arguments(o.ca || '/' || o.order_no), null, '', '', '',
		'', 0, c.run_id
	from the_breaks
	join break_candidate c using (break_id)
	join orders o on o.order_id = c.order_id
) events
order by run_id, rank, at, subject, seq, what, arguments
