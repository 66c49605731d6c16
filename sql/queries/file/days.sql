-- What a file brought that was new, by account and day.
-- params: file_id int4, run_id int4
insert into file_day (file_id, account_id, day, entry_count, credit_fen,
	debit_fen, fee_fen, hash_total, run_id)
select $1, account_id, booked_day, count(*),
	coalesce(sum(amount_fen) filter (where amount_fen > 0), 0),
	coalesce(-sum(amount_fen) filter (where amount_fen < 0), 0),
	sum(fee_fen), sum(hash_of(entry_digest(booked_day, booked_second,
		amount_fen, fee_fen, external_id_of(external_id, key, digest),
		txn, ref, name, counter_account, original, remark))), $2
from entry
where entry_id >= $1::int8 << 32 and entry_id < ($1::int8 + 1) << 32
group by account_id, booked_day
