-- The first statement of the file whose rows, as they wait to be committed, are
-- not those that were parsed: count, credit, debit or hash total differ.
-- needs: entry/stage
-- params: file_id int4
-- columns: statement_no int4
select n.statement_no::int4 from (
	select s.statement_id - ($1::int8 << 32) as statement_no,
		s.entry_count, s.credit_fen, s.debit_fen, s.hash_total,
		count(i.row_no) as rows,
		coalesce(sum(i.amount_fen) filter (where i.amount_fen > 0), 0)
			as credit,
		coalesce(-sum(i.amount_fen) filter (where i.amount_fen < 0), 0)
			as debit,
		coalesce(sum(hash_of(entry_digest(i.booked_day,
			i.booked_second, i.amount_fen, i.fee_fen,
			i.external_id, i.txn, i.ref, i.name, i.counter_account,
			i.original, i.remark)))
			filter (where i.row_no is not null), 0) as hash
	from statement s
	left join incoming i
		on i.statement_no = s.statement_id - ($1::int8 << 32)
	where s.file_id = $1
	group by s.statement_id) n
where (n.entry_count, n.credit_fen, n.debit_fen, n.hash_total)
	is distinct from (n.rows, n.credit, n.debit, n.hash)
order by 1 limit 1
