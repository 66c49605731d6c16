-- The verdict of each order after a run.
-- params: until_run int4
-- columns: order_id int8, verdict text
select distinct on (order_id) order_id, verdict from order_state
where run_id <= $1 order by order_id, run_id desc
