-- The nights from a day to another (null: of the whole book): before which run
-- they begin, with which they end, and that one's day.
-- params: from_day date, to_day date
-- columns: before_run int4, until_run int4, day date
select min(run_id) as before_run, max(run_id) as until_run,
	max(business_day) as day
from run
where command = 'nightly' and ($1 is null or business_day >= $1)
	and ($2 is null or business_day <= $2)
