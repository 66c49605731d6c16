-- A nightly closes the books.
-- params: run_id int4, day date
insert into closing (run_id, day, through_run)
select $1, $2, max(run_id) from run
