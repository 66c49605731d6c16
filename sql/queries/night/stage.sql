-- The orders that a night reads.
create temporary table tonight (
	order_id int8 primary key
) on commit drop
