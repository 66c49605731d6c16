-- The orders that a night looks at whatever money came: those that time alone
-- may change; what the hall sent since the last one, or what that one left out
-- because it was of a later day; what people said of them since; whose 0.01 was
-- sent since; what banks said since of transfers that carried a PIN (those that
-- verify are watched).
-- needs: night/stage
-- params: last_run int4, through_run int4, last_day date
insert into tonight (order_id)
with said as (
	select p.* from proposal_now p left join decision d using (proposal_id)
	where p.state = 'approved' or p.after_run >= $2 or d.after_run >= $2
)
select order_id from watched where run_id = $1
union
select order_id from order_version where run_id > $2
union
select order_id from order_version where created_day > $3
union
select order_id from said where order_id is not null
union
select verification_id >> 8 from said where verification_id is not null
union
select q.order_id from said cross join lateral proposal_parts(said.parts) q
union
select a.order_id from said join allocation a using (entry_id)
union
select b.order_id from said join breaks b using (break_id)
where b.order_id is not null
union
select c.order_id from said join break_candidate c using (break_id)
union
select verification_id >> 8 from verification_event where run_id > $2
union
select order_id from carrier_rejection where run_id > $2
