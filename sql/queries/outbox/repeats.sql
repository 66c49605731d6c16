-- Batches that two people want handed over again, as they are; and whether all
-- of them still stands as it left.
-- columns: proposal_id int4, folder text, repeats int4, day date, digest bytea,
--	item_count int4, amount_fen int8, stands bool
select n.proposal_id, d.folder, d.batch_no as repeats, d.day, d.digest,
	d.item_count, d.amount_fen, delivery_stands(d.folder, d.batch_no)
from proposal_now n
join delivery d on d.folder = n.delivery_folder and d.batch_no = n.delivery_no
where n.verb = 'repeat' and n.state = 'approved'
order by n.proposal_id
