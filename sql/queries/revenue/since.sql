-- After which run what came is news: the closing before the night of a run
-- (null: the last one).  Before the first contract every order is news: the
-- book may be older than revenue.
-- params: before_run int4
-- columns: since_run int4
select case when exists (select from contract) then coalesce((
		select max(through_run) from closing
		where $1 is null or run_id < $1), 0)
	else 0 end as since_run
