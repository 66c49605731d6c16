-- Where what one file says of payments waits until all of it is known to be
-- right.
create temporary table incoming_status (
	row_no int4 not null,
	line int8 not null,
	message_id text not null,
	payment_id text not null,
	end_to_end_id text not null,
	status text not null,
	reason text not null,
	text text not null
) on commit drop
