-- What was approved and no night has done yet; or what nights between two runs
-- did.  To hand a batch over again is deliver's.
-- params: from_run int4, until_run int4
-- columns: proposal_id int4, verb text, entry_id int8, order_id int8, attempt int4, break_id int4, parts text, actor text, decider text, reason text
select p.proposal_id, p.verb, p.entry_id,
	coalesce(p.order_id, p.verification_id >> 8) as order_id,
	(p.verification_id & 255)::int4 as attempt, p.break_id, p.parts,
	p.actor, p.decider, p.reason
from proposal_now p
where p.verb <> 'repeat' and case when $1 is null then p.state = 'approved'
	else p.outcome = 'applied' and p.ruling_run_id between $1 and $2 end
order by p.proposal_id
