-- The batches that were handed over, with their totals, and to whose
-- certificate (the SHA-256 of it; '': in clear, or not written yet); repeats: of
-- which batch it says the same again.
-- params: channel text, state text
-- columns: channel text, batch_no int4, day date, items int4,
--	amount_fen int8, name text, state text, encrypted_to text, run_id int4,
--	repeats int4
select d.folder as channel, d.batch_no, d.day, d.item_count as items,
	d.amount_fen,
	d.name || case when w.recipient is null then '' else '.p7m' end
		as name,
	s.state, coalesce(encode(w.recipient, 'hex'), '') as encrypted_to,
	d.run_id, r.repeats
from delivery d
left join delivery_repeated r using (folder, batch_no)
left join delivery_written w using (folder, batch_no)
cross join lateral (select case when w.folder is null then 'decided'
		else 'written' end as state) s
where ($1::text is null or d.folder = $1)
	and ($2::text is null or s.state = $2)
order by d.folder collate "C", d.batch_no
