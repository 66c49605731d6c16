-- Whether the nightly of a day still has to be finished: it never ended.
-- params: day date
-- columns: open bool
select not exists (select from run join run_end using (run_id)
	where command = 'nightly' and business_day = $1) as open
