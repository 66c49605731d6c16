-- Exceptions to Monday to Friday, as they were known before a run.
-- params: run_id int4
-- columns: day date, kind text
select distinct on (day) day, kind from calendar_day where run_id < $1
order by day, load_id desc
