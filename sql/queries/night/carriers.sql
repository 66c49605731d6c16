-- Rejections of transfers that carried a PIN and verified nothing, in the turn
-- in which the release is: with the account that the transfer went to.
-- needs: night/stage
-- columns: order_id int8, account_no text, status text, reason text, text text
select j.order_id, v.account_no, j.status, j.reason, j.text
from carrier_rejection j
join tonight t using (order_id)
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
