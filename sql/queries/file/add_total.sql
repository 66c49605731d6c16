-- What a file says in all.
-- params: file_id int4, no int4, family text, document text, account_id int4, from_day date, to_day date, in_count int8, in_fen int8, out_count int8, out_fen int8, ordered_fen int8, received_fen int8, fee_fen int8, net_fen int8, run_id int4
insert into bill_total (file_id, no, family, document, account_id, from_day,
	to_day, in_count, in_fen, out_count, out_fen, ordered_fen,
	received_fen, fee_fen, net_fen, run_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
