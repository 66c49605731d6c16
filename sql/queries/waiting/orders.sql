-- Orders that wait for a payment that the hall claims, or for an answer to an
-- attempt: each one's current version, what the last night left of it, its
-- release.  What waited when the books were closed was kept then (watched), but
-- not yet by a program before this one.
-- columns: order_id int8, version int4, ca text, order_no text, created_day date, created_second int4, business text, cert_kind text, project text, years int4, main_keys int4, sub_keys int4, applicant_name text, uscc text, account_no text, pay_method text, pay_refs text, claimed_fen int8, claimed_day date, claimed_second int4, claimed_trade_no text, voucher_ref text, review text, reviewed_day date, reviewed_second int4, verify_mode text, code_id int8, code_digest bytea, was_version int4, priced_anew bool, due_fen int8, fee_load_id int4, fee_line int4, fee_note text, paid_fen int8, refunded_fen int8, verdict text, release_seq int4, release_turn int4, release_state text, release_reason text, release_code_id int8, release_shown bool, on_hold bool
with candidate as (
	select order_id from watched
	where run_id = (select max(run_id) from closing)
	union
	select order_id from order_state where verdict = 'awaiting'
		and not exists (select from reading
			where run_id = (select max(run_id) from closing))
	union
	select verification_id >> 8
	from unnest(open_attempts(null)) u (verification_id)
)
select o.order_id, v.version, o.ca, o.order_no, v.created_day,
	v.created_second, v.business, v.cert_kind, v.project, v.years,
	v.main_keys, v.sub_keys, v.applicant_name, v.uscc, v.account_no,
	v.pay_method, v.pay_refs, v.claimed_fen, v.claimed_day,
	v.claimed_second, v.claimed_trade_no, v.voucher_ref, v.review,
	v.reviewed_day, v.reviewed_second, v.verify_mode, v.code_id,
	c.digest as code_digest,
	s.version as was_version,
	coalesce((p.business, p.cert_kind, p.project, p.years, p.main_keys,
		p.sub_keys) is distinct from (v.business, v.cert_kind,
		v.project, v.years, v.main_keys, v.sub_keys), false)
		and p.order_id is not null as priced_anew,
	s.due_fen, s.fee_load_id, s.fee_line, s.fee_note, s.paid_fen,
	s.refunded_fen, s.verdict,
	r.seq as release_seq, r.turn as release_turn,
	r.state as release_state, r.reason as release_reason,
	r.code_id as release_code_id,
	exists (select from release_event h where h.order_id = o.order_id
		and h.turn = r.turn and h.state = 'handed-over')
		as release_shown,
	h.order_id is not null as on_hold
from candidate t
join orders o using (order_id)
cross join lateral (select
		v.version, v.created_day, v.created_second, v.business,
		v.cert_kind, v.project, v.years, v.main_keys, v.sub_keys,
		v.applicant_name, v.uscc, v.account_no, v.pay_method,
		v.pay_refs, v.claimed_fen, v.claimed_day, v.claimed_second,
		v.claimed_trade_no, v.voucher_ref, v.review, v.reviewed_day,
		v.reviewed_second, v.verify_mode, v.code_id
	from order_version v
	where v.order_id = o.order_id order by v.version desc limit 1) v
left join code c on c.code_id = v.code_id
left join lateral (select * from order_state s
	where s.order_id = o.order_id order by s.run_id desc limit 1) s on true
left join order_version p on p.order_id = s.order_id
	and p.version = s.version and s.version <> v.version
left join lateral (select * from release_event r
	where r.order_id = o.order_id order by r.seq desc limit 1) r on true
left join order_on_hold h on h.order_id = o.order_id
left join lateral (select e.state from verification a
	cross join lateral (select * from verification_event e
		where e.verification_id = a.verification_id
		order by e.seq desc limit 1) e
	where a.order_id = o.order_id
	order by a.attempt desc limit 1) a on true
where s.verdict = 'awaiting' or a.state in ('pending', 'sent')
order by o.order_id
