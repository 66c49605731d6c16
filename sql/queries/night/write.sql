-- What a night read; after its closing.
-- params: run_id int4, program text, whole bool, order_count int4, entry_count int4, number_lengths int8
insert into reading (run_id, program, whole, order_count, entry_count,
	number_lengths)
values ($1, $2, $3, $4, $5, $6)
