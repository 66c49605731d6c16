-- Whether a run has its data key: 1 or 0.
-- params: run_id int4
-- columns: count int8
select count(*) as count from data_key where run_id = $1
