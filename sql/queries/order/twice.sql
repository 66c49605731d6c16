-- The first order that stands twice in the file with different rows.
-- needs: order/stage
-- columns: line int4, order_no text, first_line int4
select line, order_no, first_line from (
	select line, order_no, digest, first_value(line) over w as first_line,
		first_value(digest) over w as first_digest
	from incoming_order
	join (select ca, order_no from incoming_order
		group by ca, order_no having count(*) > 1) several
		using (ca, order_no)
	window w as (partition by ca, order_no order by line)) t
where digest <> first_digest order by line limit 1
