-- What statements of a load and a night spend their time on, told in another
-- way; what comes out is the same.

-- A row's digest, from its stored fields, as lib/job/take_rows.c makes it.  As
-- what it is, stable (it prints numbers), it is part of the query that asks;
-- called for each row it took longer than all it does.
create or replace function entry_digest(booked_day date, booked_second int4,
	amount_fen int8, fee_fen int8, external_id text, txn text, ref text,
	name text, counter_account text, original text, remark text)
	returns bytea language sql stable
	return substr(sha256(convert_to(concat_ws(E'\x1f', concat_ws(' ',
		booked_day - date '1970-01-01', coalesce(booked_second, -1),
		amount_fen, fee_fen), external_id, txn, ref, name,
		counter_account, original, remark), 'UTF8')), 1, 16);

-- What a row adds to a hash total: the first 32 bits of its digest, which is
-- named once here, so that this is part of the query, too.
create or replace function hash_of(digest bytea) returns int8
	language sql immutable
	return ('x' || encode(substr(digest, 1, 4), 'hex'))::bit(32)::int8;

-- A name without everything but ideographs and digits (0007_lookup.sql).  Most
-- names are nothing else, and are what they are in NFKC.
create or replace function name_key(name text) returns text
	language sql immutable
	return left(case when name ~ '[^0-9一-鿿]'
		then regexp_replace(normalize(name, NFKC), '[^0-9一-鿿]+', '',
			'g')
		else name end, 24);

-- A sample of 6,000 rows of each table, not of 30,000, tells the planner enough
-- until autovacuum comes (0016_speed.sql).
alter function refresh_statistics() set default_statistics_target to '20';

-- Hardly any step of a release stops one: no more than those are kept apart.
-- What referred to the constraint is a trigger since 0016_speed.sql.
alter table release_event drop constraint release_stopped_once;
create unique index release_stopped_once on release_event
	(order_id, stopped_turn) where stopped_turn is not null;

-- A code is looked for by its digest; what must not come twice is an account's
-- digest.  One index says both.
drop index code_by_digest;
drop index code_once_per_account;
create unique index code_once_per_account on code (digest, account_digest);
