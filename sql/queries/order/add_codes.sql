-- The codes of the file that these orders did not have before, under the
-- numbers that they were sealed for.
-- needs: order/stage
-- params: run_id int4
insert into code (code_id, order_id, origin, digest, sealed, run_id)
select n.code_id, o.order_id, 'hall', n.code_digest, n.sealed, $1
from (select distinct on (ca, order_no, code_digest) *
	from incoming_order where code_digest is not null
	order by ca, order_no, code_digest, line) n
join orders o on o.ca = n.ca and o.order_no = n.order_no
where not exists (select from code c
	where c.order_id = o.order_id and c.digest = n.code_digest)
