-- Rejections of transfers that carried a PIN and verified nothing, in the turn
-- in which the release is: with the account that the transfer went to.
-- columns: order_id int8, account_no text, status text, reason text, text text
with rejected as (
	select s.file_id, s.row_no, s.status, s.reason, s.text, x.item_id,
		x.order_id, x.turn
	from payment_status s
	join outbox x on x.folder = 'micro-deposit'
		and x.verification_id is null and x.order_id = case
			when s.end_to_end_id ~ '^YF[0-9]{1,18}T[0-9]+$'
			then substring(s.end_to_end_id from '[0-9]+')::int8 end
		and s.end_to_end_id = 'YF' || x.order_id || 'T' || x.turn
	where s.status = 'RJCT'
	union all
	select s.file_id, s.row_no, s.status, s.reason, s.text, x.item_id,
		x.order_id, x.turn
	from payment_status s
	join delivery d on d.folder = 'micro-deposit'
		and s.message_id = 'YF' || to_char(d.day, 'YYYYMMDD') || '-'
			|| lpad(d.batch_no::text, 6, '0')
	join delivery_item i on i.folder = d.folder and i.batch_no = d.batch_no
	join outbox x on x.item_id = i.item_id and x.verification_id is null
	where s.status = 'RJCT' and s.end_to_end_id = ''
		and s.payment_id in ('', s.message_id)
)
select j.order_id, v.account_no, j.status, j.reason, j.text
from rejected j
join delivery_item i on i.item_id = j.item_id
join delivery d on d.folder = i.folder and d.batch_no = i.batch_no
cross join lateral (select v.account_no from order_version v
	where v.order_id = j.order_id and v.run_id < d.run_id
	order by v.version desc limit 1) v
cross join lateral (select r.turn from release_event r
	where r.order_id = j.order_id
	order by r.seq desc limit 1) r
where r.turn = j.turn
order by j.order_id, j.file_id, j.row_no
