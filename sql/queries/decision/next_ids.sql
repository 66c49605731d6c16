-- The highest numbers given so far.
-- columns: item_id int8, break_id int4
select coalesce((select max(item_id) from outbox), 0) as item_id,
	coalesce((select max(break_id) from breaks), 0) as break_id
