-- Batches that were decided and whose files may not be there yet.
-- columns: folder text, batch_no int4, day date, name text, digest bytea,
--	item_count int4, amount_fen int8, run_id int4
select folder, batch_no, day, name, digest, item_count, amount_fen, run_id
from delivery d
where not exists (select from delivery_written w
	where w.folder = d.folder and w.batch_no = d.batch_no)
order by folder collate "C", batch_no
