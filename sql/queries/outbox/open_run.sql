-- The deliver that was cut off before its end, 0 if none was.
-- columns: run_id int4
select coalesce(max(run_id), 0) as run_id from run r
where command = 'deliver' and not exists (select from run_end e
	where e.run_id = r.run_id)
