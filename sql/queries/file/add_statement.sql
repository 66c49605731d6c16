-- One statement of a file.
-- params: statement_id int8, file_id int4, account_id int4, reference text, currency text, from_day date, to_day date, opening_fen int8, closing_fen int8, entry_count int4, credit_fen int8, debit_fen int8, hash_total int8, run_id int4
insert into statement (statement_id, file_id, account_id, reference, currency,
	from_day, to_day, opening_fen, closing_fen, entry_count, credit_fen,
	debit_fen, hash_total, run_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
	$14)
