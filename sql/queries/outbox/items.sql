-- The items of a batch as they were when it was made, whatever came since:
-- the order's version of that time (its runs came before the delivery's), and
-- of a transfer the account and the code of the event that sent it.
-- params: folder text, batch_no int4
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
	s.seq as verification_seq, t.verifies,
	case when t.verifies then a.end_to_end_id
		else 'YF' || x.order_id || 'T' || x.turn end as end_to_end_id,
	case when t.verifies then s.account_no else v.account_no end
		as account_no,
	c.code_id, code_to_hand_over(c.code_id) as sealed, v.applicant_name,
	v.bank_name, v.bank_code,
	v.handler_name, v.handler_mobile, v.holder_name, v.holder_mobile,
	v.main_keys, v.sub_keys
from delivery d
join delivery_item i on i.folder = d.folder and i.batch_no = d.batch_no
join outbox x using (item_id)
join orders o using (order_id)
join lateral (select * from order_version v
	where v.order_id = x.order_id and v.run_id < d.run_id
	order by v.version desc limit 1) v on true
left join release_event r on r.order_id = x.order_id and r.turn = x.turn
	and r.state = 'handed-over'
left join verification a on a.verification_id = x.verification_id
left join verification_event s on s.verification_id = x.verification_id
	and s.state = 'sent' and s.run_id = d.run_id
cross join lateral (select s.seq is not null as verifies) t
left join code c on c.code_id =
	case when t.verifies then s.code_id else x.code_id end
where d.folder = $1 and d.batch_no = $2
order by paying_account collate "C", o.order_no, o.ca, x.item_id
