-- Store the rows of the file that are not stored yet.
-- needs: entry/stage
-- params: file_id int4, run_id int4
insert into entry (entry_id, statement_id, account_id, kind, marks, booked_day,
	booked_second, amount_fen, fee_fen, key, occurrence, external_id, txn,
	ref, original, name, counter_account, remark, codes, digest, run_id)
select ($1::int8 << 32) + n.row_no, n.statement_id, n.account_id, n.kind,
	n.marks, n.booked_day, n.booked_second, n.amount_fen, n.fee_fen,
	n.key, n.occurrence,
	case n.external_id when '' then n.key else n.external_id end, n.txn,
	n.ref, n.original, n.name, n.counter_account, n.remark, n.codes,
	n.digest, $2
from (select i.*, s.statement_id, s.account_id, row_number() over
		(partition by s.account_id, i.key order by i.row_no)::int4
		as occurrence
	from incoming i
	join statement s
		on s.statement_id = ($1::int8 << 32) + i.statement_no) n
where not exists (select from entry e where e.account_id = n.account_id
	and e.key = n.key and e.occurrence = n.occurrence)
order by n.row_no
