-- What of a folder waits and may go: nothing that was handed over, no release
-- that was stopped, is of another turn or that a person holds back, no transfer of an attempt that is
-- not the order's last or was booked already; of an inbound verification the
-- code while it is the one that counts.  With the order's current version, and
-- account and code of a transfer as its attempt has them now.
-- params: folder text
-- columns: item_id int8, order_id int8, order_no text, ca text, turn int4,
--	paying_account text, channel text, release_seq int4,
--	verification_id int8, verification_seq int4, verifies bool,
--	end_to_end_id text, account_no text, code_id int8, sealed bytea,
--	applicant_name text, bank_name text, bank_code text,
--	handler_name text, handler_mobile text, holder_name text,
--	holder_mobile text, main_keys int4, sub_keys int4
select x.item_id, x.order_id, o.order_no, o.ca, x.turn,
	case when x.folder = 'micro-deposit' then x.paying_account else '' end
		as paying_account,
	r.channel, r.seq as release_seq, x.verification_id,
	l.seq as verification_seq, t.verifies,
	case when t.verifies then l.end_to_end_id
		else 'YF' || x.order_id || 'T' || x.turn end as end_to_end_id,
	case when t.verifies then l.account_no else v.account_no end
		as account_no,
	c.code_id, code_to_hand_over(c.code_id) as sealed, v.applicant_name,
	v.bank_name, v.bank_code,
	v.handler_name, v.handler_mobile, v.holder_name, v.holder_mobile,
	v.main_keys, v.sub_keys
from outbox x
join orders o using (order_id)
join lateral (select * from order_version v
	where v.order_id = x.order_id order by v.version desc limit 1) v
	on true
left join lateral (select r.seq, r.turn, r.channel, r.state
	from release_event r
	where r.order_id = x.order_id and x.turn > 0
	order by r.seq desc limit 1) r on true
left join lateral (select a.verification_id, a.mode, a.end_to_end_id, e.seq,
		e.state, e.account_no, e.code_id
	from verification a
	join verification_event e using (verification_id)
	where a.order_id = x.order_id and x.verification_id is not null
	order by a.attempt desc, e.seq desc limit 1) l on true
cross join lateral (select coalesce(l.mode = 'outbound', false) as verifies) t
left join code c on c.code_id =
	case when t.verifies then l.code_id else x.code_id end
where x.folder = $1
	and not exists (select from delivery_item i
		where i.item_id = x.item_id)
	and (x.turn = 0 or (r.turn = x.turn and r.state = 'queued'
		and not exists (select from order_on_hold h
			where h.order_id = x.order_id)))
	and case
		when x.verification_id is null then x.turn > 0
		when t.verifies then l.verification_id = x.verification_id
			and l.state = 'pending'
		else l.mode = 'inbound' and x.turn = 0
			and l.code_id = x.code_id
			and l.state in ('pending', 'wrong-code', 'mismatch')
	end
order by paying_account collate "C", o.order_no, o.ca, x.item_id
