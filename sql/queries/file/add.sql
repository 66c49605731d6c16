-- A file that was imported, or is a duplicate, or was refused whole: then the
-- account that was made for it is gone with its rows.
-- params: file_id int4, run_id int4, name text, sha256 bytea, content bytea, format text, source text, account_id int4, day date, row_count int4, credit_fen int8, debit_fen int8, state text, message text
insert into file (file_id, run_id, name, sha256, content, format, source,
	account_id, day, row_count, credit_fen, debit_fen, state, message)
values ($1, $2, $3, $4, $5, $6, $7,
	case when $13 <> 'quarantined'
		or exists (select from account where account_id = $8)
	then $8 end,
	$9, $10, $11, $12, $13, $14)
