-- Orders that may wait for a payment that the hall claims, or for an answer to an
-- attempt.  What waited when the books were closed was kept then (watched), but
-- not yet by a program before this one.
-- columns: order_id int8
select order_id from watched
where run_id = (select max(run_id) from closing)
union
select order_id from order_state where verdict = 'awaiting'
	and not exists (select from reading
		where run_id = (select max(run_id) from closing))
union
select verification_id >> 8
from unnest(open_attempts(null)) u (verification_id)
