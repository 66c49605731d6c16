-- Every order: its current version, what the last night left of it, its
-- release.  priced_anew: a newer version changed what is priced.  Decided before a
-- run, of the versions until another.
-- params: before_run int4, until_run int4
-- columns: order_id int8, version int4, ca text, order_no text, created_day date, created_second int4, business text, cert_kind text, project text, years int4, main_keys int4, sub_keys int4, applicant_name text, uscc text, account_no text, pay_method text, pay_refs text, claimed_fen int8, claimed_day date, claimed_second int4, claimed_trade_no text, voucher_ref text, review text, reviewed_day date, reviewed_second int4, verify_mode text, code_id int8, code_digest bytea, was_version int4, priced_anew bool, due_fen int8, fee_load_id int4, fee_line int4, fee_note text, paid_fen int8, refunded_fen int8, verdict text, release_seq int4, release_turn int4, release_state text, release_reason text, release_code_id int8, release_shown bool, on_hold bool
select o.order_id, o.version, o.ca, o.order_no, o.created_day,
	o.created_second, o.business, o.cert_kind, o.project, o.years,
	o.main_keys, o.sub_keys, o.applicant_name, o.uscc, o.account_no,
	o.pay_method, o.pay_refs, o.claimed_fen, o.claimed_day,
	o.claimed_second, o.claimed_trade_no, o.voucher_ref, o.review,
	o.reviewed_day, o.reviewed_second, o.verify_mode, o.code_id,
	c.digest as code_digest,
	s.version as was_version,
	coalesce((p.business, p.cert_kind, p.project, p.years, p.main_keys,
		p.sub_keys) is distinct from (o.business, o.cert_kind,
		o.project, o.years, o.main_keys, o.sub_keys), false)
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
from (select distinct on (v.order_id)
		n.ca, n.order_no, v.order_id, v.version, v.created_day,
		v.created_second, v.business, v.cert_kind, v.project, v.years,
		v.main_keys, v.sub_keys, v.applicant_name, v.uscc,
		v.account_no, v.pay_method, v.pay_refs, v.claimed_fen,
		v.claimed_day, v.claimed_second, v.claimed_trade_no,
		v.voucher_ref, v.review, v.reviewed_day, v.reviewed_second,
		v.verify_mode, v.code_id
	from order_version v join orders n using (order_id)
	where v.run_id <= $2
	order by v.order_id, v.version desc) o
left join code c on c.code_id = o.code_id
left join (select distinct on (order_id) * from order_state
	where run_id < $1
	order by order_id, run_id desc) s on s.order_id = o.order_id
left join order_version p on p.order_id = s.order_id
	and p.version = s.version and s.version <> o.version
left join (select distinct on (order_id) * from release_event
	where run_id < $1
	order by order_id, seq desc) r on r.order_id = o.order_id
left join order_on_hold h on h.order_id = o.order_id
order by o.order_id
