-- Everything that happened to one order, entry, verification or break (one of
-- the four, the others null), in the order in which yifen learned it.  "what"
-- names a sentence of lib/job/explain_events.c, "arguments" are its arguments;
-- entry_id: the event is what came of that money.
-- params: order_id int8, entry_id int8, verification_id int8, break_id int8
-- columns: what text, at text, subject text, arguments text,
--	amount_fen int8, note text, entry_id int8, run_id int4
with the_order as (
	-- Also that of a verification, or of a break about an order.
	select coalesce($1,
		(select order_id from breaks where break_id = $4),
		(select order_id from verification where verification_id = $3))
		as order_id
), the_breaks as (
	select break_id, entry_id from breaks where break_id = $4
	union
	select break_id, entry_id from breaks where order_id = $1
	union
	select break_id, entry_id from breaks where entry_id = $2
	union
	select b.break_id, b.entry_id
	from break_event e join breaks b using (break_id)
	where e.order_id = $1
), the_verifications as (
	select verification_id, attempt, mode from verification
	where verification_id = $3
	union
	select verification_id, attempt, mode from verification
	where order_id = $1
	union
	select v.verification_id, v.attempt, v.mode
	from verification_event e join verification v using (verification_id)
	where e.entry_id = $2
	union
	-- A failed attempt's break: what failed.
	select v.verification_id, v.attempt, v.mode
	from breaks b join verification v using (order_id)
	where b.break_id = $4 and b.kind in
		('returned', 'returned-after-verify', 'wrong-code')
), the_entries as (
	select $2 as entry_id where $2 is not null
	union select undoes from match_now
		where entry_id = $2 and undoes is not null
	union select entry_id from match_now where undoes = $2
	union select a.entry_id from the_order o join allocation a using (order_id)
		where $3 is null
	union select entry_id from the_breaks
		where entry_id is not null and $2 is null
	union select e.entry_id from the_verifications
		join verification_event e using (verification_id)
		where e.entry_id is not null and $2 is null
	-- Each 0.01 of an account that was to be verified.
	union select n.entry_id
	from verification_event e
	join entry n on account_key(n.counter_account)
			= account_key(e.account_no)
		and n.amount_fen in (1, -1)
	where e.verification_id = $3 and e.account_no <> ''
), the_proposals as (
	select p.proposal_id from the_entries join proposal p using (entry_id)
	union
	select proposal_id from proposal where order_id = $1
	union
	select p.proposal_id from the_verifications
	join proposal p using (verification_id)
	union
	select p.proposal_id from the_breaks b
	join proposal p on p.break_id = b.break_id
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
select what, at, subject, arguments, amount_fen, note, entry_id,
	-- What people write between two runs is no run's.
	nullif(run_id, case rank when 90 then run_id when 91 then run_id end)
		as run_id
from (
	-- The order, version by version.
	select 10 as rank, v.version as seq, 'version' as what,
		moment_label(v.created_day, v.created_second) as at,
		o.ca || '/' || o.order_no as subject,
		note_arguments(v.version::text, l.name, v.line::text,
			v.business, v.cert_kind, v.years::text,
			v.main_keys::text, v.sub_keys::text, v.applicant_name)
			as arguments,
		null::int8 as amount_fen, '' as note, null::int8 as entry_id,
		v.run_id
	from the_order
	join order_version v using (order_id)
	join orders o using (order_id)
	join reference_load l using (load_id)
	union all
	select 11, v.version, 'claim',
		moment_label(v.claimed_day, v.claimed_second),
		o.ca || '/' || o.order_no,
		note_arguments(v.pay_method, v.claimed_trade_no), v.claimed_fen,
		'', null, v.run_id
	from the_order
	join order_version v using (order_id)
	join orders o using (order_id)
	where v.claimed_fen is not null
	union all
	select 12, v.version, 'review',
		coalesce(moment_label(v.reviewed_day, v.reviewed_second), ''),
		o.ca || '/' || o.order_no, note_arguments(v.review), null, '',
		null, v.run_id
	from the_order
	join order_version v using (order_id)
	join orders o using (order_id)
	where v.review <> 'pending'
	-- The money.
	union all
	select 20, 1, case when e.name = '' and e.counter_account = ''
			then 'arrived' else 'arrived-from' end,
		moment_label(e.booked_day, e.booked_second),
		entry_label(e.entry_id),
		note_arguments(a.source, a.account, e.kind, f.name,
			(e.entry_id & 4294967295)::text, e.name,
			e.counter_account, e.remark), e.amount_fen, '', null,
		e.run_id
	from the_entries
	join entry e using (entry_id)
	join account a using (account_id)
	join statement s using (statement_id)
	join file f on f.file_id = s.file_id
	union all
	select 21, 1, 'kind', '', entry_label(k.entry_id),
		note_arguments(k.kind), null, '', null, k.run_id
	from the_entries
	join entry_kind k using (entry_id)
	join entry e using (entry_id)
	where k.kind <> e.kind
	union all
	select 30, m.turn, case when m.amount_fen < 0 and m.undoes is not null
			then 'undone' when m.use = 'orders' then 'matched'
			else m.use end,
		'', entry_label(m.entry_id),
		note_arguments(m.rule, coalesce(entry_label(m.undoes), '')),
		m.amount_fen, m.note, m.entry_id, m.run_id
	from the_entries
	join match m using (entry_id)
	union all
	select 31, x.turn, 'allocated', '', entry_label(x.entry_id),
		note_arguments(o.ca || '/' || o.order_no), x.amount_fen, '',
		null, x.run_id
	from the_entries
	join allocation x using (entry_id)
	join orders o using (order_id)
	union all
	select 29, u.turn, 'taken-back', '', entry_label(u.entry_id),
		note_arguments(m.rule, proposal_label(u.proposal_id)),
		-m.amount_fen, '', null, u.run_id
	from the_entries
	join match_undone u using (entry_id)
	join match m using (entry_id, turn)
	union all
	select 32, 1, 'settled', d.day::text, entry_label(d.entry_id),
		note_arguments(a.source, a.account), d.net_fen, '', null,
		d.run_id
	from the_entries
	join settled_day d using (entry_id)
	join account a on a.account_id = d.account_id
	union all
	select 33, 1, case k.kind when 'fee' then 'ignored' else 'waits' end,
		'', entry_label(e.entry_id),
		note_arguments(coalesce(b.kind, 'suspense')), e.amount_fen, '',
		case k.kind when 'fee' then null else e.entry_id end,
		coalesce(b.run_id, e.run_id)
	from the_entries
	join entry e using (entry_id)
	cross join lateral (select coalesce((select k.kind from entry_kind k
			where k.entry_id = e.entry_id
			order by k.run_id desc limit 1), e.kind) as kind) k
	left join lateral (select b.kind, b.run_id
		from breaks b
		join lateral (select x.state from break_event x
			where x.break_id = b.break_id
			order by x.seq desc limit 1) x on x.state <> 'resolved'
		where b.entry_id = e.entry_id
			and b.kind in ('suspense', 'payer-mismatch',
				'ambiguous', 'refund-unmatched')
		order by b.break_id limit 1) b on true
	where not exists (select from match_now m
		where m.entry_id = e.entry_id)
	-- What it comes to.
	union all
	select 40, 1, case when s.due_fen is null then 'unpriced'
			when l.name is null then 'priced' else 'price' end,
		coalesce(r.business_day::text, ''), o.ca || '/' || o.order_no,
		note_arguments(l.name, s.fee_line::text, f.source), s.due_fen,
		s.fee_note, null, s.run_id
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
			yuan_label(s.refunded_fen)), null, '', null, s.run_id
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
		null, e.run_id
	from the_verifications v
	join verification_event e using (verification_id)
	union all
	select 70, r.seq, 'release', r.day::text, o.ca || '/' || o.order_no,
		note_arguments(r.turn::text, r.channel, r.state), null,
		r.reason, null, r.run_id
	from the_order
	join release_event r using (order_id)
	join orders o using (order_id)
	union all
	select 75, x.turn, 'delivered', d.day::text,
		coalesce(verification_label(x.verification_id),
			o.ca || '/' || o.order_no),
		note_arguments(d.folder, d.batch_no::text, d.name), null, '',
		null, i.run_id
	from outbox x
	join orders o using (order_id)
	join delivery_item i using (item_id)
	join delivery d on d.folder = i.folder and d.batch_no = i.batch_no
	where x.order_id = coalesce($1, $3 >> 8)
		and ($1 is not null or x.verification_id = $3)
	-- What people say.
	union all
	select 5, 1, 'ruling', r.day::text, proposal_label(r.proposal_id),
		note_arguments(p.verb, r.outcome), null, r.note, null, r.run_id
	from the_proposals
	join ruling r using (proposal_id)
	join proposal p using (proposal_id)
	union all
	select 90, 1, 'proposal', p.day::text, proposal_label(p.proposal_id),
		note_arguments(p.verb, p.actor), p.amount_fen, p.reason, null,
		coalesce(p.after_run, 0)
	from the_proposals join proposal p using (proposal_id)
	union all
	select 91, 1, 'decision', d.day::text, proposal_label(d.proposal_id),
		note_arguments(d.verdict, d.actor), null, d.reason, null,
		coalesce(d.after_run, 0)
	from the_proposals join decision d using (proposal_id)
	-- What does not agree.
	union all
	select 80, e.seq, 'break', e.day::text, break_label(b.break_id),
		note_arguments(b.kind, case
			when e.state <> 'open' then e.state
			when p.state is null then 'new'
			when p.state = 'resolved' then 'reopened'
			else 'changed' end),
		e.amount_fen, e.note, null, e.run_id
	from the_breaks
	join breaks b using (break_id)
	join break_event e using (break_id)
	left join break_event p on p.break_id = e.break_id
		and p.seq = e.seq - 1
	union all
	select 81, c.seq, 'candidate', '', break_label(c.break_id),
		note_arguments(o.ca || '/' || o.order_no), null, '', null,
		c.run_id
	from the_breaks
	join break_candidate c using (break_id)
	join orders o on o.order_id = c.order_id
) events
order by events.run_id, rank, at, subject, seq, what, arguments
