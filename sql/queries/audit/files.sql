-- Where the files lie that belong to what came after one event, up to another:
-- folders of YIFEN_HOME, and what the names in them begin with.
-- params: after_seq int8, seq int8
-- columns: folder text, prefix text
with span as (
	select distinct about_run as run_id, about_table from audit_event
	where seq > $1 and seq <= $2
)
select folder, prefix from (
	select 'archive/' || left(encode(f.sha256, 'hex'), 2) as folder,
		encode(f.sha256, 'hex') as prefix
	from file f join span s using (run_id)
	where s.about_table = 'file'
	union
	select 'outbox/' || w.folder, lpad(w.batch_no::text, 6, '0') || '.'
	from delivery_written w join span s using (run_id)
	where s.about_table = 'delivery_written'
	union
	select 'reports/' || c.day, '' from closing c join span s using (run_id)
	where s.about_table = 'closing') t
order by folder collate "C", prefix collate "C"
