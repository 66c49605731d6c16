-- The orders of a number, of one CA or (null) of all.
-- params: order_no text, ca text
-- columns: order_id int8, ca text
select order_id, ca from orders
where order_no = $1 and ($2::text is null or ca = $2)
order by ca
