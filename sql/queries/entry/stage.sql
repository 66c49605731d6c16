-- Where the rows of one file wait until all of it is known to be right.
create temporary table incoming (
	row_no int8 not null,
	statement_no int4 not null,
	line int8 not null,
	kind text not null,
	marks int4 not null,
	booked_day date not null,
	booked_second int4,
	amount_fen int8 not null,
	fee_fen int8 not null,
	key text collate "C" not null,
	external_id text not null,
	txn text not null,
	ref text not null,
	original text not null,
	name text not null,
	counter_account text not null,
	remark text not null,
	codes bytea not null,
	digest bytea not null
) on commit drop
