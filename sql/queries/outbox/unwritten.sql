-- Batches that were decided and whose files may not be there yet.  repeats:
-- the batch of which it says the same again; 0: none.
-- columns: folder text, batch_no int4, day date, name text, digest bytea,
--	item_count int4, amount_fen int8, run_id int4, repeats int4
select d.folder, d.batch_no, d.day, d.name, d.digest, d.item_count,
	d.amount_fen, d.run_id, coalesce(r.repeats, 0) as repeats
from delivery d
left join delivery_repeated r using (folder, batch_no)
where not exists (select from delivery_written w
	where w.folder = d.folder and w.batch_no = d.batch_no)
order by d.folder collate "C", d.batch_no
