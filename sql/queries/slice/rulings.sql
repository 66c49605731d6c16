-- What people had decided about these orders and entries (',' between) and that
-- run did, as book/rulings.sql has all that is to be done.
-- params: order_ids text, entry_ids text, run_id int4
-- columns: proposal_id int4, verb text, entry_id int8, order_id int8, attempt int4, break_id int4, parts text, actor text, decider text, reason text
select p.proposal_id, p.verb, p.entry_id,
	coalesce(p.order_id, p.verification_id >> 8) as order_id,
	(p.verification_id & 255)::int4 as attempt, p.break_id, p.parts,
	p.actor, d.actor as decider, p.reason
from proposal p
join decision d using (proposal_id)
join ruling r using (proposal_id)
where r.run_id = $3 and p.break_id is null
	and (p.entry_id = any (string_to_array($2, ',')::int8[])
		or p.verification_id >> 8
			= any (string_to_array($1, ',')::int8[]))
order by p.proposal_id
