-- Every run that changed something.  One without an end was cut off, or is at
-- work now.
-- params: command text, day date, status text
-- columns: run_id int4, command text, date date, started_at timestamptz,
--	ended_at timestamptz, status text, residual_fen int8
select r.run_id, r.command, r.business_day, r.started_at, e.ended_at,
	coalesce(e.status, 'incomplete'), e.residual_fen
from run r
left join run_end e using (run_id)
where ($1::text is null or r.command = $1)
	and ($2::date is null or r.business_day = $2)
	and ($3::text is null or coalesce(e.status, 'incomplete') = $3)
order by r.run_id
