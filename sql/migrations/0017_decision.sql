-- A decision of no proposal is seen by all but reviewers, the audit before
-- anybody: the policy asked whether its proposal is seen, and so hid from the
-- owner himself a row that somebody had put there past the keys.
drop policy decision_of_their_kind on decision;
create policy decision_of_their_kind on decision
	using (sees_proposal((select p.verb from proposal p
		where p.proposal_id = decision.proposal_id)))
	with check (sees_proposal((select p.verb from proposal p
		where p.proposal_id = decision.proposal_id)));
