-- The orders that a channel's payment or refund can touch, in any version.
-- params: entry_id int8, ref text, txn text
-- columns: order_id int8
select order_id from order_version
where $2 <> '' and pay_refs = $2 and pay_refs <> ''
union
select order_id from order_version
where $2 <> '' and pay_refs like '%;%'
	and string_to_array(pay_refs, ';') @> array[$2]
union
select order_id from order_version
where $3 <> '' and claimed_trade_no = $3 and claimed_trade_no <> ''
union
select l.order_id
from entry e
join entry t on t.txn = e.txn and t.account_id = e.account_id
join allocation l on l.entry_id = t.entry_id
where e.entry_id = $1 and e.txn <> ''
