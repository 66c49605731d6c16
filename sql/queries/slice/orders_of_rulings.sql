-- The orders to which people put an entry in a run.
-- params: entry_id int8, run_id int4
-- columns: order_id int8
select q.order_id
from proposal p
join ruling r using (proposal_id)
cross join lateral proposal_parts(p.parts) q
where p.entry_id = $1 and r.run_id = $2 and p.verb in ('match', 'split')
