-- The closing: for each nightly and account, what stood in suspense, what came
-- in, where it went, and what stands in suspense now.  Written once, printed
-- for ever.  And hash totals, so that count, debit, credit and content of what
-- came in are known three times: as it was parsed, as it was committed, and as
-- it stands when the books are closed.

-- A row's digest, from its stored fields, as lib/job/take_rows.c makes it.
create function entry_digest(booked_day date, booked_second int4,
	amount_fen int8, fee_fen int8, external_id text, txn text, ref text,
	name text, counter_account text, original text, remark text)
	returns bytea language sql immutable
	return substr(sha256(convert_to(concat(booked_day - date '1970-01-01',
		' ', coalesce(booked_second, -1), ' ', amount_fen, ' ', fee_fen,
		E'\x1f', external_id, E'\x1f', txn, E'\x1f', ref, E'\x1f',
		name, E'\x1f', counter_account, E'\x1f', original, E'\x1f',
		remark), 'UTF8')), 1, 16);

-- What a row adds to a hash total: the first 32 bits of its digest.
create function hash_of(digest bytea) returns int8 language sql immutable
	return (get_byte(digest, 0)::int8 << 24)
		+ (get_byte(digest, 1) << 16) + (get_byte(digest, 2) << 8)
		+ get_byte(digest, 3);

-- A bank's serial as the file had it: none where the key is yifen's own.
create function external_id_of(external_id text, key text, digest bytea)
	returns text language sql immutable
	return case when external_id = key
			and key = '~' || encode(substr(digest, 1, 8), 'hex')
		then '' else external_id end;

alter table statement add column hash_total int8;	-- as it was parsed
alter table file_day add column hash_total int8;	-- as it was committed

-- One end of a nightly.  All that came in up to run through_run is in it, or
-- in an earlier one.
create table closing (
	run_id int4 primary key references run,
	day date not null,
	through_run int4 not null
);
create index closing_by_day on closing (day);

-- opening + credit - debit = matched + refunded + fees + settled
--	+ micro-deposits + written off + closing + residual; amounts are
-- signed as entries are.
create table closing_line (
	run_id int4 references closing,
	account_id int4 references account,
	opening_fen int8 not null,
	in_count int8 not null,
	in_credit_fen int8 not null,
	in_debit_fen int8 not null,
	in_hash int8 not null,
	matched_fen int8 not null,	-- to orders, less what was undone
	refunded_fen int8 not null,	-- off orders, and of money in suspense
	fees_fen int8 not null,		-- the bank's own charges
	settled_fen int8 not null,	-- by the channels, for bill days
	micro_deposits_fen int8 not null,	-- and their returns
	written_off_fen int8 not null,
	closing_count int8 not null,
	closing_fen int8 not null,
	channel_fees_fen int8 not null,	-- what the channel kept: for people
	bill text not null check (bill in ('here', 'none', 'missing', '')),
	missing text not null,	-- days whose bill is missing still
	balances text not null check (balances in
		('continued', 'broken', 'unchecked', '')),
	residual_fen int8 generated always as (opening_fen + in_credit_fen
		- in_debit_fen - matched_fen - refunded_fen - fees_fen
		- settled_fen - micro_deposits_fen - written_off_fen
		- closing_fen) stored,
	primary key (run_id, account_id)
);

-- The last line of each account.
create view closing_line_now as
select distinct on (account_id) * from closing_line
order by account_id, run_id desc;

do $$ begin perform guard_runs(); end $$;
