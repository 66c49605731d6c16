-- The money that a night has to explain, by all that may say whose it is.
create temporary table sought (
	entry_id int8 not null,
	is_bank bool not null,
	is_refund bool not null,
	ref text collate "C" not null,
	txn text collate "C" not null,
	serial text collate "C" not null,
	original text collate "C" not null,
	name text not null,
	account text collate "C" not null,	-- folded
	numbers text not null,	-- that its texts may hold: folded, ',' between
	codes bytea not null	-- keyed digests, 16 bytes each
) on commit drop
