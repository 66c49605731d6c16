-- These orders (',' between) as book/orders.sql has all of them, as they were
-- before a run.
-- params: order_ids text, run_id int4
-- columns: order_id int8, version int4, ca text, order_no text, created_day date, created_second int4, business text, cert_kind text, project text, years int4, main_keys int4, sub_keys int4, applicant_name text, uscc text, account_no text, pay_method text, pay_refs text, claimed_fen int8, claimed_day date, claimed_second int4, claimed_trade_no text, voucher_ref text, review text, reviewed_day date, reviewed_second int4, verify_mode text, code_id int8, code_digest bytea, was_version int4, priced_anew bool, due_fen int8, fee_load_id int4, fee_line int4, fee_note text, paid_fen int8, refunded_fen int8, verdict text, release_seq int4, release_turn int4, release_state text, release_reason text, release_code_id int8, release_shown bool, on_hold bool
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
		and h.turn = r.turn and h.state = 'handed-over'
		and h.run_id < $2) as release_shown,
	false as on_hold	-- it changes no rule
from unnest(string_to_array($1, ',')::int8[]) i (order_id)
join orders o using (order_id)
join lateral (select
		v.version, v.created_day, v.created_second, v.business,
		v.cert_kind, v.project, v.years, v.main_keys, v.sub_keys,
		v.applicant_name, v.uscc, v.account_no, v.pay_method,
		v.pay_refs, v.claimed_fen, v.claimed_day, v.claimed_second,
		v.claimed_trade_no, v.voucher_ref, v.review, v.reviewed_day,
		v.reviewed_second, v.verify_mode, v.code_id
	from order_version v
	where v.order_id = o.order_id and v.run_id < $2
	order by v.version desc limit 1) v on true
left join code c on c.code_id = v.code_id
left join lateral (select * from order_state s
	where s.order_id = o.order_id and s.run_id < $2
	order by s.run_id desc limit 1) s on true
left join order_version p on p.order_id = s.order_id
	and p.version = s.version and s.version <> v.version
left join lateral (select * from release_event r
	where r.order_id = o.order_id and r.run_id < $2
	order by r.seq desc limit 1) r on true
order by o.order_id
