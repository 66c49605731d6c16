-- How many rows of the file are new or say something new.
-- needs: order/stage
-- columns: changed int8
select count(*) as changed from incoming_order n
left join orders k on k.ca = n.ca and k.order_no = n.order_no
left join lateral (select v.digest from order_version v
	where v.order_id = k.order_id order by v.version desc limit 1) o on true
where o.digest is distinct from n.digest
