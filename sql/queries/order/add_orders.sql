-- The orders of the file that were not known.
-- needs: order/stage
-- params: run_id int4
insert into orders (order_id, ca, order_no, run_id)
select coalesce((select max(order_id) from orders), 0)
	+ row_number() over (order by min(n.line)), n.ca, n.order_no, $1
from incoming_order n
where not exists (select from orders o
	where o.ca = n.ca and o.order_no = n.order_no)
group by n.ca, n.order_no
