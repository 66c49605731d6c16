-- What people proposed, and what became of it.
-- params: verb text, state text, actor text
-- columns: proposal_id text, verb text, subject text, parts text,
--	amount_fen int8, state text, reason text, actor text,
--	at timestamptz, decider text, decision_reason text,
--	decided_at timestamptz, ruled_day date, ruling_note text
select proposal_label(proposal_id), verb, subject, coalesce(parts, ''),
	amount_fen, state, reason, actor, at, coalesce(decider, ''),
	coalesce(decision_reason, ''), decided_at, ruled_day,
	coalesce(ruling_note, '')
from proposal_view
where ($1::text is null or verb = $1)
	and ($2::text is null or state = $2)
	and ($3::text is null or actor = $3)
order by proposal_view.proposal_id
