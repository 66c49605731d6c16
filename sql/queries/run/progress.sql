-- Where verifications and releases stand, and what a run did to them.
-- params: run_id int4
-- columns: open int8, verified int8, failed int8, queued int8, held int8, entries int8
select cardinality(open_attempts(null))::int8 as open,
	(select count(*) from verification_event
		where run_id = $1 and state = 'verified') as verified,
	(select count(*) from verification_event where run_id = $1
		and state in ('returned', 'mismatch', 'wrong-code', 'expired'))
		as failed,
	r.queued, r.held,
	(select count(*) from entry where run_id = $1) as entries
from open_releases(null) r
