-- The last night that ended with a closing, as far as the next one wants to
-- know: up to which run it saw, and whether the next one has to read all
-- orders.  It has if another version of the program may decide otherwise, or
-- if reference data were loaded since, by which everything is decided.
-- params: program text
-- columns: run_id int4, through_run int4, day date, whole bool, number_lengths int8
select c.run_id, c.through_run, c.day,
	r.program is distinct from $1 or exists (select from reference_load l
		where l.run_id > c.through_run and l.kind in
			('fees', 'policies', 'channels', 'calendar')) as whole,
	coalesce(r.number_lengths, 0)::int8 as number_lengths
from closing c left join reading r using (run_id)
order by c.run_id desc limit 1
