-- What banks had said of the 0.01 of these orders (',' between), as
-- book/answers.sql has all of it, when a run decided.
-- params: order_ids text, run_id int4
-- columns: order_id int8, attempt int4, status text, reason text, text text
select v.order_id, v.attempt, a.status, a.reason, a.text
from unnest(string_to_array($1, ',')::int8[]) i (order_id)
join verification v using (order_id)
join lateral (select e.state from verification_event e
	where e.verification_id = v.verification_id and e.run_id < $2
	order by e.seq desc limit 1) l on true
cross join lateral (select * from attempt_answer a
	where a.verification_id = v.verification_id and a.run_id <= $2
	order by a.file_id, a.row_no offset 0) a
where l.state = 'sent'
order by v.order_id, v.attempt, a.file_id, a.row_no
