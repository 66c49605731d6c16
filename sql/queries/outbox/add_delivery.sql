-- A batch that leaves the house.
-- params: folder text, batch_no int4, day date, name text, digest bytea,
--	item_count int4, amount_fen int8, run_id int4
insert into delivery (folder, batch_no, day, name, digest, item_count,
	amount_fen, run_id)
values ($1, $2, $3, $4, $5, $6, $7, $8)
