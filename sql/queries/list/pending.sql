-- Verifications that are not finished, for reviewers; not one that ended because
-- the order is not to be verified any more (lib/core/verify.c).  The view is read whole
-- before it is filtered: with a filter the planner would expect few rows, and
-- look each of them up in the views below it.
-- params: ca text, state text, older int8
-- columns: verification_id text, order_no text, ca text,
--	applicant_name text, account text, mode text, attempt int4,
--	state text, since date, due date, attempts_left int4, is_queued bool,
--	days_left int4
with p as materialized (select * from pending_view)
select verification_label(verification_id), order_no, ca, applicant_name,
	account_last4, mode, attempt, state, since, due, attempts_left,
	is_queued, due - (since + age_days)
from p
where ($1::text is null or ca = $1)
	and ($2::text is null or state = $2)
	and ($3::int8 is null or age_days > $3)
	and not (state = 'expired'
		and reason = 'the account is not to be verified any more')
order by order_no, ca
