-- The run that the rows of this transaction carry: the one of the same command
-- and day that was cut off before its end, or a new one.  A run that a closing
-- has passed is not taken up: what it brings belongs to the next one.
-- params: command text, day date
-- columns: run_id int4
with cut_off as (
	select max(run_id) as run_id from run r
	where command = $1 and business_day is not distinct from $2
		and not exists (select from run_end e
			where e.run_id = r.run_id)
		and r.run_id > coalesce((select max(through_run)
			from closing), 0)
), made as (
	insert into run (run_id, command, business_day, started_at)
	select coalesce((select max(run_id) from run), 0) + 1, $1, $2, now()
	where (select run_id from cut_off) is null
	returning run_id
)
select coalesce((select run_id from made), (select run_id from cut_off))
	as run_id
