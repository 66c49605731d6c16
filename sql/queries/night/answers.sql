-- What banks said of the 0.01 of attempts that are sent and nothing else yet.
-- needs: night/stage
-- columns: order_id int8, attempt int4, status text, reason text, text text
select v.order_id, v.attempt, a.status, a.reason, a.text
from tonight t
join verification v using (order_id)
cross join lateral (select e.state from verification_event e
	where e.verification_id = v.verification_id
	order by e.seq desc limit 1) l
cross join lateral (select * from attempt_answer a
	where a.verification_id = v.verification_id
	order by a.file_id, a.row_no offset 0) a
where l.state = 'sent'
order by v.order_id, v.attempt, a.file_id, a.row_no
