-- How many rows of the file are new or say something new.
-- needs: order/stage
-- columns: changed int8
select count(*) as changed from incoming_order n
left join order_now o on o.ca = n.ca and o.order_no = n.order_no
where o.digest is distinct from n.digest
