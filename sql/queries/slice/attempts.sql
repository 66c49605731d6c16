-- The attempts of these orders (',' between) as book/attempts.sql has all of
-- them, as they were before a run.
-- params: order_ids text, run_id int4
-- columns: order_id int8, attempt int4, mode text, account_no text, end_to_end_id text, code_id int8, code_digest bytea, state text, reason text, since date, seq int4, entry_id int8, failure text, was_verified bool, booked_day date, booked_serial text, reopened bool
select v.order_id, v.attempt, v.mode, l.account_no, v.end_to_end_id, l.code_id,
	c.digest as code_digest, l.state, l.reason, l.day as since, l.seq,
	last_entry.entry_id, failed.state as failure,
	l.state <> 'verified' and exists (
		select from verification_event e
		where e.verification_id = v.verification_id
			and e.state = 'verified' and e.run_id < $2)
		as was_verified,
	booked.booked_day, booked.external_id as booked_serial,
	exists (select from proposal p join ruling u using (proposal_id)
		where p.verification_id = v.verification_id
			and p.verb = 'reopen' and u.outcome = 'applied'
			and u.run_id < $2) as reopened
from unnest(string_to_array($1, ',')::int8[]) i (order_id)
join verification v using (order_id)
join lateral (select * from verification_event e
	where e.verification_id = v.verification_id and e.run_id < $2
	order by e.seq desc limit 1) l on true
left join code c on c.code_id = l.code_id
left join lateral (
	select e.entry_id from verification_event e
	where e.verification_id = v.verification_id and e.run_id < $2
		and e.entry_id is not null
	order by e.seq desc limit 1) last_entry on true
left join lateral (
	select e.state from verification_event e
	where e.verification_id = v.verification_id and e.run_id < $2
		and e.state in ('returned', 'mismatch', 'wrong-code')
	order by e.seq desc limit 1) failed on true
left join lateral (
	select n.booked_day, n.external_id
	from verification_event e join entry n using (entry_id)
	where e.verification_id = v.verification_id and e.run_id < $2
		and e.state = 'booked'
	order by e.seq desc limit 1) booked on true
order by v.order_id, v.attempt
