-- The attempts that wait, with their latest event, the 0.01 that left, and
-- their failure.
-- columns: order_id int8, attempt int4, mode text, account_no text, end_to_end_id text, code_id int8, code_digest bytea, state text, reason text, since date, seq int4, entry_id int8, failure text, was_verified bool, booked_day date, booked_serial text, reopened bool
select v.order_id, v.attempt, v.mode, l.account_no, v.end_to_end_id, l.code_id,
	c.digest as code_digest, l.state, l.reason, l.day as since, l.seq,
	last_entry.entry_id, failed.state as failure,
	l.state <> 'verified' and exists (
		select from verification_event e
		where e.verification_id = v.verification_id
			and e.state = 'verified') as was_verified,
	booked.booked_day, booked.external_id as booked_serial,
	exists (select from reopened_attempt r
		where r.verification_id = v.verification_id) as reopened
from unnest(open_attempts(null)) u (verification_id)
join verification v using (verification_id)
cross join lateral (select * from verification_event e
	where e.verification_id = v.verification_id
	order by e.seq desc limit 1) l
left join code c on c.code_id = l.code_id
left join lateral (
	select e.entry_id from verification_event e
	where e.verification_id = v.verification_id and e.entry_id is not null
	order by e.seq desc limit 1) last_entry on true
left join lateral (
	select e.state from verification_event e
	where e.verification_id = v.verification_id
		and e.state in ('returned', 'mismatch', 'wrong-code')
	order by e.seq desc limit 1) failed on true
left join lateral (
	select n.booked_day, n.external_id
	from verification_event e join entry n using (entry_id)
	where e.verification_id = v.verification_id and e.state = 'booked'
	order by e.seq desc limit 1) booked on true
where l.state in ('pending', 'sent')
order by v.order_id, v.attempt
